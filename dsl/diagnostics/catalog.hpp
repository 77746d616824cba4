// Every diagnostic of the language: code, severity, both texts, the way out, an example. Codes are never reused.
// `{0}`, `{1}` … stand for the arguments. E01 bytes and encoding, E02 syntax, E03 names and types, E04 processes and
// checks, E05 YAML and manifest, E06 organisation and calendar, E07 CSV and tables, E08 standing duties; W and H in the same hundreds.
#pragma once

#include <span>
#include <string_view>

#include "sanhuan/diagnostic.hpp"

namespace sanhuan::dsl {

struct CatalogEntry {
  std::string_view code;
  Severity severity;
  std::string_view zh, en;            // message
  std::string_view help_zh, help_en;  // the way out; may be empty only where the message holds it
  std::string_view wrong, right;      // an example of each, rule text or YAML
};

const CatalogEntry* find_entry(std::string_view code) noexcept;

// Each room keeps its own part; catalog.cpp joins them.
std::span<const CatalogEntry> syntax_entries() noexcept;  // E01, E02: dsl/diagnostics/catalog_syntax.cpp
std::span<const CatalogEntry> name_entries() noexcept;    // E03: catalog_names.cpp
std::span<const CatalogEntry> process_entries() noexcept;  // E04: catalog_process.cpp
std::span<const CatalogEntry> table_entries() noexcept;   // E0701 to E0750: catalog_table.cpp
std::span<const CatalogEntry> duty_entries() noexcept;    // E08: catalog_duty.cpp
std::span<const CatalogEntry> roster_entries() noexcept;  // E09: catalog_roster.cpp
std::span<const CatalogEntry> data_entries() noexcept;    // E05, E06, E0751 and up (CSV): catalog_data.cpp

}  // namespace sanhuan::dsl
