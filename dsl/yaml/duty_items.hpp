// The table of duty items (网格责任清单), one item a row.
#pragma once

#include <utility>
#include <vector>

#include "dsl/yaml/duties.hpp"
#include "dsl/yaml/fields.hpp"

namespace sanhuan::dsl::yaml {

// Classes with how many items each must have, in their order.
using ClassCounts = std::vector<std::pair<Written, std::int64_t>>;

// The seasons are known; what the manifest says of classes is checked too.
std::vector<DutyItemSource> read_duty_items(const SourceFile&, Sink&, const std::vector<SeasonSource>&, const ClassCounts&);

// The season of a row; -1 where none is written, or one that is not known (reported).
std::int32_t find_season(Sink&, const std::vector<SeasonSource>&, const Written&);

// E0807 where what is valid ends before it begins.
bool check_validity(Sink&, Place, Day from, Day to);

}  // namespace sanhuan::dsl::yaml
