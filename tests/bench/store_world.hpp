// The same events as the durable limit's, through a Store as an engine uses it: look the case up, append, put it back.
#pragma once

#include <memory>
#include <string>

#include "sanhuan/ledger.hpp"

namespace sanhuan::bench {

class StoreWorld {
 public:
  explicit StoreWorld(const std::string& folder, bool keys = false);
  ~StoreWorld();

  void event(Transaction&, std::int64_t case_number, int kind);
  void fill(int events, int per_commit);
  // So many cases, each with one entry and a timer. In a year's work a case is due within weeks of its opening; at random
  // instants each timer is far from the one before it in every table.
  enum class Due { within_weeks, at_random };
  void arm(int cases, Due);
  Store& store() { return *store_; }

 private:
  std::string path_;
  bool keys_;
  std::unique_ptr<Store> store_;
  CaseHead head_;
  CaseRecord record_;
};

}  // namespace sanhuan::bench
