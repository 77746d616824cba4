// The rulebooks an engine works with, and the registers as the ledger took them up. Semantics 1.1, 8.0, 8.1.
//
// A register revision is called by its ordinal in the ledger, from 1: a step that saw n saw the first n, the latest of
// each kind. The ledger keeps the bytes of both, so that a case can be gone on with and folded without its pack.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lib/core/counterparts.hpp"
#include "lib/core/step.hpp"
#include "sanhuan/ledger.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

enum class RegisterKind : std::uint8_t { calendar = 1, organisation = 2 };  // on disk: add at the end

struct Book {
  Book(std::shared_ptr<const Rulebook>, Registers);

  std::shared_ptr<const Rulebook> rulebook;
  std::string hash;  // as the ledger names it
  Stepper stepper;
  std::vector<CaseState> blank;                    // by case type
  std::vector<std::vector<char>> personal_facts;   // by case type, by fact; empty where none is
  std::vector<std::vector<char>> personal_fields;  // by event, by field; empty where none is
  std::uint32_t registers = 0;                     // that the stepper sees
};

std::string ledger_name(std::uint64_t rulebook_hash);  // 8 bytes, little-endian

class Books {
 public:
  explicit Books(std::vector<std::shared_ptr<const Rulebook>> given) : given_(std::move(given)) {}

  const std::vector<std::shared_ptr<const Rulebook>>& given() const noexcept { return given_; }
  // Reads what the ledger took up since it was last read.
  void refresh(Reader&);
  // Writes the given rulebooks, and the first revisions where there are none.
  void enter(Transaction&, Instant now);
  // What the newest given rulebook's registers say at `at` beyond what was taken up; empty: nothing.
  std::vector<Revision> to_take_up(Instant at) const;

  Book* for_opening(Instant);                   // null: none is in force yet
  Book& of(Reader&, std::string_view hash);     // throws Error where neither host nor ledger has it
  std::uint32_t registers_at(Instant) const noexcept;
  std::uint32_t registers() const noexcept { return static_cast<std::uint32_t>(taken_up_.size()); }
  Instant taken_up(std::uint32_t registers) const noexcept { return taken_up_[registers - 1].at; }
  // The last of those after `seen`, up to `most`, that were taken up at one instant with the first of them.
  std::uint32_t next_group(std::uint32_t seen, std::uint32_t most) const noexcept;
  void see(Book&, std::uint32_t registers);
  // How cases of a type come from one rulebook under another (8.2); null where nothing in the other moves them.
  const Counterparts* counterparts(const Book& before, const Book& after, CaseTypeId);
  // In memory only, to plan: as if what is to be taken up at `at` had been.
  void assume_taken_up(Instant at);
  bool has(const Organisation&) const noexcept;  // all its units, at the places where the newest register has them
  const Organisation& organisation(std::uint32_t registers) const noexcept {
    return *taken_up_[registers - 1].registers.organisation;
  }

 private:
  struct TakenUp {
    Instant at;
    Registers registers;  // as of then
    std::string hash;
  };
  Book& add(std::shared_ptr<const Rulebook>);

  std::vector<std::shared_ptr<const Rulebook>> given_;  // in the order of the host
  std::deque<Book> books_;
  std::map<std::tuple<const Book*, const Book*, CaseTypeId>, std::unique_ptr<const Counterparts>> counterparts_;
  std::vector<TakenUp> taken_up_;
  Digest stream_{};  // its hash when it was last read: what a transaction saw may never have been committed
  std::uint32_t first_ = 0;  // so many came with the ledger's making: seen at any instant
  CaseHead head_;
};

}  // namespace sanhuan
