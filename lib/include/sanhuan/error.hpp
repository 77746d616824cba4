// What the environment did wrong (disk, database, another process): the one exception class of the library.
//
// A failed commit is not a rollback. Whoever catches an Error asks `commit()` first:
//   not_done  nothing of the transaction is in the ledger; it may be tried again
//   unknown   it may be there or not: the store takes no more writes, open it again and look the idempotency key up
//   done      it is there; what failed came after it
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace sanhuan {

enum class Commit : std::uint8_t { done, not_done, unknown };

enum class Failure : std::uint8_t {
  busy,  // another process holds the ledger; waited_ms() says how long this one waited
  disk_full,
  io,            // the disk or the file system
  damaged,       // the file is not what it was when it was written
  not_a_ledger,  // a foreign file, a directory
  newer,         // written by a newer version of the library
  missing,       // no such file, or not to be opened
  read_only,
  conflict,  // the sequence is not the next one, the case exists already, the key is taken
  closed,    // an earlier commit is unknown: open the ledger again
  misuse,    // a bound was passed, a transaction used after its end, a handle carried across fork
};

// A sentence for people, in both languages that the library speaks.
struct Sentence {
  std::string en, zh;
};

class Error : public std::runtime_error {
 public:
  Error(Failure failure, Commit commit, const Sentence& what, std::int64_t waited_ms = 0)
      : std::runtime_error(what.en), failure_(failure), commit_(commit), waited_ms_(waited_ms), chinese_(what.zh) {}
  Error(Failure failure, Commit commit, const std::string& what, std::int64_t waited_ms = 0)
      : std::runtime_error(what), failure_(failure), commit_(commit), waited_ms_(waited_ms) {}

  Failure failure() const noexcept { return failure_; }
  Commit commit() const noexcept { return commit_; }
  std::int64_t waited_ms() const noexcept { return waited_ms_; }  // of busy: at least so long
  // The same as what(); empty where only English is known, such as what the database says.
  const char* chinese() const noexcept { return chinese_.what(); }

 private:
  Failure failure_;
  Commit commit_;
  std::int64_t waited_ms_;
  std::runtime_error chinese_{""};  // a string whose copies cannot fail
};

}  // namespace sanhuan
