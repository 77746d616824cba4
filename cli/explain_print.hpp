// Why a case is where it is, for people.
#pragma once

#include "cli/session.hpp"
#include "sanhuan/explain.hpp"

namespace sanhuan::cli {

void print_explanation(const Explanation&, Session&);

}  // namespace sanhuan::cli
