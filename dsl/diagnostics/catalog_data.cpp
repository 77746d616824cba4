#include "dsl/diagnostics/catalog.hpp"

namespace sanhuan::dsl {

std::span<const CatalogEntry> data_entries() noexcept { return {}; }

}  // namespace sanhuan::dsl
