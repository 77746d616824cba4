// What a host is shown of a case.
#pragma once

#include "lib/core/case.hpp"
#include "sanhuan/engine.hpp"

namespace sanhuan {

CaseView view_of(const Rulebook&, const CaseLayout&, const CaseState&, std::string_view id);

}  // namespace sanhuan
