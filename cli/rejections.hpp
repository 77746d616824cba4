// Events that were not accepted. What the rules refused is an answer and is listed; what could not even be read
// (unknown names, wrong types) is a fault of the file and is told with its line on standard error.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "sanhuan/dry_run.hpp"

namespace sanhuan::cli {

class Rejections {
 public:
  void add(const std::string& id, const CaseOutcome&);  // with the cases that it opened
  std::uint64_t malformed() const noexcept { return malformed_; }
  void print(std::ostream&, Zone, Voice) const;
  void complain_malformed(const std::string& path, const Rulebook&, Session&) const;

 private:
  struct Kept {
    std::string case_id;
    RejectedEvent event;
  };
  std::uint64_t refused_ = 0, malformed_ = 0;
  std::map<Refused, std::uint64_t> by_reason_;
  std::vector<Kept> first_refused_, first_malformed_;
};

// `answer.detail` said in a sentence: what stood in the way.
std::string explain_rejection(const RejectedEvent&, Voice);

}  // namespace sanhuan::cli
