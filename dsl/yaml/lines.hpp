// What can be told of YAML text line by line, before yaml-cpp sees it: the mistakes that YAML would take for text
// or report far away, and what would make yaml-cpp recurse. The tree is then built from lines that mean what they
// look like.
#pragma once

namespace sanhuan::dsl {

class Sink;
class SourceFile;

namespace yaml {

// The file has passed `check_source`: no control characters (yaml-cpp takes 0x04 for the end). False where an error
// was reported.
bool check_lines(const SourceFile&, Sink&);

}  // namespace yaml
}  // namespace sanhuan::dsl
