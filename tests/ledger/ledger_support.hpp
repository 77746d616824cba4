// Ledgers to test with: every kind of store, in a folder that goes away; small helpers to fill and compare them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sanhuan/ledger.hpp"

namespace sanhuan::testing {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

enum class Kind { memory, sqlite, sqlite_sm3 };
const char* name(Kind);
std::unique_ptr<Store> make_store(Kind, const TemporaryFolder&);

inline constexpr Instant monday{1'735'689'600'000};

NewEntry entry(std::uint32_t sequence, std::string_view body, std::string_view key = {},
               std::string_view content = {});
NewEntry erasure(std::uint32_t sequence);  // what an engine writes with what it erases
// Opens the case where it is missing and appends one entry, as an engine would; returns its sequence.
std::uint32_t add(Transaction&, std::string_view case_id, std::string_view body, std::string_view key = {});
void add_now(Store&, std::string_view case_id, std::string_view body, std::string_view key = {});
CaseHead head_of(Reader&, std::string_view case_id);
std::vector<std::string> bodies(Reader&, std::string_view case_id);
// Everything a reader can be asked, as text, hashes left out: equal ledgers give equal texts.
std::string dump(Reader&);
std::vector<std::string> open_by_due(Reader&, const CaseQuery&);

}  // namespace sanhuan::testing
