// One day of a district's standing duties by heart: 2,532 grids x 385 items, the day on which each was last done in one
// dense array, the first day of each item's present period in another; wanting where the last lies before it.
#include "bench.hpp"
using namespace std;
int main() {
  constexpr size_t grids = 2532, items = 385;
  constexpr int32_t today = 20350;
  vector<int32_t> last(grids * items), first(items);
  for (size_t i = 0; i < items; ++i) first[i] = today - int32_t(bench::splitmix64(i) % 30);
  for (size_t i = 0; i < last.size(); ++i) last[i] = today - int32_t(bench::splitmix64(1000 + i) % 40);
  vector<uint16_t> wanting(grids * items);
  auto board = [&] { uint32_t sum = 0; for (size_t g = 0; g < grids; ++g) for (size_t i = 0; i < items; ++i) { const uint16_t w = last[g * items + i] < first[i]; wanting[g * items + i] = w; sum += w; } return sum; };
  uint32_t slow = 0; for (size_t k = 0; k < last.size(); ++k) slow += last[k] < first[k % items];
  if (board() != slow) { fprintf(stderr, "wrong\n"); return 1; }
  const auto ms = bench::repeat(9, [&] { double t0 = bench::now(); bench::keep(board()); return 1e3 * (bench::now() - t0); });
  bench::emit("duties", "C++ two dense arrays", "a day of 2532 grids x 385 items", "ms", "lower", ms, true, to_string(4 * last.size() + 2 * wanting.size()) + " bytes");
}
