// A name with a key (名称、代号): a role, a value of an enumeration. Written as a text, or as {name, key}.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>

#include "dsl/yaml/fields.hpp"
#include "dsl/yaml/terms.hpp"

namespace sanhuan::dsl::yaml {

class DistinctTerms {
 public:
  // `code` is what is reported for a name or key that was there before.
  DistinctTerms(const Reader& reader, std::string_view code) : reader_(reader), code_(code) {}

  std::optional<TermSource> read(const Node&);

 private:
  bool is_new(const Written&);

  const Reader& reader_;
  std::string_view code_;
  std::unordered_map<std::string, Place> seen_;
};

}  // namespace sanhuan::dsl::yaml
