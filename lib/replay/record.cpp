#include "sanhuan/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <unordered_map>

#include "lib/base/wire.hpp"
#include "lib/replay/reader.hpp"
#include "lib/rulebook/revisions.hpp"

namespace sanhuan {
namespace {

struct Item {
  Instant at;
  std::uint32_t in_case = 0, event = 0;
};

// What a line says, its ordinal among equal lines of its case beside it (7.3).
std::string key_of(const RecordedEvent& e, std::unordered_map<std::uint64_t, std::uint32_t>& equal) {
  std::string line;
  WireWriter to(line);
  to.signed_number(e.at.ms);
  for (const std::string* part : {&e.open, &e.event, &e.by.unit, &e.by.role, &e.child}) to.text(*part);
  to.byte(static_cast<std::uint8_t>((e.by.petitioner ? 1 : 0) | (e.by.system ? 2 : 0) | (e.assumed ? 4 : 0)));
  to.signed_number(e.occurred.ms);
  for (const auto& [name, value] : e.facts) to.text(name), to.text(value);
  const std::uint64_t hash = hash_of_bytes(line);
  return fmt::format("line {:016x} {}", hash, ++equal[hash]);
}

class Recording {
 public:
  Recording(Engine& engine, std::shared_ptr<const Rulebook> rulebook, std::span<const RecordedCase> cases,
            const RecordOptions& options)
      : engine_(engine), rulebook_(std::move(rulebook)), reader_(*rulebook_), cases_(cases), options_(options),
        equal_(cases.size()), types_(cases.size()) {}

  Recorded run() {
    std::vector<Item> items;
    for (std::uint32_t c = 0; c < cases_.size(); ++c)
      for (std::uint32_t e = 0; e < cases_[c].events.size(); ++e)
        if (cases_[c].events[e].at <= options_.until) items.push_back({cases_[c].events[e].at, c, e});
    std::stable_sort(items.begin(), items.end(), [](const Item& x, const Item& y) { return x.at < y.at; });

    const CalendarRevisions& revisions = rulebook_->revisions();
    std::size_t revision = items.empty() ? revisions.size() : revisions.at(items.front().at) + 1;
    const auto see_revisions = [&](Instant until) {
      for (; revision < revisions.size() && revisions.seen_from(revision) <= until; ++revision) {
        flush();
        advance(revisions.seen_from(revision) - 1);
        out_.moved += engine_.take_up(revisions.seen_from(revision));
      }
    };
    for (const Item& item : items) {
      see_revisions(item.at);
      add(item);
      if (waiting_.size() >= options_.events_per_commit) flush();
    }
    flush();
    see_revisions(options_.until);
    advance(options_.until);
    return out_;
  }

 private:
  // Owns what a line's views point to.
  struct Waiting {
    std::string case_id, key;
    std::optional<Opening> open;
    std::optional<Event> event;
    std::vector<std::pair<FactId, Value>> facts;
    std::vector<PayloadField> payload;
  };

  CaseTypeId type_of(const Item& item, const RecordedEvent& e, const std::string& id) {
    if (!e.open.empty()) return types_[item.in_case] = reader_.case_type(e.open);
    if (e.child.empty() && types_[item.in_case]) return types_[item.in_case];
    flush();  // what opened it may still be waiting
    auto view = engine_.find(id);
    if (!view && !e.child.empty()) {
      advance(item.at);  // or a timer that stands before the line opens it
      view = engine_.find(id);
    }
    return view ? rulebook_->case_type(view->type) : CaseTypeId{};
  }

  void add(const Item& item) {
    const RecordedCase& file = cases_[item.in_case];
    const RecordedEvent& e = file.events[item.event];
    ++out_.events;
    const std::string id = e.child.empty() ? file.id : file.id + "/" + e.child;
    std::string key = e.key.empty() ? key_of(e, equal_[item.in_case]) : e.key;
    const CaseTypeId type = type_of(item, e, id);
    if (!type) {
      ++out_.malformed;
      return;
    }
    const LineReader::Line& line = reader_.read(e, type);
    if (line.unreadable) {
      ++out_.malformed;
      return;
    }
    Waiting& w = waiting_.emplace_back();
    w.case_id = id;
    w.key = std::move(key);
    if (!e.open.empty()) {
      w.facts.assign(line.opening.facts.begin(), line.opening.facts.end());
      w.open = line.opening;
      w.open->facts = w.facts;
    }
    if (!e.event.empty()) {
      w.payload.assign(line.event.payload.begin(), line.event.payload.end());
      w.event = line.event;
      w.event->payload = w.payload;
      w.event->key = w.key;
    }
  }

  void flush() {
    if (waiting_.empty()) return;
    std::vector<Submission> batch;
    for (const Waiting& w : waiting_) batch.push_back({w.case_id, w.open, w.event});
    for (const Answer& answer : engine_.submit(batch)) {
      if (answer.repeated) ++out_.repeated;
      else if (answer.accepted()) ++out_.accepted;
      else if (answer.refused == Refused::malformed) ++out_.malformed;
      else ++out_.refused;
    }
    waiting_.clear();
    if (options_.progress) options_.progress(out_.events);
  }

  void advance(Instant until) {
    for (bool more = true; more;) {
      const Advanced part = engine_.advance(until, {.clock_confirmed = true});  // the file says what time it was
      out_.timers += part.fired;
      more = part.more;
    }
  }

  Engine& engine_;
  std::shared_ptr<const Rulebook> rulebook_;
  LineReader reader_;
  std::span<const RecordedCase> cases_;
  const RecordOptions& options_;
  std::vector<std::unordered_map<std::uint64_t, std::uint32_t>> equal_;  // by case
  std::vector<CaseTypeId> types_;                                        // by case
  std::deque<Waiting> waiting_;
  Recorded out_;
};

}  // namespace

Recorded record(Engine& engine, std::shared_ptr<const Rulebook> rulebook, std::span<const RecordedCase> cases,
                const RecordOptions& options) {
  return Recording(engine, std::move(rulebook), cases, options).run();
}

}  // namespace sanhuan
