#include "cli/actor.hpp"

#include "cli/complaint.hpp"

namespace sanhuan::cli {

std::optional<Actor> read_actor(const Rulebook& rules, const std::string& text, Session& session) {
  if (text == "系统" || text == "system") return Actor::system();
  const std::size_t slash = text.find('/');
  const std::string unit = text.substr(0, slash), role = slash == text.npos ? "" : text.substr(slash + 1);
  Actor by = Actor::of(rules.unit(unit));
  if (!by.unit) {
    wrong_usage(session, both("台账的底册里没有 `{0}` 这个单位", "the ledger's registers have no unit `{0}`", unit));
    return std::nullopt;
  }
  if (role.empty()) return by;
  by.roles[0] = rules.role(role);
  if (by.roles[0]) return by;
  wrong_usage(session, both("规则里没有 `{0}` 这个角色", "the rules have no role `{0}`", role));
  return std::nullopt;
}

}  // namespace sanhuan::cli
