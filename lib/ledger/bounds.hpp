// What every store checks before it writes, in one place and in the same words.
#pragma once

#include "sanhuan/ledger.hpp"

namespace sanhuan {

// Throws Error: conflict where the sequence is not the next one, misuse where a bound is passed.
void check_case_id(std::string_view);
void check_next(const CaseHead&, const NewEntry&);
void check_effect(const EffectKey&);
// Of an entry of another ledger: throws damaged where it, or a value of it, is not what its hash says.
class Chain;
void check_restored(Chain&, const CaseHead& before, const ChainedEntry&, std::span<const ErasableValue>);
NewEntry unchained(const ChainedEntry&);
ChainedEntry chained(CaseNumber, const NewEntry&);  // without its hash, and what is personal
[[noreturn]] void refuse_conflict(const Sentence&);
[[noreturn]] void refuse_misuse(const Sentence&);
[[noreturn]] void refuse_over();
[[noreturn]] void refuse_second_case(std::string_view id);
[[noreturn]] void refuse_second_key(std::string_view key);
[[noreturn]] void refuse_missing_case(CaseNumber);
[[noreturn]] void refuse_missing_entry(const EffectKey&);

}  // namespace sanhuan
