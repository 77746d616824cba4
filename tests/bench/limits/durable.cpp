// The durable limit: SQLite in WAL with synchronous=FULL, a ledger row and a case row an event, the fewest tables and
// no chain. usage: durable DIR single|batch|group|scan N PER   prints one line of JSON for one pass.
#include "bench.hpp"
#include <sqlite3.h>
#include <condition_variable>
#include <mutex>
#include <thread>
using namespace std;
static char const payload[] = "{\"by\":\"officer-0421\",\"note\":\"assigned to the township office; reply due in five working days\"}";
static void ck(int rc, sqlite3* db) { if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) { fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(db)); exit(1); } }
static void rm(string const& f) { for (auto s : {"", "-wal", "-shm"}) unlink((f + s).c_str()); }
struct Db {
  sqlite3* db = nullptr; sqlite3_stmt *ins, *up, *beg, *com; string file;
  Db(string f) : file(move(f)) {
    rm(file); ck(sqlite3_open(file.c_str(), &db), db);
    ck(sqlite3_exec(db, "pragma page_size=4096; pragma journal_mode=wal; pragma synchronous=full; pragma cache_size=-65536;"
      "create table ledger(seq integer primary key, case_id integer, n integer, kind integer, at integer, payload blob);"
      "create table cases(id integer primary key, state integer, level integer, due integer, facts blob); create index due on cases(due) where due is not null;", nullptr, nullptr, nullptr), db);
    auto prep = [&](char const* q, sqlite3_stmt** st) { ck(sqlite3_prepare_v3(db, q, -1, SQLITE_PREPARE_PERSISTENT, st, nullptr), db); };
    prep("insert into ledger(case_id,n,kind,at,payload) values(?,?,?,?,?)", &ins);
    prep("insert into cases(id,state,level,due,facts) values(?,?,0,?,x'0102030405060708') on conflict(id) do update set state=excluded.state, due=excluded.due", &up);
    prep("begin immediate", &beg); prep("commit", &com);
  }
  ~Db() { for (auto s : {ins, up, beg, com}) sqlite3_finalize(s); sqlite3_close(db); rm(file); }
  void run(sqlite3_stmt* s) { ck(sqlite3_step(s), db); ck(sqlite3_reset(s), db); }
  void begin() { run(beg); } void commit() { run(com); }
  void event(int64_t id, int kind) {
    sqlite3_bind_int64(ins, 1, id); sqlite3_bind_int(ins, 2, kind + 1); sqlite3_bind_int(ins, 3, kind); sqlite3_bind_int64(ins, 4, 1700000000 + id); sqlite3_bind_blob(ins, 5, payload, sizeof payload, SQLITE_STATIC); run(ins);
    sqlite3_bind_int64(up, 1, id); sqlite3_bind_int(up, 2, kind + 1); if (kind < 4) sqlite3_bind_int64(up, 3, 1700000000 + id % 977 * 86400 / 24 + kind * 86400); else sqlite3_bind_null(up, 3); run(up);
  }
  void fill(int n, int per) { for (int i = 0; i < n; i += per) { begin(); for (int j = 0; j < per; ++j) { int k = i + j; event(k / 5, k % 5); } commit(); } }
};
int main(int argc, char** argv) {
  if (argc < 5) return 2;
  string dir = argv[1], what = argv[2]; int n = atoi(argv[3]), per = atoi(argv[4]);
  Db d(dir + "/limit.db"); double t0 = bench::wall(), c0 = bench::now();
  if (what == "batch") {
    d.fill(n, per);
  } else if (what == "scan") {
    d.fill(n, 1000); t0 = bench::wall(); c0 = bench::now(); long sum = 0; sqlite3_stmt* s;
    ck(sqlite3_prepare_v2(d.db, "select case_id, n, kind, at, payload from ledger", -1, &s, nullptr), d.db);
    while (sqlite3_step(s) == SQLITE_ROW) sum += sqlite3_column_int64(s, 0) + sqlite3_column_int64(s, 1) + sqlite3_column_int64(s, 2) + sqlite3_column_int64(s, 3) + *static_cast<char const*>(sqlite3_column_blob(s, 4));
    bench::keep(sum); sqlite3_finalize(s);
  } else {  // group: every client waits until its own event is on the disk; one writer commits all that wait
    mutex m; condition_variable work, done; long queued = 0, durable = 0; bool stop = false; int each = n / per;
    thread writer([&] { unique_lock l(m); for (;;) { work.wait(l, [&] { return queued > durable || stop; }); if (queued == durable) return; long a = durable, b = queued; l.unlock();
      d.begin(); for (long k = a; k < b; ++k) d.event(k / 5, int(k % 5)); d.commit(); l.lock(); durable = b; done.notify_all(); } });
    vector<thread> c; for (int i = 0; i < per; ++i) c.emplace_back([&] { for (int k = 0; k < each; ++k) { unique_lock l(m); long mine = ++queued; work.notify_one(); done.wait(l, [&] { return durable >= mine; }); } });
    for (auto& t : c) t.join();
    { lock_guard l(m); stop = true; } work.notify_one(); writer.join(); n = each * per;
  }
  double wall = bench::wall() - t0, cpu = bench::now() - c0;
  bench::emit("durable", "bare SQLite", "events a second", "1/s", "higher", {n / wall}, true);
  bench::emit("durable", "bare SQLite", "CPU an event", "us", "lower", {1e6 * cpu / n}, true);
}
