#include "lib/rulebook/binary.hpp"

#include <concepts>
#include <type_traits>
#include <utility>

#include "lib/base/wire.hpp"
#include "lib/rulebook/duties.hpp"

namespace sanhuan {
namespace {

using namespace model;

enum class Form : std::uint8_t { rulebook = 1, organisation = 2, calendar = 3 };  // on disk: add at the end
constexpr std::uint8_t binary_version = 2;  // 2: Consequence::named

// What was added to a rulebook since, behind the rest and only where it has any: one without it is as it always was.
enum class Tail : std::uint8_t { migrations = 1, promises = 2, promise_lines = 3 };  // on disk: add at the end, write in this order

// ---- which members, in which order: written and read by the same list -----------------------------------------------------

template <class A> void members(A& a, Place& x) { a(x.file, x.line, x.column, x.length, x.span.begin, x.span.end); }
template <class A> void members(A& a, Range& x) { a(x.first, x.count); }
template <class A> void members(A& a, FactType& x) { a(x.kind, x.list, x.enumeration); }
template <class A> void members(A& a, Length& x) { a(x.count, x.unit, x.roll); }
template <class A> void members(A& a, Day& x) { a(x.value); }
template <class A> void members(A& a, Validity& x) { a(x.from, x.to); }
template <class A> void members(A& a, Basis& x) { a(x.text, x.presumed, x.place); }
template <class A> void members(A& a, Rule& x) { a(x.place, x.bases); }
template <class A> void named(A& a, Named& x) { a(x.name, x.key, x.rule); }
template <class A> void members(A& a, Named& x) { named(a, x); }
template <class A> void members(A& a, Enumeration& x) { named(a, x), a(x.values); }
template <class A> void members(A& a, EnumValue& x) { named(a, x); }
template <class A> void members(A& a, Fact& x) {
  named(a, x), a(x.type, x.optional, x.personal, x.has_default, x.default_value, x.slot, x.low, x.high);
}
template <class A> void members(A& a, CaseType& x) { named(a, x), a(x.facts, x.process, x.channel, x.channels_as_received); }
template <class A> void members(A& a, Field& x) { a(x.name, x.type, x.required, x.personal, x.low, x.high, x.fact); }
template <class A> void members(A& a, Event& x) {
  named(a, x), a(x.fields, x.late_days, x.late_by, x.anchor_latest, x.anchor_first);
}
template <class A> void members(A& a, Ref& x) { a(x.kind, x.unit, x.fact, x.level, x.role, x.inner); }
template <class A> void members(A& a, Code& x) { a(x.op, x.a, x.b); }
template <class A> void members(A& a, Expression& x) { a(x.code, x.type, x.rule); }
template <class A> void members(A& a, Interval& x) { a(x.low, x.high); }
template <class A> void members(A& a, TableColumn& x) { a(x.name, x.rule, x.input, x.type); }
template <class A> void members(A& a, TableCell& x) { a(x.intervals, x.any); }
template <class A> void members(A& a, TableOutput& x) { a(x.name, x.type, x.fact, x.rule); }
template <class A> void members(A& a, Table& x) { named(a, x), a(x.case_type, x.policy, x.columns, x.outputs, x.rows); }
template <class A> void members(A& a, TableRow& x) { a(x.rule, x.first_cell, x.first_result); }
template <class A> void members(A& a, Directory& x) { named(a, x), a(x.enumeration, x.unit); }
template <class A> void members(A& a, Action& x) {
  a(x.verb, x.to, x.by, x.text, x.points, x.fact, x.value, x.members, x.event, x.recount, x.case_type, x.assigns,
    x.all_deadlines, x.deadlines, x.host_name, x.rule);
}
template <class A> void members(A& a, Assign& x) { a(x.fact, x.value, x.members); }
template <class A> void members(A& a, Consequence& x) {
  a(x.actions, x.move, x.target, x.at_most, x.afterwards), a.since(2, x.named);
}
template <class A> void members(A& a, Scope& x) {
  named(a, x), a(x.kind, x.parent, x.depth, x.initial, x.side, x.deadlines, x.transitions, x.on_entry, x.on_exit, x.suspends);
}
template <class A> void members(A& a, Responsibility& x) { named(a, x), a(x.holder, x.each, x.auxiliary); }
template <class A> void members(A& a, Transition& x) {
  a(x.scope, x.event, x.actor, x.guard, x.otherwise, x.group, x.powers, x.valid, x.then, x.rule);
}
template <class A> void members(A& a, Rung& x) { a(x.kind, x.length, x.after, x.silent, x.then, x.rule); }
template <class A> void members(A& a, Extension& x) {
  a(x.times, x.at_most, x.approver, x.grant, x.ask, x.refuse, x.decide_within, x.before_expiry, x.from_rolled, x.measure,
    x.decision, x.then, x.rule);
}
template <class A> void members(A& a, Exclusion& x) { a(x.from, x.to, x.rule); }
template <class A> void members(A& a, ClassLimit& x) { a(x.when, x.length, x.rule); }
template <class A> void members(A& a, Bound& x) { a(x.kind, x.anchor, x.anchor_events, x.length); }
template <class A> void members(A& a, Deadline& x) {
  named(a, x);
  a(x.scope, x.responsibility, x.statutory, x.as_received, x.only_if, x.anchor, x.anchor_events, x.length, x.modal, x.by,
    x.fulfilled_by, x.rungs, x.breach_rung, x.extension, x.exclusions, x.restart, x.calendar_change, x.class_limits,
    x.class_change, x.bound, x.valid, x.request, x.extends);
}
template <class A, class X, class Y> void members(A& a, std::pair<X, Y>& x) { a(x.first, x.second); }
template <class A> void members(A& a, Return& x) {
  a(x.scope, x.target, x.ask, x.consent, x.refuse, x.anchor, x.anchor_events, x.window, x.decide_within, x.decider,
    x.overdue, x.in_total, x.per_unit, x.deadlines, x.rest, x.has_rest, x.decision, x.rule);
}
template <class A> void members(A& a, Reopening& x) {
  a(x.finals, x.window, x.actor, x.event, x.then, x.deadlines, x.rest, x.rule);
}
template <class A> void members(A& a, Process& x) {
  named(a, x);
  a(x.case_type, x.locality, x.fallback, x.at_top, x.scopes, x.responsibilities, x.deadlines, x.transitions, x.returns,
    x.reopenings, x.late_when, x.late_responsibility, x.persons, x.initial, x.candidates, x.eventless, x.candidate_list,
    x.anchor_slots);
}
template <class A> void members(A& a, Migration::Clock& x) { a(x.deadline, x.rule, x.line); }
template <class A> void members(A& a, Migration& x) {
  a(x.case_type, x.from, x.scopes, x.deadlines, x.facts, x.events, x.clocks, x.rest, x.rest_line, x.opens_all, x.opens, x.rule);
}
template <class A> void members(A& a, RulebookData& x) {
  a(x.strings, x.files, x.name, x.version, x.title, x.effective, x.rules, x.bases, x.enumerations, x.enum_values,
    x.case_types, x.facts, x.fields, x.events, x.roles, x.refs, x.code, x.constants, x.expressions, x.tables, x.columns,
    x.outputs, x.table_rows, x.cells, x.intervals, x.results, x.directories, x.actions, x.rungs, x.event_lists,
    x.deadline_lists, x.exclusions, x.class_limits, x.assigns, x.processes, x.duties);
  a.tail(Tail::migrations, x.migrations);
  a.tail(Tail::promises, x.promises);
  a.tail(Tail::promise_lines, x.promise_lines);
}
template <class A> void members(A& a, PromiseLine& x) {
  a(x.kind, x.where, x.must, x.anchor, x.anchor_events, x.length, x.rule);
}
template <class A> void members(A& a, Promise& x) { named(a, x), a(x.case_type, x.only_if, x.excluded, x.lines); }
template <class A> void members(A& a, SeasonSpan& x) {
  a(x.from_month, x.from_day, x.to_month, x.to_day, x.holiday, x.before, x.after);
}
template <class A> void members(A& a, Season& x) { named(a, x), a(x.spans); }
template <class A> void members(A& a, Frequency& x) { a(x.cycle, x.times); }
template <class A> void members(A& a, LevelFrequency& x) { a(x.level, x.frequency); }
template <class A> void members(A& a, DutyItem& x) {
  named(a, x);
  a(x.kind, x.group, x.lead, x.support, x.look, x.ask, x.record, x.must_not, x.frequency, x.season, x.rest, x.piles_up,
    x.handling, x.channel, x.evidence, x.opens, x.sensitivity, x.certainty, x.batch, x.valid);
}
template <class A> void members(A& a, Campaign& x) { named(a, x), a(x.season, x.frequency, x.rest, x.items, x.valid); }
template <class A> void members(A& a, Standing& x) {
  named(a, x), a(x.frequencies, x.spans, x.event, x.rest, x.finding, x.overdue, x.valid);
}
template <class A> void members(A& a, DutyData& x) {
  a(x.owed_by, x.kinds, x.items, x.seasons, x.spans, x.units, x.campaigns, x.item_lists, x.standings, x.frequencies);
}
template <class A> void members(A& a, Unit& x) {
  a(x.name, x.key, x.code, x.level, x.parent, x.successor, x.in_line, x.section);
}
template <class A> void members(A& a, Zone& x) { a(x.offset_minutes); }
template <class A> void members(A& a, OfficeSpan& x) { a(x.from_minute, x.to_minute); }
template <class A> void members(A& a, OfficeSeason& x) { a(x.from_month, x.from_day, x.to_month, x.to_day, x.spans); }
template <class A> void members(A& a, DayException& x) { a(x.day, x.works, x.layer, x.known_from, x.name, x.source); }
template <class A> void members(A& a, StatutoryDay& x) { a(x.month, x.day, x.name, x.source, x.from_year, x.known_from); }
template <class A> void members(A& a, YearNotice& x) { a(x.year, x.known_from, x.statutory_days); }
template <class A> void members(A& a, DayPolicy& x) { a(x.ends_at_closing, x.deems_next_opening); }
template <class A> void members(A& a, CalendarData& x) {
  a(x.name, x.zone, x.weekly_work, x.exceptions, x.statutory, x.office, x.names, x.sources, x.notices, x.first, x.last,
    x.provisional_from);
}

// ---- writing and reading --------------------------------------------------------------------------------------------------

class Writer {
 public:
  explicit Writer(std::string& out) noexcept : to_(out) {}
  template <class... T>
  void operator()(T&... parts) {
    (put(parts), ...);
  }
  template <class T>
  void since(std::uint8_t, T& part) {
    put(part);
  }
  template <class T>
  void tail(Tail which, std::vector<T>& v) {
    if (v.empty()) return;
    put(which);
    put(v);
  }

 private:
  template <class T>
    requires std::is_enum_v<T>
  void put(T v) { to_.number(static_cast<std::uint64_t>(v)); }
  template <std::integral T>
  void put(T v) {
    if constexpr (std::is_signed_v<T>) to_.signed_number(v);
    else to_.number(v);
  }
  template <class Tag, class Integer>
  void put(StrongId<Tag, Integer> v) { to_.id(v); }
  void put(std::string& v) { to_.text(v); }
  template <class T>
  void put(std::vector<T>& v) {
    to_.number(v.size());
    for (T& item : v) put(item);
  }
  template <class T>
  void put(std::optional<T>& v) {
    to_.byte(v ? 1 : 0);
    if (v) put(*v);
  }
  template <class T>
  void put(std::shared_ptr<const T>& v) {
    to_.byte(v ? 1 : 0);
    if (v) members(*this, const_cast<T&>(*v));
  }
  template <class T>
    requires std::is_class_v<T>
  void put(T& v) { members(*this, v); }

  WireWriter to_;
};

class Reader {
 public:
  Reader(WireReader& from, std::uint8_t version) noexcept : from_(from), version_(version) {}
  template <class... T>
  void operator()(T&... parts) {
    (get(parts), ...);
  }
  template <class T>
  void since(std::uint8_t version, T& part) {
    if (version_ >= version) get(part);
  }
  template <class T>
  void tail(Tail which, std::vector<T>& v) {
    if (from_.rest().empty() || from_.rest().front() != static_cast<char>(which)) return;
    from_.byte();
    get(v);
    if (v.empty()) from_.fail();  // one spelling only
  }

 private:
  template <class T>
    requires std::is_enum_v<T>
  void get(T& v) { v = static_cast<T>(from_.number_up_to<std::uint64_t>(UINT8_MAX)); }
  template <std::integral T>
  void get(T& v) {
    if constexpr (std::is_signed_v<T>) {
      const std::int64_t read = from_.signed_number();
      if (!std::in_range<T>(read)) from_.fail();
      v = static_cast<T>(read);
    } else {
      v = from_.number_up_to<T>(std::same_as<T, bool> ? 1 : std::numeric_limits<T>::max());
    }
  }
  template <class Tag, class Integer>
  void get(StrongId<Tag, Integer>& v) { v = from_.id<StrongId<Tag, Integer>>(); }
  void get(std::string& v) { v = from_.text(); }
  template <class T>
  void get(std::vector<T>& v) {
    const std::size_t count = from_.count();
    for (std::size_t i = 0; i < count && !from_.bad(); ++i) get(v.emplace_back());
  }
  template <class T>
  void get(std::optional<T>& v) {
    if (from_.number_up_to<std::uint8_t>(1) != 0) get(v.emplace());
  }
  template <class T>
  void get(std::shared_ptr<const T>& v) {
    if (from_.number_up_to<std::uint8_t>(1) == 0) return;
    auto made = std::make_shared<T>();
    members(*this, *made);
    v = std::move(made);
  }
  template <class T>
    requires std::is_class_v<T>
  void get(T& v) { members(*this, v); }

  WireReader& from_;
  std::uint8_t version_;
};

// Form, version, the parts, and a sum over all that: what comes back was written here and is as it was.
template <class... T>
std::string write(Form form, T&... parts) {
  std::string out;
  out.push_back(static_cast<char>(form));
  out.push_back(static_cast<char>(binary_version));
  Writer writer(out);
  writer(parts...);
  WireWriter(out).fixed(hash_of_bytes(out));
  return out;
}
template <class... T>
bool read(std::string_view bytes, Form form, T&... parts) {
  constexpr std::size_t sum = 8;
  if (bytes.size() < 2 + sum || bytes[0] != static_cast<char>(form) || bytes[1] < 1 || bytes[1] > static_cast<char>(binary_version))
    return false;
  const std::string_view content = bytes.substr(0, bytes.size() - sum);
  if (WireReader(bytes.substr(content.size())).fixed() != hash_of_bytes(content)) return false;
  WireReader from(content.substr(2));
  Reader reader(from, static_cast<std::uint8_t>(bytes[1]));
  reader(parts...);
  return from.finished();
}

}  // namespace

std::string to_bytes(const RulebookData& rules) { return write(Form::rulebook, const_cast<RulebookData&>(rules)); }

std::shared_ptr<const RulebookData> rulebook_from(std::string_view bytes) {
  auto rules = std::make_shared<RulebookData>();
  return read(bytes, Form::rulebook, *rules) ? rules : nullptr;
}

std::string to_bytes(const Organisation& organisation) {
  std::vector<Unit> units;
  for (std::size_t i = 0; i < organisation.size(); ++i) units.push_back(organisation.unit(UnitId(i)));
  std::vector<std::uint8_t> powers;
  for (std::uint8_t level = 0; level < 5; ++level) powers.push_back(organisation.powers(static_cast<Level>(level)));
  return write(Form::organisation, units, powers);
}

std::shared_ptr<const Organisation> organisation_from(std::string_view bytes) {
  std::vector<Unit> units;
  std::vector<std::uint8_t> powers;
  if (!read(bytes, Form::organisation, units, powers) || powers.size() != 5) return nullptr;
  auto organisation = std::make_shared<Organisation>();
  for (Unit& unit : units) organisation->add(std::move(unit));
  for (std::uint8_t level = 0; level < 5; ++level) organisation->set_powers(static_cast<Level>(level), powers[level]);
  return organisation;
}

std::string to_bytes(const Calendar& calendar, Day known_on) {
  CalendarData data = calendar.data();
  const auto later = [&](const auto& x) { return x.known_from > known_on; };
  std::erase_if(data.exceptions, later);
  std::erase_if(data.statutory, later);
  std::erase_if(data.notices, later);
  DayPolicy policy = calendar.policy();
  return write(Form::calendar, data, policy);
}

std::shared_ptr<const Calendar> calendar_from(std::string_view bytes) {
  CalendarData data;
  DayPolicy policy;
  return read(bytes, Form::calendar, data, policy) ? Calendar::make(std::move(data), policy) : nullptr;
}

}  // namespace sanhuan
