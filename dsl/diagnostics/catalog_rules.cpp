#include "dsl/diagnostics/catalog.hpp"

namespace sanhuan::dsl {

std::span<const CatalogEntry> rule_entries() noexcept { return {}; }

}  // namespace sanhuan::dsl
