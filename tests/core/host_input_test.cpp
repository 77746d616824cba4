// Semantics 3.3.2: what a host hands to `step` by number is checked to the last field, and what does not fit changes nothing.
#include <limits>

#include <catch2/catch.hpp>

#include "lib/rulebook/slots.hpp"
#include "tests/support/pack.hpp"
#include "tests/support/play.hpp"

using namespace sanhuan;
using namespace sanhuan::test;

namespace {

// 补正 brings a fact of each kind, in this order.
const char* const kinds[] = {"来源", "紧急", "人数", "承办单位", "所在网格", "经手", "约定日", "何时", "金额数", "比例", "说明", "名单"};

std::shared_ptr<const Rulebook> every_kind() {
  static const auto rulebook = [] {
    std::string text = with(small_process(), "人数（整数，可缺）",
                            "人数（整数，1 至 5000，可缺）、经手（角色，可缺）、约定日（日期，可缺）、何时（时刻，可缺）、"
                            "金额数（金额，可缺）、比例（小数，可缺）、名单（单位，可多个）");
    text = with(text, "、补正 #supplement、", "、");
    text = with(text, "事件 见面 #meet\n",
                "事件 见面 #meet\n事件 补正 #supplement 可填 来源、紧急、人数、承办单位、所在网格、经手、约定日、何时、金额数、比例、说明、名单\n");
    text = with(text, "  当 信访人 撤回 则", "  当 甲区 补正 则 通知 甲区 “{编号}”\n  当 信访人 撤回 则");
    return load("事项 备查 #memo\n  要素 备注（文本，可缺）\n\n" + text);
  }();
  return rulebook;
}

Value list(std::initializer_list<std::int64_t> members) { return Value::of(std::vector<std::int64_t>(members)); }

struct Case {
  const char* fact;
  std::vector<Value> right, wrong;
};

std::vector<Case> cases(const Rulebook& rules) {
  const auto units = static_cast<std::int64_t>(rules.organisation().size());
  const auto unit = [&](const char* name) { return Value::of(std::int64_t{rules.unit(name).value}); };
  const auto roles = static_cast<std::int64_t>(rules.data().roles.size());
  const Value text = Value::of(std::string("字"));
  const auto number = [](std::int64_t n) { return Value::of(n); };
  constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
  return {
      {"来源", {number(0), number(1)}, {number(-1), number(2), text, list({0})}},
      {"紧急", {number(0), number(1)}, {number(-1), number(2), text}},
      {"人数", {number(1), number(5000)}, {number(0), number(5001), number(-far), text, list({5})}},
      {"承办单位", {unit("乙局"), number(units - 1)}, {number(-1), number(units), number(far), text}},
      {"所在网格", {unit("甲格")}, {unit("甲村"), number(units), number(-1), text}},
      {"经手", {number(0), number(roles - 1)}, {number(-1), number(roles), number(far), text}},
      {"约定日", {number(day_of({2026, 3, 5}).value)}, {number(far), number(-far), text}},
      {"何时", {number(at("2026-03-05 10:00").ms)}, {text, list({})}},
      {"金额数", {number(-5), number(far)}, {text}},
      {"比例", {number(500'000)}, {text}},
      {"说明", {text, Value::of(std::string())}, {number(5), list({})}},
      {"名单", {list({}), list({0, 1, 1})}, {number(0), text, list({-1}), list({units}), list({0, far})}},
  };
}

Play registered() {
  Play play(every_kind());
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  REQUIRE(play.submit("2026-03-03 09:00", "甲区", "登记", {{"所在网格", "甲格"}}).accepted());
  return play;
}

Event supplement(const Rulebook& rules, std::span<const PayloadField> payload) {
  return {rules.event("补正"), at("2026-03-04 10:00"), Actor::of(rules.unit("甲区")), payload, {}};
}

std::uint16_t field_of(std::string_view name) {
  const auto* const found = std::find(std::begin(kinds), std::end(kinds), name);
  REQUIRE(found != std::end(kinds));
  return static_cast<std::uint16_t>(found - std::begin(kinds));
}

bool is(const Answer& a, Malformed detail) { return a.refused == Refused::malformed && a.detail == detail; }

}  // namespace

TEST_CASE("3.3.2 A payload holds values of the kinds that are declared, within what the registers know", "[core]") {
  const auto rules = every_kind();
  for (const Case& c : cases(*rules)) {
    CAPTURE(c.fact);
    for (const Value& value : c.right) {
      Play play = registered();
      const PayloadField payload[] = {{field_of(c.fact), value}};
      Entries out;
      CHECK(play.stepper().step(play.state(), supplement(*rules, payload), out).accepted());
    }
    for (const Value& value : c.wrong) {
      Play play = registered();
      const std::string before = play.bytes();
      const PayloadField payload[] = {{field_of(c.fact), value}};
      Entries out;
      const Answer answer = play.stepper().step(play.state(), supplement(*rules, payload), out);
      CHECK(is(answer, Malformed::wrong_type));
      CHECK(answer.field == field_of(c.fact));
      CHECK(out.entries.empty());
      CHECK(play.bytes() == before);
    }
  }
}

TEST_CASE("3.3.2 An absent value leaves its fact, and is none of the wrong kind", "[core]") {
  const auto rules = every_kind();
  Play play = registered();
  const PayloadField payload[] = {{field_of("所在网格"), Value::null()}, {field_of("人数"), Value::of(std::int64_t{7})}};
  Entries out;
  REQUIRE(play.stepper().step(play.state(), supplement(*rules, payload), out).accepted());
  CHECK(play.fact("所在网格") == "甲格");
  CHECK(play.fact("人数") == "7");
}

TEST_CASE("3.3.2 A required field that is given as unknown is missing, unless the case knows the fact", "[core]") {
  const auto rules = every_kind();
  Play play(rules);
  REQUIRE(play.open("2026-03-02 09:00").accepted());
  const PayloadField unknown[] = {{0, Value::null()}};
  const Event event{rules->event("登记"), at("2026-03-03 09:00"), Actor::of(rules->unit("甲区")), unknown, {}};
  Entries out;
  const Answer answer = play.stepper().step(play.state(), event, out);
  CHECK(is(answer, Malformed::missing_field));
  CHECK(answer.field == 0);
  CHECK(play.stage() == "待登记");
}

TEST_CASE("3.3.2 An event that is none, a field that is none, a case that is not open", "[core]") {
  const auto rules = every_kind();
  Play play = registered();
  Entries out;
  Event event = supplement(*rules, {});
  for (const EventId none : {EventId{}, model::escalation_event, EventId(rules->data().events.size())}) {
    event.event = none;
    CHECK(is(play.stepper().step(play.state(), event, out), Malformed::unknown_event));
  }
  const PayloadField beyond[] = {{static_cast<std::uint16_t>(std::size(kinds)), Value::of(std::int64_t{1})}};
  CHECK(is(play.stepper().step(play.state(), supplement(*rules, beyond), out), Malformed::wrong_type));
  CaseState unopened = play.stepper().make(rules->case_type("petition"));
  CHECK(is(play.stepper().step(unopened, supplement(*rules, {}), out), Malformed::not_open));
  CHECK(play.stepper().advance(unopened, at("2027-01-01 00:00"), out) == 0);
  CHECK_FALSE(play.stepper().recount(unopened, at("2027-01-01 00:00"), out));
  CHECK(out.entries.empty());
}

TEST_CASE("3.0 An opening names a case type with a process, once, with facts of the right kinds", "[core]") {
  const auto rules = every_kind();
  Play play(rules);
  Stepper& stepper = play.stepper();
  const CaseTypeId type = rules->case_type("petition");
  Entries out;
  const Instant when = at("2026-03-02 09:00");
  CaseState state = stepper.make(type);
  for (const CaseTypeId none : {CaseTypeId{}, CaseTypeId(rules->data().case_types.size()), rules->case_type("memo")})
    CHECK(is(stepper.open(state, {none, when, Actor::system(), {}}, out), Malformed::not_open));
  CHECK(is(stepper.open(state, {type, at("1900-01-02 09:00"), Actor::system(), {}}, out), Malformed::outside_calendar));
  for (const Case& c : cases(*rules)) {
    CAPTURE(c.fact);
    const FactId fact = rules->fact(type, c.fact);
    REQUIRE(fact);
    for (const Value& value : c.wrong) {
      const std::pair<FactId, Value> facts[] = {{fact, value}};
      CHECK(is(stepper.open(state, {type, when, Actor::system(), facts}, out), Malformed::wrong_type));
    }
    for (const Value& value : c.right) {
      CaseState fresh = stepper.make(type);
      const std::pair<FactId, Value> facts[] = {{fact, value}};
      Entries written;
      CHECK(stepper.open(fresh, {type, when, Actor::system(), facts}, written).accepted());
    }
  }
  for (const FactId none : {FactId{}, FactId(rules->data().case_types[type.value].facts.count)}) {
    const std::pair<FactId, Value> facts[] = {{none, Value::of(std::int64_t{1})}};
    CHECK(is(stepper.open(state, {type, when, Actor::system(), facts}, out), Malformed::wrong_type));
  }
  CHECK(out.entries.empty());
  REQUIRE(stepper.open(state, {type, when, Actor::system(), {}}, out).accepted());
  CHECK(is(stepper.open(state, {type, when, Actor::system(), {}}, out), Malformed::not_open));
}

TEST_CASE("3.3.2 What an engine lifted to the last instant keeps in its entry when it was reported", "[core]") {
  const auto rules = every_kind();
  Play play = registered();
  Event event = supplement(*rules, {});
  event.reported = at("2026-03-02 08:00");
  Entries out;
  REQUIRE(play.stepper().step(play.state(), event, out).accepted());
  CHECK(out.entries.back().at == event.at);
  CHECK(out.entries.back().stood_at == event.reported);
}

TEST_CASE("3.5 A case that is closed is neither counted again nor asked by the clock", "[core]") {
  const auto rules = every_kind();
  Play play = registered();
  REQUIRE(play.submit("2026-03-04 10:00", "信访人", "撤回").accepted());
  REQUIRE(play.closed());
  const std::string before = play.bytes();
  Entries out;
  CHECK_FALSE(play.stepper().recount(play.state(), at("2026-03-05 10:00"), out));
  CHECK(play.stepper().advance(play.state(), at("2027-03-05 10:00"), out) == 0);
  CHECK(play.bytes() == before);
}
