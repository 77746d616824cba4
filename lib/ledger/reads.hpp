// A store and its transaction answer the same questions from the same tables: both derive from Reads, and the tables
// are written once. `tables()` may first write down what is still pending.
#pragma once

#include "sanhuan/ledger.hpp"

namespace sanhuan {

template <class Base, class Tables>
class Reads : public Base {
 public:
  bool find(std::string_view id, CaseHead& into) override { return tables().find(id, into); }
  bool find(CaseNumber number, CaseHead& into) override { return tables().find(number, into); }
  void entries(CaseNumber number, std::uint32_t from, const EntryVisit& visit) override {
    tables().entries(number, from, visit);
  }
  void scan(CaseNumber first, CaseNumber last, const EntryVisit& visit) override {
    tables().scan(first, last, visit);
  }
  void cases(CaseNumber first, const std::function<bool(const CaseHead&)>& visit) override {
    tables().cases(first, visit);
  }
  std::vector<DueCase> due(Instant now, std::size_t most) override { return tables().due(now, most); }
  Instant next_due() override { return tables().next_due(); }
  std::vector<StoredEffect> effects(std::size_t most) override { return tables().effects(most); }
  std::optional<std::string> effect(const EffectKey& key) override { return tables().effect(key); }
  std::optional<KeyUse> key(CaseNumber number, std::string_view key) override {
    return tables().key(number, key);
  }
  void query(const CaseQuery& query, const std::function<bool(const CaseHead&)>& visit) override {
    tables().query(query, visit);
  }
  std::optional<std::string> rulebook(std::string_view hash) override { return tables().rulebook(hash); }
  std::vector<Revision> revisions() override { return tables().revisions(); }
  std::vector<ErasableValue> personal(CaseNumber number, std::uint32_t sequence) override {
    return tables().personal(number, sequence);
  }
  LedgerHead head() override { return tables().head(); }
  void links(LedgerNumber from, const std::function<bool(const Link&)>& visit) override {
    tables().links(from, visit);
  }
  bool entry(EntryPlace place, ChainedEntry& into) override { return tables().entry(place, into); }

 protected:
  virtual Tables& tables() = 0;
};

}  // namespace sanhuan
