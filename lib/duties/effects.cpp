#include <algorithm>

#include "lib/rulebook/duties.hpp"
#include "lib/rulebook/keywords.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/duties.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan {

namespace {

using model::Ref;
using model::RefKind;

// Whom an action means. A standing duty belongs to no case: of the refs only units, 本单位 and what stands above them, and
// roles say anything.
class Addressee {
 public:
  Addressee(const RulebookData& rules, const Organisation& organisation, UnitId missed)
      : rules_(rules), organisation_(organisation), missed_(missed) {}

  Holder first(model::Refs refs) const {
    for (std::uint32_t i = 0; i < refs.count; ++i)
      if (const Holder holder = of(rules_.refs[refs.first + i]); holder.kind != Holder::Kind::nobody) return holder;
    return {};
  }

  // 提级督办 本单位: the unit one level above takes over (5.3).
  Holder above(Holder holder) const {
    return holder.unit ? unit(organisation_.unit(holder.unit).parent, {}) : Holder{};
  }

 private:
  Holder of(const Ref& ref) const {
    switch (ref.kind) {
      case RefKind::unit: return unit(ref.unit, ref.role);
      case RefKind::holder: return unit(missed_, ref.role);
      case RefKind::superior: {
        const Holder below = ref.inner == 0 ? unit(missed_, {}) : of(rules_.refs[ref.inner - 1]);
        return below.unit ? unit(organisation_.unit(below.unit).parent, ref.role) : Holder{};
      }
      case RefKind::responsible: return {Holder::Kind::role, ref.role, {}};
      default: return {};
    }
  }

  Holder unit(UnitId id, RoleId role) const {
    if (!id) return {};
    return {role ? Holder::Kind::role : Holder::Kind::unit, role, organisation_.current(id)};
  }

  const RulebookData& rules_;
  const Organisation& organisation_;
  UnitId missed_;
};

}  // namespace

std::vector<DutyEffect> effects_of_missed(const DutyRecord& record, Level level, Day from, Day to, Day known) {
  const DutyBook& book = record.book();
  const RulebookData& rules = book.rulebook().data();
  const Organisation& organisation = book.rulebook().organisation();
  std::vector<DutyEffect> effects;
  for (std::size_t i = book.items(); i < book.size(); ++i) {
    const model::Range actions = rules.duties->standings[i - book.items()].overdue.actions;
    if (actions.empty()) continue;
    for (const UnitId unit : book.units(level)) {
      for (const DutyStanding& standing : record.periods(unit, DutyId(i), level, from, to, known)) {
        if (!standing.missed) continue;
        const Addressee whom(rules, organisation, unit);
        for (std::uint32_t a = 0; a < actions.count; ++a) {
          const model::Action& action = rules.actions[actions.first + a];
          Holder holder = whom.first(action.to);
          if (action.verb == model::Verb::escalate) holder = action.by.empty() ? whom.above(holder) : whom.first(action.by);
          effects.push_back({unit, DutyId(i), standing.period, keyword(action.verb), holder, rules.text(action.text),
                             action.points, action.rule});
        }
      }
    }
  }
  std::stable_sort(effects.begin(), effects.end(), [](const DutyEffect& a, const DutyEffect& b) {
    return a.period.due != b.period.due ? a.period.due < b.period.due : a.duty < b.duty;
  });
  return effects;
}

}  // namespace sanhuan
