// The least that a host does: load the rules, report what happened, say what time it is, send what is asked for.
// usage: minimal_host [PACK]   from the top of the checkout
#include <iostream>

#include "sanhuan/engine.hpp"
#include "sanhuan/pack.hpp"

using namespace sanhuan;

int main(int argc, char** argv) {
  const Loaded pack = load_pack(argc > 1 ? argv[1] : "examples/minimal/rules");
  if (!pack.rulebook) return 1;  // pack.diagnostics says why, with places
  const Rulebook& rules = *pack.rulebook;
  const auto at = [&](const char* text) { return *parse_instant(text, rules.calendar().zone()); };
  const Actor desk = Actor::of(rules.unit("报修台"));

  Engine engine(pack.rulebook);
  engine.open("L-1", {rules.case_type("repair"), at("2026-09-30 09:10"), desk, {}});
  engine.submit("L-1", {.event = rules.event("assign"), .at = at("2026-09-30 10:00"), .by = desk, .payload = {}, .key = {}});
  std::cout << "due " << to_string(engine.find("L-1")->obligations[0].due, rules.calendar().zone()) << '\n';
  engine.advance(at("2026-10-09 09:00"));  // nobody came: what fell due by now has fired
  for (const Effect& effect : engine.effects()) {
    std::cout << effect.kind << ' ' << rules.unit_name(effect.to.unit) << ": " << effect.text << '\n';
    engine.acknowledge({&effect.id, 1});
  }
}
