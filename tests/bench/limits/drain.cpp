// The limit of draining an outage: SQLite in WAL with synchronous=FULL, a row a case with its timer and a ledger row a
// timer that fires, the fewest tables and no chain. usage: drain DIR CASES within_weeks|at_random   prints a line of JSON a metric
#include "bench.hpp"
#include <sqlite3.h>
using namespace std;
static char const payload[] = "a timer that fired, with the changes it made and which rule made them";
static void ck(int rc, sqlite3* db) { if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) { fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(db)); exit(1); } }
int main(int argc, char** argv) {
  if (argc < 4) return 2;
  string const file = string(argv[1]) + "/limit-drain.db"; long const cases = atol(argv[2]); bool const at_random = string(argv[3]) == "at_random";
  auto const remove = [&] { for (auto s : {"", "-wal", "-shm"}) unlink((file + s).c_str()); };
  remove();
  sqlite3* db; ck(sqlite3_open(file.c_str(), &db), db);
  auto const exec = [&](char const* sql) { ck(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), db); };
  exec("pragma page_size=4096; pragma journal_mode=wal; pragma synchronous=full; pragma cache_size=-65536;"
       "create table ledger(seq integer primary key, case_id integer, n integer, kind integer, at integer, payload blob);"
       "create table cases(id integer primary key, state integer, level integer, due integer, facts blob); create index due on cases(due) where due is not null;");
  auto const prep = [&](char const* q) { sqlite3_stmt* s; ck(sqlite3_prepare_v3(db, q, -1, SQLITE_PREPARE_PERSISTENT, &s, nullptr), db); return s; };
  auto const run = [&](sqlite3_stmt* s) { ck(sqlite3_step(s), db); ck(sqlite3_reset(s), db); };
  sqlite3_stmt *const log = prep("insert into ledger(case_id,n,kind,at,payload) values(?,?,4,?,?)"), *const add = prep("insert into cases values(?,0,0,?,zeroblob(128))"),
               *const put = prep("update cases set state=1, due=null where id=?"), *const due = prep("select due, id from cases where due is not null order by due limit 10000"),
               *const begin = prep("begin immediate"), *const commit = prep("commit");
  auto const note = [&](int64_t id, int n, int64_t at) { sqlite3_bind_int64(log, 1, id); sqlite3_bind_int(log, 2, n); sqlite3_bind_int64(log, 3, at); sqlite3_bind_blob(log, 4, payload, sizeof payload, SQLITE_STATIC); run(log); };
  int64_t const year = 60 * 24 * 365, weeks = 60 * 24 * 20;  // minutes, as tests/bench/store_world.cpp arms them
  for (int64_t i = 0; i < cases;) {
    run(begin);
    for (int64_t const end = min<int64_t>(i + 10'000, cases); i < end; ++i) {
      auto const random = int64_t(bench::splitmix64(uint64_t(i)) >> 8);
      sqlite3_bind_int64(add, 1, i); sqlite3_bind_int64(add, 2, at_random ? random % year : i * year / cases + random % weeks); run(add);
      note(i, 1, 0);
    }
    run(commit);
  }
  double const t0 = bench::wall(), c0 = bench::now(); double longest = 0; long fired = 0;
  vector<pair<int64_t, int64_t>> batch;
  do {
    double const start = bench::wall();
    run(begin); batch.clear();
    while (sqlite3_step(due) == SQLITE_ROW) batch.emplace_back(sqlite3_column_int64(due, 0), sqlite3_column_int64(due, 1));
    sqlite3_reset(due);
    long n = 0;
    for (auto [at, id] : batch) { note(id, 2, at); sqlite3_bind_int64(put, 1, id); run(put); if (++n % 100 == 0 && bench::wall() - start > 0.1) break; }
    run(commit); fired += n; longest = max(longest, bench::wall() - start);
  } while (!batch.empty());
  double const wall = bench::wall() - t0, cpu = bench::now() - c0;
  if (fired != cases) return 3;
  bench::emit("drain", "bare SQLite", "timers a second", "1/s", "higher", {cases / wall}, true);
  bench::emit("drain", "bare SQLite", "CPU a timer", "us", "lower", {1e6 * cpu / cases}, true);
  bench::emit("drain", "bare SQLite", "longest write lock", "ms", "lower", {1e3 * longest}, true);
  sqlite3_close(db); remove();
}
