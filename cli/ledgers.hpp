// Ledgers that a command opens, and what it says when one cannot be used.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "cli/exit_code.hpp"
#include "cli/session.hpp"
#include "cli/text.hpp"
#include "sanhuan/ledger.hpp"

namespace sanhuan::cli {

// What went wrong with a ledger, on standard error; the status to end with.
ExitCode ledger_failed(Session&, const Error&);
Both ledger_trouble(const Error&);  // the same in one sentence, for a message of the caller's own

// An existing one, to be read. Throws Error.
std::shared_ptr<Store> open_for_reading(const std::string& path);

// What an operator should know of the store below, where `caution`, in its own words, is not empty; else empty. `ledger`:
// the one that was asked about, which need not be the one that said it; empty where it was a folder.
Both caution_about(const std::string& ledger, const std::string& caution);
void warn_of_store(Session&, const Both& caution);  // nothing where it is empty

std::int64_t stopwatch_ms();  // from any beginning, never back
std::int64_t stopwatch_us();
Instant now();  // of the machine

}  // namespace sanhuan::cli
