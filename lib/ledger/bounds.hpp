// What every store checks before it writes, in one place and in the same words.
#pragma once

#include "sanhuan/ledger.hpp"

namespace sanhuan {

// Throws Error: conflict where the sequence is not the next one, misuse where a bound is passed.
void check_case_id(std::string_view);
void check_next(const CaseHead&, const NewEntry&);
void check_effect(const EffectKey&);
[[noreturn]] void refuse_conflict(const std::string&);
[[noreturn]] void refuse_misuse(const std::string&);

}  // namespace sanhuan
