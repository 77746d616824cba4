// What stopped a command, told on standard error.
#pragma once

#include <string_view>

#include "cli/exit_code.hpp"
#include "cli/session.hpp"

namespace sanhuan::cli {

// `错误  …`, wrapped to the page.
void complain(Session&, const Both&);
void warn(Session&, const Both&);

// Both say what is wrong and give back the status to end with.
ExitCode wrong_usage(Session&, const Both&);
ExitCode unreadable(Session&, std::string_view path, const Both&);

}  // namespace sanhuan::cli
