#include "sanhuan/archive.hpp"

#include <utility>

#include "lib/base/sentence.hpp"
#include "lib/ledger/chain.hpp"

namespace sanhuan {
namespace {

[[noreturn]] void refuse(const Sentence& what) { throw Error(Failure::damaged, Commit::not_done, what); }

class Reading {
 public:
  Reading(Store& store, ArchiveSink& sink) : store_(store), sink_(sink) {}

  void run() {
    sink_.begin(store_.info());
    revisions_ = store_.revisions();
    store_.links(1, [&](const Link& link) {
      for (const EntryPlace place : link.entries) read(place);
      sink_.link(link.last, link.hash);
      last_ = {link.last, link.hash};
      return true;
    });
    read_heads();
    const std::vector<StoredEffect> effects = store_.effects(SIZE_MAX);
    for (const StoredEffect& effect : effects) {
      const CaseNumber number = effect.key.case_number;
      if (number >= sequences_.size() || sequences_[number] < effect.key.sequence) changed_meanwhile();
      sink_.effect(effect);
    }
    if (store_.head().size != last_.size) changed_meanwhile();
    sink_.end(last_);
  }

 private:
  [[noreturn]] static void changed_meanwhile() {
    throw Error(Failure::busy, Commit::not_done,
                Sentence{"the ledger was written to while it was read out", "读的时候有人在写；再来一次"});
  }

  void read(EntryPlace place) {
    open_up_to(place.case_number);
    if (!store_.entry(place, entry_))
      refuse(sentence("entry {} of case number {} is missing", "{1} 号事项的第 {0} 条不在", place.sequence,
                      place.case_number));
    sequences_[place.case_number] = place.sequence;
    if (place.case_number == ledger_stream) return read_of_stream();
    std::vector<ErasableValue> values;
    if (!entry_.personal.empty()) {
      values = store_.personal(place.case_number, place.sequence);
      store_.entry(place, entry_);  // views until the next call
    }
    sink_.entry(entry_, values);
  }

  void open_up_to(CaseNumber number) {
    for (; sequences_.size() <= number; sequences_.push_back(0)) {
      const CaseNumber next = sequences_.size();
      if (next == ledger_stream) continue;
      if (!store_.find(next, head_)) refuse(sentence("case number {} is missing", "{} 号事项不在", next));
      sink_.opened(next, head_.root, head_.id);
    }
  }

  void read_of_stream() {
    const auto body = read_stream_body(entry_.body);
    if (!body) refuse({"an entry of the ledger's own cannot be read", "台账自己的一条读不懂"});
    const Instant at = entry_.at;
    const Digest hash = entry_.hash;
    if (body->kind == StreamKind::rulebook) {
      const std::string name(body->hash);
      const auto bytes = store_.rulebook(name);
      if (!bytes) refuse({"a rulebook is missing", "少了一部规则"});
      return sink_.rulebook(name, *bytes, at, hash);
    }
    if (revision_ == revisions_.size()) refuse({"a register revision is missing", "少了一版底册"});
    sink_.revision(revisions_[revision_++], hash);
  }

  void read_heads() {
    if (store_.find(ledger_stream, head_)) sink_.head(ledger_stream, head_);
    store_.cases(1, [&](const CaseHead& head) {
      if (head.number >= sequences_.size()) {
        if (head.sequence != 0 || head.number != sequences_.size()) changed_meanwhile();
        sink_.opened(head.number, head.root, head.id);
        sequences_.push_back(0);
      }
      if (head.sequence != sequences_[head.number]) changed_meanwhile();
      sink_.head(head.number, head);
      return true;
    });
  }

  Store& store_;
  ArchiveSink& sink_;
  std::vector<Revision> revisions_;
  std::size_t revision_ = 0;
  std::vector<std::uint32_t> sequences_;  // of each case's last entry so far, by number
  ChainedEntry entry_;
  CaseHead head_;
  LedgerHead last_;
};

class Restoring final : public ArchiveSink {
 public:
  explicit Restoring(Store& store) : store_(store) {}

  void begin(const StoreInfo& info) override {
    if (info.ledger_id != store_.info().ledger_id || info.algorithm != store_.info().algorithm)
      throw Error(Failure::misuse, Commit::not_done,
                  Sentence{"the copy was made with another id or algorithm", "新台账的编号或者算法不对"});
    CaseHead none;
    if (store_.head().size != 0 || store_.find(CaseNumber{1}, none))
      throw Error(Failure::conflict, Commit::not_done,
                  Sentence{"the ledger has something in it already", "台账里已经有东西了"});
  }

  void opened(CaseNumber number, CaseNumber root, std::string_view id) override {
    Transaction& t = transaction();
    if (t.open(id, root == number ? std::nullopt : std::optional(root)) != number)
      refuse(sentence("case `{}` comes out of its order", "`{}` 来得不是时候，次序不对", id));
  }
  void rulebook(std::string_view hash, std::string_view bytes, Instant at, const Digest& chained) override {
    transaction().add_rulebook(hash, bytes, at);
    check_stream(chained, {"a rulebook is not what its hash says", "一部规则与它的哈希不符"});
  }
  void revision(const Revision& revision, const Digest& chained) override {
    transaction().take_up(revision);
    check_stream(chained, {"a register revision is not what its hash says", "一版底册与它的哈希不符"});
  }
  void entry(const ChainedEntry& entry, std::span<const ErasableValue> values) override {
    transaction().restore(entry.case_number, entry, values);
    ++entries_;
  }
  void link(LedgerNumber last, const Digest& hash) override {
    Transaction& t = transaction();
    t.seal();
    const LedgerHead head = t.head();
    if (head.size != last || head.hash != hash)
      refuse(sentence("the link behind entry {} is not what its hash says", "第 {} 条后面的那一环与哈希不符",
                      last));
    commit_now_and_then();
  }
  void head(CaseNumber number, const CaseRecord& record) override {
    transaction().put(number, record);
    ++entries_;
    commit_now_and_then();
  }
  void effect(const StoredEffect& effect) override {
    transaction().add_effect(effect.key, effect.body);
    ++entries_;
    commit_now_and_then();
  }
  void end(const LedgerHead& head) override {
    if (transaction_) commit();
    const LedgerHead mine = store_.head();
    if (mine.size != head.size || mine.hash != head.hash)
      refuse({"it ends with another entry than it says", "结尾与它自己说的不符"});
  }

 private:
  static constexpr std::size_t records_per_commit = 10'000;

  Transaction& transaction() {
    if (!transaction_) transaction_ = store_.begin();
    return *transaction_;
  }
  void commit() {
    transaction_->commit();
    transaction_.reset();
    entries_ = 0;
  }
  void commit_now_and_then() {
    if (entries_ >= records_per_commit) commit();
  }
  void check_stream(const Digest& chained, const Sentence& wrong) {
    CaseHead head;
    if (!transaction().find(ledger_stream, head) || head.hash != chained) refuse(wrong);
  }

  Store& store_;
  std::unique_ptr<Transaction> transaction_;
  std::size_t entries_ = 0;  // since the last commit
};

}  // namespace

void read_archive(Store& store, ArchiveSink& sink) {
  const std::shared_ptr<void> still = store.hold_still();
  Reading(store, sink).run();
}
std::unique_ptr<ArchiveSink> restore_into(Store& store) { return std::make_unique<Restoring>(store); }

}  // namespace sanhuan
