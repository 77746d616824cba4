// Every consequence and every action of a process, wherever they stand.
#pragma once

#include "lib/rulebook/model.hpp"

namespace sanhuan {

template <class F>
void for_consequences(const RulebookData& rules, const model::Process& process, F&& f) {
  for (const model::Transition& t : process.transitions) f(t.then);
  for (const model::Deadline& d : process.deadlines) {
    for (std::uint32_t r = 0; r < d.rungs.count; ++r) f(rules.rungs[d.rungs.first + r].then);
    f(d.extension.then);
  }
  for (const model::Scope& s : process.scopes) {
    f(s.on_entry);
    f(s.on_exit);
  }
  for (const model::Return& r : process.returns) f(r.overdue);
  for (const model::Reopening& r : process.reopenings) f(r.then);
  f(process.at_top);
}

template <class F>
void for_actions(const RulebookData& rules, const model::Process& process, F&& f) {
  for_consequences(rules, process, [&](const model::Consequence& then) {
    for (std::uint32_t i = 0; i < then.actions.count; ++i) f(rules.actions[then.actions.first + i]);
  });
}

}  // namespace sanhuan
