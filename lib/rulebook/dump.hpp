// A rulebook as text, one thing a line, for golden tests and for looking into one. Not a format: nothing reads it.
#pragma once

#include <string>

#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan {

std::string dump(const RulebookData&, const Organisation&);

}  // namespace sanhuan
