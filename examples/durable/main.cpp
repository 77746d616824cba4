// A host whose cases outlive it: rules, a ledger, an engine. Run it twice: the second time everything is known already.
// Last it lists what is overdue.
// usage: durable_host [LEDGER [PACK]]   from the top of the checkout
#include <iostream>

#include "sanhuan/engine.hpp"
#include "sanhuan/pack.hpp"

using namespace sanhuan;

int main(int argc, char** argv) try {
  const Loaded pack = load_pack(argc > 2 ? argv[2] : "examples/minimal/rules");
  if (!pack.rulebook) return 1;
  const Rulebook& rules = *pack.rulebook;
  const auto at = [&](const char* text) { return *parse_instant(text, rules.calendar().zone()); };
  const Actor desk = Actor::of(rules.unit("报修台"));

  Engine engine({pack.rulebook}, open_ledger(argc > 1 ? argv[1] : "durable.db"), at("2026-09-30 09:00"));
  engine.open("L-1", {rules.case_type("repair"), at("2026-09-30 09:10"), desk, {}});
  const Answer answer = engine.submit("L-1", {.event = rules.event("assign"), .at = at("2026-09-30 10:00"), .by = desk,
                                              .payload = {}, .key = "call 17"});  // the key makes a second try harmless
  std::cout << (answer.repeated ? "known" : "new") << ", entry " << answer.sequence << '\n';
  const Advanced fired = engine.advance(at("2026-10-09 09:00"), {.clock_confirmed = true});  // nine days were slept through
  std::cout << fired.fired << " timers\n";
  for (const Effect& effect : engine.effects()) {  // they stay in the ledger until they are acknowledged
    std::cout << effect.kind << ' ' << rules.unit_name(effect.to.unit) << ": " << effect.text << '\n';
    engine.acknowledge({&effect.id, 1});
  }
  CaseFilter overdue;  // open cases where what is owed first was due before now
  overdue.due_before = at("2026-10-09 09:00");
  for (const CaseListing& c : engine.list(overdue))
    std::cout << "overdue: " << c.id << ", " << c.stage << ", " << c.unit << ", since " << to_string(c.due, rules.calendar().zone()) << '\n';
} catch (const Error& error) {
  std::cerr << error.what() << '\n';
  // Unknown: it may have been done. Run again, the key tells.
  return error.commit() == Commit::unknown ? 2 : 1;
}
