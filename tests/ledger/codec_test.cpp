// The codec of entries: what is written is read again as it was, and bytes have one spelling only.
#include <catch2/catch.hpp>

#include <random>

#include "lib/ledger/codec.hpp"

using namespace sanhuan;

namespace {

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::uint64_t below(std::uint64_t n) { return engine_() % n; }
  bool coin() { return below(2) == 0; }
  // Small ones, and those at the ends of their type.
  std::int64_t number() {
    switch (below(4)) {
      case 0: return static_cast<std::int64_t>(below(300)) - 150;
      case 1: return static_cast<std::int64_t>(engine_());
      case 2: return INT64_MAX;
      default: return INT64_MIN;
    }
  }
  template <class Id>
  Id id() {
    return coin() ? Id(below(200)) : coin() ? Id{} : Id(Id::none_value - 1);
  }
  Instant instant() {
    return coin() ? Instant{1'700'000'000'000 + static_cast<std::int64_t>(below(ms_per_day))} : Instant{number()};
  }
  std::string text() { return std::string(below(300), static_cast<char>(below(256))); }
  Value value() {
    switch (below(4)) {
      case 0: return Value::null();
      case 1: return Value::of(number());
      case 2: return Value::of(text());
      default: {
        std::vector<std::int64_t> members(below(5));
        for (std::int64_t& m : members) m = number();
        return Value::of(std::move(members));
      }
    }
  }
  Actor actor() {
    Actor a;
    a.kind = static_cast<Actor::Kind>(below(3));
    a.unit = id<UnitId>();
    for (RoleId& role : a.roles) role = id<RoleId>();
    return a;
  }
  Change change() {
    Change c;
    c.kind = static_cast<ChangeKind>(1 + below(27));
    c.flags = static_cast<std::uint8_t>(coin() ? 0 : below(256));
    c.a = static_cast<std::uint16_t>(coin() ? 0 : below(65'536));
    c.b = static_cast<std::uint32_t>(coin() ? 0 : number());
    c.at = instant();
    c.value = coin() ? 0 : number();
    c.rule = id<RuleId>();
    c.extra = static_cast<std::uint32_t>(coin() ? 0 : number());
    c.holder = coin() ? 0 : Holder{Holder::Kind::role, id<RoleId>(), id<UnitId>()}.packed();
    return c;
  }

 private:
  std::mt19937_64 engine_;
};

constexpr EntryKind kinds[] = {EntryKind::opened, EntryKind::event,      EntryKind::refusal, EntryKind::timer,
                               EntryKind::child,  EntryKind::recomputed, EntryKind::erasure, EntryKind::migration};

DecodedEntry any_entry(Random& random) {
  DecodedEntry e;
  e.entry.kind = kinds[random.below(std::size(kinds))];
  e.entry.at = e.entry.stood_at = random.instant();
  if (random.coin()) e.entry.stood_at = random.instant();
  e.entry.sequence = 1 + static_cast<std::uint32_t>(random.below(9));
  e.entry.actor.kind = Holder::Kind::system;
  e.registers = static_cast<std::uint32_t>(random.below(1'000));
  const auto given = [&] { e.by = random.actor(), e.entry.actor = as_holder(e.by); };
  switch (e.entry.kind) {
    case EntryKind::opened:
      given();
      e.rulebook = static_cast<std::uint64_t>(random.number());
      e.type = random.id<CaseTypeId>();
      for (auto n = random.below(4); n-- > 0;) e.facts.emplace_back(random.id<FactId>(), random.value());
      break;
    case EntryKind::refusal:
      e.entry.refused = static_cast<Refused>(1 + random.below(9));
      e.missing = random.id<FactId>();
      e.owed = random.id<DeadlineId>();
      e.rule = random.id<RuleId>();
      [[fallthrough]];
    case EntryKind::event:
      given();
      e.entry.event = random.id<EventId>();
      e.entry.assumed = random.coin();
      if (random.coin()) e.entry.occurred = random.instant();
      for (auto n = random.below(4); n-- > 0;)
        e.payload.push_back({static_cast<std::uint16_t>(random.below(65'536)), random.value()});
      break;
    case EntryKind::timer: e.entry.deadline = random.id<DeadlineId>(); break;
    case EntryKind::child:
      e.child_entry = static_cast<std::uint32_t>(random.number());
      e.child_position = static_cast<std::uint16_t>(random.below(65'536));
      break;
    case EntryKind::recomputed: break;
    case EntryKind::migration:
      given();
      e.rulebook_before = static_cast<std::uint64_t>(random.number());
      e.rulebook = static_cast<std::uint64_t>(random.number());
      break;
    case EntryKind::erasure:
      given();
      e.reason.assign({'w', 'h', 'y'});
      break;
  }
  for (auto n = random.below(6); n-- > 0;) e.changes.push_back(random.change());
  e.entry.change_count = static_cast<std::uint32_t>(e.changes.size());
  return e;
}

bool same(const Change& x, const Change& y) {
  return x.kind == y.kind && x.flags == y.flags && x.a == y.a && x.b == y.b && x.at == y.at && x.value == y.value &&
         x.rule == y.rule && x.extra == y.extra && x.holder == y.holder;
}
bool same(const Actor& x, const Actor& y) { return x.kind == y.kind && x.unit == y.unit && x.roles == y.roles; }

std::string encoded(const DecodedEntry& e) {
  std::vector<char> personal;
  EncodedEntry out;
  encode(to_write(e, personal), out);
  return out.body;
}

}  // namespace

TEST_CASE("an entry is read as it was written, whatever is in it", "[codec]") {
  for (unsigned seed = 1; seed <= 20'000; ++seed) {
    Random random(seed);
    const DecodedEntry e = any_entry(random);
    const auto read = decode_entry(e.entry.kind, e.entry.at, e.entry.sequence, encoded(e));
    CAPTURE(seed);
    REQUIRE(read);
    CHECK(read->entry.kind == e.entry.kind);
    CHECK(read->entry.stood_at == e.entry.stood_at);
    CHECK(read->entry.occurred == e.entry.occurred);
    CHECK(read->entry.assumed == e.entry.assumed);
    CHECK(read->entry.event == e.entry.event);
    CHECK(read->entry.deadline == e.entry.deadline);
    CHECK(read->entry.actor == e.entry.actor);
    CHECK(read->entry.refused == e.entry.refused);
    CHECK(read->registers == e.registers);
    CHECK(read->rulebook == e.rulebook);
    CHECK(read->type == e.type);
    CHECK(same(read->by, e.by));
    CHECK(read->facts == e.facts);
    REQUIRE(read->payload.size() == e.payload.size());
    for (std::size_t i = 0; i < e.payload.size(); ++i) {
      CHECK(read->payload[i].field == e.payload[i].field);
      CHECK(read->payload[i].value == e.payload[i].value);
    }
    CHECK((read->missing == e.missing && read->owed == e.owed && read->rule == e.rule));
    CHECK((read->child_entry == e.child_entry && read->child_position == e.child_position));
    CHECK(read->reason == e.reason);
    REQUIRE(read->changes.size() == e.changes.size());
    for (std::size_t i = 0; i < e.changes.size(); ++i) CHECK(same(read->changes[i], e.changes[i]));
  }
}

TEST_CASE("bytes that can be read as an entry are those that it is written as", "[codec]") {
  std::mt19937 damage(7);
  int read = 0;
  for (unsigned seed = 1; seed <= 4'000; ++seed) {
    Random random(seed);
    const DecodedEntry e = any_entry(random);
    std::string body = encoded(e);
    for (int n = 0; n < 10; ++n) {
      std::string bad = body;
      const std::size_t at = damage() % bad.size();
      switch (damage() % 3) {
        case 0: bad[at] = static_cast<char>(damage()); break;
        case 1: bad.erase(at, 1 + damage() % 3); break;
        default: bad.insert(at, 1, static_cast<char>(damage()));
      }
      const auto again = decode_entry(e.entry.kind, e.entry.at, e.entry.sequence, bad);
      if (!again) continue;
      ++read;
      CAPTURE(seed);
      CHECK(encoded(*again) == bad);
    }
  }
  CHECK(read > 0);
}

TEST_CASE("an entry of an unknown kind or version is not read", "[codec]") {
  Random random(1);
  DecodedEntry e = any_entry(random);
  std::string body = encoded(e);
  CHECK_FALSE(decode_entry(static_cast<EntryKind>(9), e.entry.at, 1, body));
  CHECK_FALSE(decode_entry(static_cast<EntryKind>(0), e.entry.at, 1, body));
  body[0] = 2;
  CHECK_FALSE(decode_entry(e.entry.kind, e.entry.at, 1, body));
  CHECK_FALSE(decode_entry(e.entry.kind, e.entry.at, 1, ""));
}

TEST_CASE("a personal value is beside the entry and in none of its bytes", "[codec]") {
  EntryToWrite e;
  e.entry.kind = EntryKind::event;
  e.entry.event = EventId(3);
  const PayloadField payload[] = {{0, Value::of(std::string("Zhang San"))}, {1, Value::of(std::string("open"))}};
  e.payload = payload;
  const char personal[] = {1, 0};
  e.personal = personal;
  Change learnt;
  learnt.kind = ChangeKind::fact;
  learnt.a = 5;
  learnt.value = 13'800'138'000;
  e.changes = {&learnt, 1};
  const char personal_facts[] = {0, 0, 0, 0, 0, 1};
  e.personal_facts = personal_facts;
  EncodedEntry out;
  encode(e, out);
  CHECK(out.body.find("Zhang") == std::string::npos);
  CHECK(out.body.find("open") != std::string::npos);
  REQUIRE(out.personal.size() == 1);
  CHECK(out.personal[0].first == 0);

  auto read = decode_entry(EntryKind::event, e.entry.at, 1, out.body);
  REQUIRE(read);
  CHECK(read->changes[0].value == 0);
  CHECK(read->apart == std::vector<std::uint32_t>{0});
  CHECK_FALSE(read->payload[0].value.known());
  const ErasableValue kept[] = {{0, out.personal[0].second, "", {}}};
  CHECK(give_back(*read, kept) == 0);
  CHECK(read->payload[0].value == payload[0].value);
  CHECK(encoded(*read) == out.body);

  auto erased = decode_entry(EntryKind::event, e.entry.at, 1, out.body);
  CHECK(give_back(*erased, {}) == 1);
  CHECK(encoded(*erased) == out.body);
}

TEST_CASE("an effect is read as it was written", "[codec]") {
  for (unsigned seed = 1; seed <= 2'000; ++seed) {
    Random random(seed);
    Effect e;
    e.id.case_id = random.text();
    e.kind = random.text();
    e.to = {Holder::Kind::role, random.id<RoleId>(), random.id<UnitId>()};
    e.addressed = random.coin();
    e.text = random.text();
    e.points = static_cast<std::int32_t>(random.number());
    e.at = random.instant();
    e.due = random.instant();
    e.rule = random.id<RuleId>();
    const std::string bytes = encode_effect(e);
    const auto read = decode_effect(bytes);
    CAPTURE(seed);
    REQUIRE(read);
    CHECK((read->id == e.id && read->kind == e.kind && read->to == e.to && read->addressed == e.addressed));
    CHECK((read->text == e.text && read->points == e.points && read->at == e.at && read->due == e.due));
    CHECK(read->rule == e.rule);
    CHECK_FALSE(decode_effect(bytes.substr(0, bytes.size() - 1)));
  }
}
