// Units as written, one by one: from the list in org.yaml and from the table (单位表) beside it.
#pragma once

#include <vector>

#include "dsl/yaml/fields.hpp"
#include "dsl/yaml/files.hpp"
#include "dsl/yaml/organisation.hpp"

namespace sanhuan::dsl::yaml {

inline constexpr Choice<Level> levels[] = {{"district", "区", Level::district},
                                           {"town", "镇", Level::town},
                                           {"village", "村", Level::village},
                                           {"grid", "网格", Level::grid}};

// Names, words and nothing else are checked here; whether the units fit together is for organisation.cpp.
void read_units(const Reader&, const Node& list, std::vector<UnitSource>& into);
// `path` is the text in org.yaml that names the table.
void read_unit_table(const Reader&, const Written& path, Files&, std::vector<UnitSource>& into);

}  // namespace sanhuan::dsl::yaml
