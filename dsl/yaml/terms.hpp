// A YAML file of terms (词表) among the files of a pack: large enumerations (枚举).
#pragma once

#include <optional>
#include <vector>

#include "dsl/yaml/written.hpp"

namespace sanhuan::dsl {

class Sink;
class SourceFile;

struct TermSource {
  Written name;
  Written key;  // the name where none was written
};

struct EnumerationSource {
  Written name;
  Written key;
  std::vector<TermSource> values;  // no name or key twice; at least one
};

std::optional<std::vector<EnumerationSource>> read_enumerations(const SourceFile&, Sink&);

}  // namespace sanhuan::dsl
