// Is this the ledger that was written? One pass in the order of writing, so that the first finding is the first bad
// entry; then what no commit brought, the heads, and what hangs on hashes: rulebooks, revisions, personal values. A personal
// value may be gone where an entry says that it was erased (7.6).
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "lib/base/sentence.hpp"
#include "lib/ledger/chain.hpp"
#include "sanhuan/entry.hpp"

namespace sanhuan {
namespace {

struct Enough {};

const Sentence not_there{"it is not there", "这一条不在"};

constexpr std::size_t last_max = 1 << 16;
// Listed in order of their numbers, so they are collected first.
constexpr std::size_t strangers_max = 10'000;

class Verifier {
 public:
  Verifier(Store& store, std::span<const LedgerCheckpoint> kept, std::size_t most)
      : store_(store), kept_(kept), most_(most), chain_(store.info().algorithm, store.info().ledger_id) {}

  Verified run() {
    try {
      for (const auto step : {&Verifier::follow_links, &Verifier::compare_with_kept, &Verifier::find_unlinked,
                              &Verifier::check_heads, &Verifier::check_contents, &Verifier::check_erasures,
                              &Verifier::check_medium})
        guarded(step);
    } catch (const Enough&) {}
    return std::move(result_);
  }

 private:
  // A file that is damaged is a finding like others, and the next step may find more.
  void guarded(void (Verifier::*step)()) {
    try {
      (this->*step)();
    } catch (const Error& error) {
      if (error.failure() != Failure::damaged && error.failure() != Failure::not_a_ledger) throw;
      found({Tampering::medium, 0, {}, 0, error.what(), error.chinese()});
    }
  }
  void check_medium() {
    for (Sentence& text : store_.check_medium()) found(Tampering::medium, 0, {}, 0, std::move(text));
  }

  void found(Finding finding) {
    result_.findings.push_back(std::move(finding));
    if (result_.findings.size() >= most_) throw Enough{};
  }
  void found(Tampering what, LedgerNumber number, const std::string& id, std::uint32_t sequence,
             Sentence says) {
    found({what, number, id, sequence, std::move(says.en), std::move(says.zh)});
  }
  void found(Tampering what, LedgerNumber number, EntryPlace place, const Sentence& says) {
    const std::string id = id_of(place.case_number);
    const Sentence whose = place.case_number == ledger_stream
                               ? Sentence{"of the ledger's own stream", "台账自己"}
                               : sentence("of case `{}`", "`{}`", id);
    found(what, number, id, place.sequence,
          sentence("ledger number {0}, entry {1} {2}: {4}", "台账第 {0} 条，即{3}的第 {1} 条：{5}", number,
                   place.sequence, whose.en, whose.zh, says.en, says.zh));
  }
  std::string id_of(CaseNumber number) { return know_case(number) ? head_.id : std::string(); }

  void follow_links() {
    store_.links(0, [&](const Link& link) {
      if (link.first != end_.size + 1) {
        found(Tampering::link_lost, end_.size + 1, {}, 0,
              sentence("the commit that brought entry {} is missing; the next one brings {}",
                       "写进第 {} 条的那一笔不见了；下一笔从第 {} 条开始", end_.size + 1, link.first));
      }
      follow(link);
      end_ = {link.last, link.hash};
      if (result_.whole()) result_.head = end_;
      for (const LedgerCheckpoint& c : kept_) {
        if (c.head.size == link.last && c.head.hash != link.hash) rewritten(c);
      }
      return true;
    });
  }

  void rewritten(const LedgerCheckpoint& c) {
    found(Tampering::rewritten, c.head.size, {}, 0,
          sentence("entries up to {} are not those of the checkpoint of {}",
                   "到第 {} 条为止，与 {} 的凭据不是同一部历史", c.head.size, to_string_utc(c.at)));
  }

  void follow(const Link& link) {
    hashes_.clear();
    bool sound = true;
    LedgerNumber number = link.first;
    for (const EntryPlace place : link.entries) {
      sound = check_entry(place, number++) && sound;
      hashes_ += view(entry_.hash);
    }
    if (!sound || chain_.link(end_.hash, link.first, hashes_) == link.hash) return;
    const EntryPlace place = link.entries.empty() ? EntryPlace{} : link.entries.front();
    found(
        Tampering::relinked, link.first, place,
        link.entries.size() == 1
            ? Sentence{"its hash fits it, but is not the one that was linked",
                       "哈希与内容相符，却不是当初链上的那个"}
            : sentence("in it, or in the {} that came with it, an entry was rewritten together with its hash",
                       "它，或者与它一起写进的 {} 条里，有一条连哈希一起重写过", link.entries.size() - 1));
  }

  // Leaves the row in entry_, with a hash of zeros where there is none.
  bool check_entry(EntryPlace place, LedgerNumber number) {
    Digest previous{};
    const bool follows = place.sequence == 1 || same_case_before(place, previous);
    if (!follows && !removed_.contains({place.case_number, place.sequence - 1}))
      found(Tampering::removed, number, place,
            {"the entry of its case before it is not there", "它在本件里的前一条不在"});
    if (!store_.entry(place, entry_)) {
      entry_ = {};
      removed_.insert({place.case_number, place.sequence});
      found(Tampering::removed, number, place, not_there);
      return false;
    }
    if (last_.size() >= last_max) last_.clear();
    last_[place.case_number] = {place.sequence, entry_.hash};
    bool sound = true;
    if (entry_.number != number) {
      found(Tampering::moved, number, place,
            sentence("here stands what was written as ledger number {}", "这里放的是当初台账第 {} 条",
                     entry_.number));
      sound = false;
    }
    if (!know_case(place.case_number)) {
      found(Tampering::head, number, {}, place.sequence,
            sentence("ledger number {} belongs to case number {}, which is not there",
                     "台账第 {} 条属于 {} 号事项，而这件不在", number, place.case_number));
    } else if (follows && chain_.entry(previous, head_.id, entry_) != entry_.hash) {
      found(Tampering::changed, number, place, {"it is not what was hashed", "内容与它的哈希不符"});
      sound = false;
    }
    if (!entry_.personal.empty()) check_personal(place, number);
    if (entry_.kind == static_cast<std::uint8_t>(EntryKind::erasure)) unsaid_.erase(place.case_number);
    return sound;
  }

  bool know_case(CaseNumber number) {
    if (known_ && head_.number == number) return true;
    return known_ = store_.find(number, head_);
  }

  void check_personal(EntryPlace place, LedgerNumber number) {
    for (const ErasableValue& v : store_.personal(place.case_number, place.sequence)) {
      if (!v.value) {
        ++result_.erased;
        unsaid_.try_emplace(place.case_number, Gone{number, place, v.field});
      } else if (chain_.personal(v.field, v.salt, *v.value) != v.digest)
        found(Tampering::content, number, place,
              sentence("its personal field {} is not what was hashed", "它的第 {} 处个人信息与哈希不符",
                       v.field));
    }
  }

  void check_erasures() {
    std::vector<Gone> gone;
    for (const auto& [number, first] : unsaid_) gone.push_back(first);
    std::sort(gone.begin(), gone.end(), [](const Gone& a, const Gone& b) { return a.number < b.number; });
    for (const Gone& g : gone)
      found(Tampering::content, g.number, g.place,
            sentence("its personal field {} is gone, and no entry after it says that it was erased",
                     "它的第 {} 处个人信息不见了，后面却没有哪一条说删过", g.field));
  }

  // The stored hash of the entry before: mostly seen not long ago.
  bool same_case_before(EntryPlace place, Digest& hash) {
    if (const auto seen = last_.find(place.case_number);
        seen != last_.end() && seen->second.first + 1 == place.sequence) {
      hash = seen->second.second;
      return true;
    }
    if (!store_.entry({place.case_number, place.sequence - 1}, before_)) return false;
    hash = before_.hash;
    return true;
  }

  void compare_with_kept() {
    for (const LedgerCheckpoint& c : kept_) {
      if (c.ledger_id != store_.info().ledger_id) {
        found(Tampering::other_ledger, 0, {}, 0,
              {"the checkpoint is of another ledger", "凭据是另一本台账的"});
      } else if (c.head.size > end_.size) {
        found(Tampering::cut_off, end_.size + 1, {}, 0,
              sentence("{} entries were there at {}, now there are {}: from {} on they are cut off",
                       "当初有 {} 条（{}），现在有 {} 条：从第 {} 条起被截掉了", c.head.size,
                       to_string_utc(c.at), end_.size, end_.size + 1));
      } else if (c.head.size > 0 && !ends_a_commit(c.head.size)) {
        rewritten(c);
      }
    }
  }
  bool ends_a_commit(LedgerNumber number) {
    bool ends = false;
    store_.links(number, [&](const Link& link) {
      ends = link.last == number;
      return false;
    });
    return ends;
  }

  // Case by case: an entry whose number no commit has given out, or has given to another.
  void find_unlinked() {
    std::vector<std::pair<LedgerNumber, EntryPlace>> strangers;
    std::uint64_t rows = 0;
    store_.scan(0, UINT64_MAX, [&](const StoredEntry&) { return ++rows, true; });
    if (rows == end_.size && result_.whole()) return;
    store_.scan(0, UINT64_MAX, [&](const StoredEntry& e) {
      const EntryPlace place{e.case_number, e.sequence};
      if (!is_linked(place)) strangers.emplace_back(number_of(place), place);
      return strangers.size() < strangers_max;
    });
    std::sort(strangers.begin(), strangers.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [number, place] : strangers)
      found(Tampering::inserted, number, place, {"no commit brought it", "没有哪一笔写进过它"});
  }
  LedgerNumber number_of(EntryPlace place) { return store_.entry(place, entry_) ? entry_.number : 0; }
  bool is_linked(EntryPlace place) {
    const LedgerNumber number = number_of(place);
    bool linked = false;
    store_.links(number, [&](const Link& link) {
      if (number >= link.first && number <= link.last) {
        const EntryPlace there = link.entries[number - link.first];
        linked = there.case_number == place.case_number && there.sequence == place.sequence;
      }
      return false;
    });
    return linked;
  }

  void check_heads() {
    store_.cases(0, [&](const CaseHead& head) {
      const EntryPlace last{head.number, head.sequence};
      const bool there = head.sequence == 0 || store_.entry(last, entry_);
      const bool fits = head.sequence == 0 ? head.hash == Digest{} : there && entry_.hash == head.hash;
      if (!fits || store_.entry({head.number, head.sequence + 1}, entry_)) {
        found(Tampering::head, 0, head.id, head.sequence,
              sentence("case `{}` says its last entry is {}, which does not fit its entries",
                       "`{}` 说自己的末条是第 {} 条，与它的条目对不上", head.id, head.sequence));
      }
      return true;
    });
  }

  // Rulebooks and register revisions are chained by what their entries say of them.
  void check_contents() {
    const std::vector<Revision> revisions = store_.revisions();
    std::size_t revision = 0;
    struct Brought {
      std::uint32_t sequence;
      Instant at;
      std::string body;
    };
    std::vector<Brought> stream;
    store_.entries(ledger_stream, 1, [&](const StoredEntry& e) {
      stream.push_back({e.sequence, e.at, std::string(e.body)});
      return true;
    });
    for (const Brought& e : stream) {
      const std::optional<StreamBody> body = read_stream_body(e.body);
      bool fits = body.has_value();
      if (fits && body->kind == StreamKind::revision) {
        fits = revision < revisions.size() && is_as_brought(revisions[revision], *body, e.at);
        ++revision;
      } else if (fits) {
        const std::optional<std::string> rules = store_.rulebook(body->hash);
        fits = rules && chain_.content(*rules) == body->content;
      }
      const EntryPlace place{ledger_stream, e.sequence};
      if (!fits)
        found(Tampering::content, number_of(place), place,
              {"what it brought is missing or is not what was hashed", "它带来的内容不见了，或者与哈希不符"});
    }
    if (revision < revisions.size())
      found(Tampering::content, 0, {}, 0,
            sentence("the ledger has {} register revisions, and its entries brought {}: others were put in",
                     "台账里有 {} 版底册，各条只带来 {} 版：多出来的是塞进去的", revisions.size(), revision));
  }
  bool is_as_brought(const Revision& r, const StreamBody& body, Instant at) {
    return r.kind == body.register_kind && r.known_from == body.known_from && r.hash == body.hash &&
           r.taken_up == at && chain_.content(r.bytes) == body.content;
  }

  Store& store_;
  std::span<const LedgerCheckpoint> kept_;
  std::size_t most_;
  Chain chain_;
  Verified result_;
  LedgerHead end_;                                          // the last link that was read
  std::set<std::pair<CaseNumber, std::uint32_t>> removed_;  // what was found so
  struct Gone {
    LedgerNumber number;
    EntryPlace place;
    std::uint32_t field;
  };
  std::unordered_map<CaseNumber, Gone>
      unsaid_;  // the first personal value gone since the last erasure of its case
  CaseHead head_;
  bool known_ = false;  // head_ is that of a case
  ChainedEntry entry_, before_;
  std::string hashes_;
  std::unordered_map<CaseNumber, std::pair<std::uint32_t, Digest>>
      last_;  // sequence and hash, of cases lately seen
};

}  // namespace

std::string_view name(Tampering what) noexcept {
  switch (what) {
    case Tampering::changed: return "changed";
    case Tampering::removed: return "removed";
    case Tampering::inserted: return "inserted";
    case Tampering::moved: return "moved";
    case Tampering::relinked: return "relinked";
    case Tampering::link_lost: return "link_lost";
    case Tampering::cut_off: return "cut_off";
    case Tampering::rewritten: return "rewritten";
    case Tampering::other_ledger: return "other_ledger";
    case Tampering::head: return "head";
    case Tampering::content: return "content";
    case Tampering::medium: return "medium";
  }
  return "?";
}

Verified verify(Store& store, std::span<const LedgerCheckpoint> checkpoints, std::size_t most) {
  const std::shared_ptr<void> still = store.hold_still();
  return Verifier(store, checkpoints, std::max<std::size_t>(most, 1)).run();
}

}  // namespace sanhuan
