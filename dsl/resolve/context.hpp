// What every part of the resolver shares: the rulebook in the making, the names, the sink.
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dsl/resolve/names.hpp"
#include "dsl/resolve/rule_file.hpp"
#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan::dsl {

// Declarations that a pack may add to, when a pack that it builds on made them: they are put into the dense arrays
// of the rulebook once all files are read.
struct EnumerationDraft {
  model::Named named;
  std::vector<model::EnumValue> values;
  std::vector<Place> places;
};
struct CaseTypeDraft {
  model::Named named;
  Place place;
  std::vector<model::Fact> facts;
  std::vector<LineRef> lines;
  NameTable names;  // its facts
  explicit CaseTypeDraft(const NameTable& above) : names(&above) {}
};
struct FieldDraft {
  std::string name;
  Place place;
  Cursor type;  // empty: the fact of that name says
  Cursor whole;  // the field with all that stands beside its type
  bool required = false;
};
struct EventDraft {
  model::Named named;
  Place place;
  std::vector<FieldDraft> fields;
  Cursor late;  // 可补录; empty where it was not written
};

struct Context {
  Sink& sink;
  RulebookData& out;
  const Organisation& organisation;
  const Calendar* calendar = nullptr;  // null where it could not be read

  NameTable names;
  std::vector<EnumerationDraft> enumerations;
  std::deque<CaseTypeDraft> case_types;
  std::vector<EventDraft> events;
  // What may have declared a name that is not known: lines that could not be read, and for a whole file the kinds of
  // names that it holds. Such a name is not reported: one mistake, one message.
  std::vector<std::string> holes;
  std::set<NameKind> unread;
  std::set<std::string, std::less<>> host_verbs;  // 外部动作 of the packs
  bool host_verbs_known = true;                   // every pack that may name some could be read
  std::set<CaseTypeId> with_process;  // of which cases can be opened

  Context(Sink& s, RulebookData& o, const Organisation& org) : sink(s), out(o), organisation(org) {}

  // Declares the name in the table. Where it is taken (reported), what uses it stays silent.
  const Symbol* declare(NameTable&, Symbol);
  // Whether one more fits (semantics 1.2); reported once where it does not.
  bool has_room(std::size_t have, std::size_t most, const Arg& what, Place);

  StringId string(std::string_view);
  std::uint32_t constant(std::int64_t);
  std::uint32_t constants(const std::vector<std::int64_t>&);  // in a row; the first
  RuleId rule(Place, model::Range bases = {});
  // A rule for a line with the 依据 under it; where there is none, with those of what it stands in.
  RuleId rule(LineRef, RuleId around = {});
  model::Named named(Cursor def, RuleId);

  // A date that the pack names lies in the calendar (9.1); past its last notice the answer is only provisional (2.3).
  void check_covered(Day, Place);

  // A name where one of `wanted` is needed. Reports what is unknown (with the nearest name or the cut) or of
  // another kind, unless the name may have been declared in a line that could not be read.
  const Symbol* look_up(const NameTable&, Cursor name, std::initializer_list<NameKind> wanted);
  void report_unknown(const NameTable&, const std::string& name, Place, std::span<const NameKind> wanted);
  bool may_be_in_a_hole(std::string_view name) const;
  bool may_be_unread(std::span<const NameKind> wanted) const;

 private:
  std::set<std::string> full_;  // of what there are too many
  std::unordered_map<std::string, StringId> strings_;
  std::unordered_map<std::int64_t, std::uint32_t> constants_;
};

// 填 A 为 …、B 为 …: of one name given twice, one value would be lost.
void check_filled_once(Context&, const std::vector<Cursor>& assigns);

std::string def_name(Cursor def);
std::string def_key(Cursor def);  // the name where there is no key

}  // namespace sanhuan::dsl
