#include <fstream>
#include <iterator>
#include <stdexcept>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/source_file.hpp"
#include "dsl/syntax/tree.hpp"
#include "tests/bench/limits/bench.hpp"
#include "tests/bench/works.hpp"

namespace sanhuan::bench {

namespace {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (text.empty()) throw std::runtime_error(path + " is missing: run from the top of the checkout");
  return text;
}

// The Lanshan process over and over, as no real pack is large enough to measure.
std::string rules_of(std::size_t bytes) {
  const std::string once = read_file("rules/lanshan/process.huan") + read_file("rules/lanshan/scenarios.huan");
  std::string text;
  while (text.size() < bytes) text += once;
  return text;
}

Row parse_row(const char* name, std::size_t bytes, int repeats) {
  dsl::Sink sink;
  const auto file = dsl::check_source(rules_of(bytes), "rules.huan", 0, sink);
  if (!file) throw std::runtime_error("the rules to parse are no text");
  const Figure speed{::bench::repeat(repeats, [&] {
    dsl::Sink found;
    const double start = ::bench::now();
    const dsl::Tree tree = dsl::parse(*file, found);
    const double seconds = ::bench::now() - start;
    if (!found.all().empty() || tree.lines.empty()) throw std::runtime_error("the Lanshan rules do not parse");
    return 1e-6 * static_cast<double>(file->text().size()) / seconds;
  })};
  return {name, "MB/s", speed, 0, 30, true};
}

}  // namespace

// Text in memory to the tree, every line understood; then ten times as much, which may not be slower.
std::vector<Row> parsing(const std::string&) {
  return {parse_row("parse rules, 1 MB", 1'000'000, 15), parse_row("parse rules, 10 MB", 10'000'000, 5)};
}

}  // namespace sanhuan::bench
