// Before SQLite is asked: is this a place where a ledger can be trusted? And which SQLite is this?
#pragma once

#include <string>

#include "sanhuan/ledger.hpp"

namespace sanhuan::sqlite {

// Throws Error for a directory, a missing file that is not to be made, a file shorter than it says, a network disk.
void check_place(const std::string& path, const LedgerOptions&);
// Makes the file for its owner alone where it is missing, and makes its name durable.
void make_file(const std::string& path);

// The WAL-reset bug (3.7.0 to 3.51.2): two connections that write or checkpoint at the same moment can damage the file.
bool has_wal_reset_bug(int version) noexcept;

}  // namespace sanhuan::sqlite
