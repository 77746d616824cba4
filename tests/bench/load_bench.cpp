#include <stdexcept>

#include "sanhuan/pack.hpp"
#include "tests/bench/limits/bench.hpp"
#include "tests/bench/works.hpp"

namespace sanhuan::bench {

// From the folder to a rulebook with all its checks, its calendar and the pack it builds on.
std::vector<Row> loading(const std::string&) {
  const Figure milliseconds{::bench::repeat(
      9,
      [] {
        const double start = ::bench::now();
        const Loaded pack = load_pack("rules/lanshan");
        if (!pack.rulebook) throw std::runtime_error("rules/lanshan does not load: try sanhuan check on it");
        return 1e3 * (::bench::now() - start);
      },
      0)};
  return {{"load rules/lanshan with its checks", "ms", milliseconds, 0, 30, false}};
}

}  // namespace sanhuan::bench
