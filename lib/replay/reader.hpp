// Reads recorded events in the terms of one rulebook: names become ids, texts become values. What repeats (events,
// actors, names of units) is looked up once. Used by one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sanhuan/dry_run.hpp"
#include "sanhuan/event.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

// What in a line means nothing under this rulebook; `detail` is the name or the value.
struct Unreadable {
  Malformed what = Malformed::none;
  std::string detail;
  explicit operator bool() const noexcept { return what != Malformed::none; }
};

class LineReader {
 public:
  explicit LineReader(const Rulebook&);

  EventId event(const std::string& name);          // none() where it is empty or unknown
  CaseTypeId case_type(const std::string& name);

  // Views into buffers that the next call overwrites.
  struct Line {
    Opening opening;
    Event event;
    Unreadable unreadable;
  };
  // `type` is the case's, or for a line that opens one the type that it names. On a line that opens a case, what the
  // event does not declare is a fact known at the opening (3.0).
  const Line& read(const RecordedEvent&, CaseTypeId type);

 private:
  struct Field { std::string_view name; FactType type; FactId fact; };
  struct Meaning {          // of an event for cases of a type
    std::vector<Field> fields;
    bool made = false;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };
  template <class Id>
  using Cache = std::unordered_map<std::string, Id, Hash, std::equal_to<>>;

  const Meaning& meaning(EventId, CaseTypeId);
  bool read_actor(const RecordedActor&, Actor&);
  bool read_value(FactType, const std::string& text, Value&);
  bool read_scalar(FactType, std::string_view text, std::int64_t&);
  bool read_fact(const RecordedEvent&, const std::string& name, const std::string& text, CaseTypeId);
  bool fail(Malformed, std::string detail);

  const Rulebook& rulebook_;
  Cache<EventId> events_;
  Cache<CaseTypeId> types_;
  Cache<UnitId> units_;
  Cache<RoleId> roles_;
  std::vector<Meaning> meanings_;  // event * case types + type
  std::vector<PayloadField> payload_;
  std::vector<std::pair<FactId, Value>> facts_;
  Line line_;
};

}  // namespace sanhuan
