#include "dsl/diagnostics/catalog.hpp"

#include <algorithm>

namespace sanhuan::dsl {

const CatalogEntry* find_entry(std::string_view code) noexcept {
  for (const auto entries : {syntax_entries(), name_entries(), process_entries(), table_entries(), duty_entries(), roster_entries(), data_entries()}) {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const CatalogEntry& entry) { return entry.code == code; });
    if (found != entries.end()) return &*found;
  }
  return nullptr;
}

}  // namespace sanhuan::dsl
