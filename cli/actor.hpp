// Who had something done, given as an option: `单位`, `单位/角色`, 系统.
#pragma once

#include <optional>
#include <string>

#include "cli/session.hpp"
#include "sanhuan/event.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan::cli {

// nullopt: it was said what is wrong.
std::optional<Actor> read_actor(const Rulebook&, const std::string& text, Session&);

}  // namespace sanhuan::cli
