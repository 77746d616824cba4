// The form of what a host brings (3.3.2): declared, complete, of the right types, in time. Nothing happens where it is not.
#pragma once

#include "lib/core/plan.hpp"
#include "lib/core/step.hpp"

namespace sanhuan {

inline constexpr std::uint16_t no_field = 0xffff;
Answer malformed(Malformed, std::uint16_t field = no_field) noexcept;

class Form {
 public:
  Form(const Plan& plan, const Registers& registers) noexcept : plan_(plan), registers_(registers) {}

  Answer check(const CaseState&, const Event&) const noexcept;
  bool right_type(const FactType&, std::int64_t low, std::int64_t high, const Value&) const noexcept;
  FactId still_missing(
      const CaseState&) const noexcept;  // the first fact that may not be missing and is (10)

 private:
  bool is_known(const CaseState&, const model::Fact&) const noexcept;
  bool may_reopen(const CaseState&, EventId) const noexcept;
  Answer check_late(const CaseState&, const Event&) const noexcept;
  Answer check_payload(const CaseState&, const Event&) const noexcept;

  const Plan& plan_;
  const Registers& registers_;
};

}  // namespace sanhuan
