// Before SQLite is asked: is this a place where a ledger can be trusted? And which SQLite is this?
#pragma once

#include <string>

#include "sanhuan/ledger.hpp"

namespace sanhuan::sqlite {

// Throws Error for a directory, a missing file that is not to be made, a file shorter than it says, a network disk.
void check_place(const std::string& path, const LedgerOptions&);
// The path without symbolic links, so that all who come to a ledger meet at one lock; as it is where there is no file.
std::string place_of_file(const std::string& path);
// What SQLite is to open to read: the path, or where its log cannot be (a folder that may not be written) and none is
// pending, the file as it stands. Throws Error: missing where it may not be read.
std::string name_for_reading(const std::string& path);
// Makes the file for its owner alone where it is missing, and makes its name durable.
void make_file(const std::string& path);

// The WAL-reset bug (3.7.0 to 3.51.2): two connections that write or checkpoint at the same moment can damage the file.
bool has_wal_reset_bug(int version) noexcept;

}  // namespace sanhuan::sqlite
