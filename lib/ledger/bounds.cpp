#include "lib/ledger/bounds.hpp"

#include <algorithm>

#include "lib/base/sentence.hpp"
#include "lib/ledger/chain.hpp"

namespace sanhuan {

void refuse_conflict(const Sentence& what) { throw Error(Failure::conflict, Commit::not_done, what); }
void refuse_misuse(const Sentence& what) { throw Error(Failure::misuse, Commit::not_done, what); }
void refuse_over() { refuse_misuse({"this transaction is over", "这个事务已经结束了"}); }
void refuse_second_case(std::string_view id) {
  refuse_conflict(sentence("there is a case `{}` already", "已经有一件 `{}`", id));
}
void refuse_second_key(std::string_view key) {
  refuse_conflict(
      sentence("an entry of the case has the key `{}` already", "这个办件已有一条用了键 `{}`", key));
}
void refuse_missing_case(CaseNumber number) {
  refuse_conflict(sentence("there is no case number {}", "没有第 {} 号办件", number));
}
void refuse_missing_entry(const EffectKey& key) {
  refuse_conflict(sentence("case number {} has no entry {} that could have effects",
                           "第 {} 号办件没有第 {} 条，谈不上它的效果", key.case_number, key.sequence));
}

void check_case_id(std::string_view id) {
  if (id.empty()) refuse_misuse({"a case needs an id", "办件要有编号"});
  if (id.size() > case_id_bytes_max)
    refuse_misuse(sentence("a case id has at most {} bytes, this one has {}",
                           "办件编号最多 {} 字节，这个有 {} 字节", case_id_bytes_max, id.size()));
}

void check_next(const CaseHead& head, const NewEntry& entry) {
  if (entry.sequence != head.sequence + 1)
    throw Error(Failure::conflict, Commit::not_done,
                sentence("the next entry of case `{}` is {}, not {}", "`{}` 的下一条是第 {} 条，不是第 {} 条",
                         head.id, head.sequence + 1, entry.sequence));
  if (entry.sequence > entries_per_case_max)
    refuse_misuse(sentence("case `{}` is full: a case has at most {} entries", "`{}` 满了：一件最多 {} 条",
                           head.id, entries_per_case_max));
  if (entry.key.size() > key_bytes_max)
    refuse_misuse(sentence("an idempotency key has at most {} bytes, this one has {}",
                           "键最多 {} 字节，这个有 {} 字节", key_bytes_max, entry.key.size()));
}

void check_effect(const EffectKey& key) {
  if (key.position > effects_per_entry_max)
    refuse_misuse(
        sentence("an entry has at most {} effects", "一条最多 {} 个效果", effects_per_entry_max + 1));
}

void check_restored(Chain& chain, const CaseHead& before, const ChainedEntry& entry,
                    std::span<const ErasableValue> values) {
  const auto refuse = [&](const Sentence& what) {
    throw Error(Failure::damaged, Commit::not_done,
                sentence("case `{0}`, entry {1}: {2}", "`{0}` 第 {1} 条：{3}", before.id, entry.sequence,
                         what.en, what.zh));
  };
  if (chain.entry(before.hash, before.id, entry) != entry.hash)
    refuse({"it is not what its hash says", "内容与它的哈希不符"});
  const std::vector<PersonalDigest> digests = read_personal(entry.personal);
  for (const ErasableValue& v : values) {
    const auto said = std::find_if(digests.begin(), digests.end(),
                                   [&](const PersonalDigest& d) { return d.field == v.field; });
    if (said == digests.end()) refuse({"it has no such personal value", "它没有这处个人信息"});
    if (v.value && chain.personal(v.field, v.salt, *v.value) != said->digest)
      refuse({"a personal value is not what its digest says", "一处个人信息与它的摘要不符"});
  }
}

NewEntry unchained(const ChainedEntry& entry) {
  NewEntry e;
  e.sequence = entry.sequence;
  e.at = entry.at;
  e.kind = entry.kind;
  e.body = entry.body;
  e.key = entry.key;
  e.content = entry.content;
  return e;
}

ChainedEntry chained(CaseNumber number, const NewEntry& entry) {
  ChainedEntry e;
  static_cast<StoredEntry&>(e) = {number, entry.sequence, entry.at, entry.kind, entry.body};
  e.key = entry.key;
  e.content = entry.content;
  return e;
}

}  // namespace sanhuan
