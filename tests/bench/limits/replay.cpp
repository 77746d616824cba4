// The dry-run limit: 10M events of 32 bytes, grouped by case, through a table-driven state machine. usage: replay EVENTS
#include "bench.hpp"
#include <thread>
using namespace std; using u8 = uint8_t; using u16 = uint16_t; using u32 = uint32_t; using u64 = uint64_t;
struct Event { u32 case_id, at; u8 kind, severity, category, town; u32 actor; u64 facts; u64 ref; }; static_assert(sizeof(Event) == 32);
// next[state][kind]; deadline days[state]; guard: allowed severities per (state, kind), a bit each, and allowed categories
struct Machine { u8 next[8][8]; u16 sev[8][8], cat[8][8]; u32 limit[8]; };
static Machine machine(bool changed) {
  Machine m{}; for (int s = 0; s < 8; ++s) for (int k = 0; k < 8; ++k) { m.next[s][k] = u8(s); m.sev[s][k] = 0x1f; m.cat[s][k] = 0xffff; }
  for (int s = 0; s < 5; ++s) m.next[s][s] = u8(s + 1);
  m.limit[1] = 86400; m.limit[2] = 2 * 86400; m.limit[3] = (changed ? 5 : 7) * 86400; m.limit[4] = 14 * 86400; m.limit[0] = m.limit[5] = m.limit[6] = m.limit[7] = ~0u; if (changed) m.sev[2][2] = 0x0f; return m; }
struct Sum { u64 done = 0, late = 0, refused = 0; void operator+=(Sum const& o) { done += o.done; late += o.late; refused += o.refused; } };
static Sum run(Event const* e, size_t n, Machine const& m) {
  Sum s; u8 st = 0; u32 since = 0, id = ~0u;
  for (size_t i = 0; i < n; ++i) { Event const& x = e[i]; if (x.case_id != id) { s.done += st == 5; id = x.case_id; st = 0; since = x.at; }
    bool ok = ((m.sev[st][x.kind] >> x.severity) & (m.cat[st][x.kind] >> x.category)) & 1; u8 nx = ok ? m.next[st][x.kind] : st; s.refused += !ok; s.late += x.at - since > m.limit[st]; if (nx != st) { since = x.at; st = nx; } }
  s.done += st == 5; return s; }
// before and after in one pass: where do they part?
static u64 compare(Event const* e, size_t n, Machine const& a, Machine const& b) {
  u64 parted = 0; u8 sa = 0, sb = 0; u32 ta = 0, tb = 0, id = ~0u; bool diff = false;
  for (size_t i = 0; i < n; ++i) { Event const& x = e[i]; if (x.case_id != id) { parted += diff; diff = false; id = x.case_id; sa = sb = 0; ta = tb = x.at; }
    auto step = [&](Machine const& m, u8& st, u32& since) { bool ok = ((m.sev[st][x.kind] >> x.severity) & (m.cat[st][x.kind] >> x.category)) & 1; bool late = x.at - since > m.limit[st]; u8 nx = ok ? m.next[st][x.kind] : st; if (nx != st) { since = x.at; st = nx; } return late; };
    bool la = step(a, sa, ta), lb = step(b, sb, tb); diff |= la != lb || sa != sb; }
  return parted + diff; }
int main(int argc, char** argv) {
  size_t n = size_t(bench::arg(argc, argv, 1, 10000000)) / 5 * 5; char const* G = "replay 10M events";
  vector<Event> ev(n); for (size_t c = 0; c < n / 5; ++c) { u64 r = bench::splitmix64(c); u32 t = u32(1600000000 + c * 60); for (u32 k = 0; k < 5; ++k) { t += u32((r >> (8 * k)) & 0xff) * 1200; ev[5 * c + k] = {u32(c), t, u8(k), u8(r % 5), u8(1 + (r >> 8) % 14), u8((r >> 16) % 12), u32(r >> 40), r, c}; } }
  Machine a = machine(false), b = machine(true); Sum want = run(ev.data(), n, a); if (want.done != n / 5) { fprintf(stderr, "wrong result\n"); return 1; }
  auto rate = [&](auto f, bool cpu = true) { return bench::repeat(7, [&] { double t0 = cpu ? bench::now() : bench::wall(); f(); return double(n) / ((cpu ? bench::now() : bench::wall()) - t0); }); };
  bench::emit(G, "C++ table-driven, 1 core", "events", "1/s", "higher", rate([&] { auto s = run(ev.data(), n, a); bench::keep(s.late); }), true, "320 MB read in order");
  bench::emit(G, "C++ table-driven, 2 cores", "events", "1/s", "higher", rate([&] { size_t h = n / 10 * 5; Sum x, y; thread t([&] { x = run(ev.data(), h, a); }); y = run(ev.data() + h, n - h, a); t.join(); x += y; bench::keep(x.late); }, false), false, "wall time");
  bench::emit(G, "C++ old and new rules in one pass, 1 core", "events", "1/s", "higher", rate([&] { bench::keep(compare(ev.data(), n, a, b)); }));
  bench::emit(G, "C++ memory read only, 1 core", "events", "1/s", "higher", rate([&] { u64 s = 0; for (auto& x : ev) s += x.facts ^ x.at; bench::keep(s); }), false, "sums one word of each event");
  { vector<u32> ord(n / 5); for (u32 i = 0; i < ord.size(); ++i) ord[i] = i; for (size_t i = ord.size(); i > 1; --i) swap(ord[i - 1], ord[bench::splitmix64(i) % i]);
    bench::emit(G, "C++ table-driven, cases in random order, 1 core", "events", "1/s", "higher", rate([&] { Sum s; for (u32 c : ord) s += run(&ev[5 * size_t(c)], 5, a); bench::keep(s.late); })); }
  { // the columns that the machine needs: 8 bytes instead of 32
    struct Col { u32 at; u8 kind, severity, category, first; }; vector<Col> c(n); for (size_t i = 0; i < n; ++i) c[i] = {ev[i].at, ev[i].kind, ev[i].severity, ev[i].category, u8(i % 5 == 0)};
    bench::emit(G, "C++ table-driven, 8-byte columns, 1 core", "events", "1/s", "higher", rate([&] { Sum s; u8 st = 0; u32 since = 0; for (auto& x : c) { if (x.first) { s.done += st == 5; st = 0; since = x.at; } bool ok = ((a.sev[st][x.kind] >> x.severity) & (a.cat[st][x.kind] >> x.category)) & 1; u8 nx = ok ? a.next[st][x.kind] : st; s.refused += !ok; s.late += x.at - since > a.limit[st]; if (nx != st) { since = x.at; st = nx; } } bench::keep(s.late); })); }
}
