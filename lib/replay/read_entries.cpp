#include "lib/replay/folded.hpp"

namespace sanhuan {

namespace {

using State = ObligationOutcome::State;

// Reads one case's entries in order. In a timer's entry, what is done belongs to the obligation whose rung it is.
class EntryReader {
 public:
  EntryReader(const RulebookData& rules, const model::Process& process, Folded& out) noexcept
      : rules_(rules), process_(process), out_(out) {}

  void read(const Entry& entry, const Change* changes) {
    entry_ = &entry;
    at_hand_ = none;
    if (entry.kind == EntryKind::timer) ++out_.timers;
    for (std::uint32_t i = 0; i < entry.change_count; ++i) read(changes[i]);
  }

 private:
  void read(const Change& c) {
    switch (c.kind) {
      case ChangeKind::opened: return open(c);
      case ChangeKind::armed:
        return with(c, [&](FoldedObligation& o) {
          o.anchor = Instant{c.value};
          set_due(o, c);
        });
      case ChangeKind::recounted:
        return with(c, [&](FoldedObligation& o) {
          o.anchor = Instant{c.value};
          set_due(o, c);
        });
      case ChangeKind::resumed:
      case ChangeKind::extended: return with(c, [&](FoldedObligation& o) { set_due(o, c); });
      case ChangeKind::breached: return with(c, [](FoldedObligation& o) { o.breached = true; });
      case ChangeKind::reversed: return with(c, [](FoldedObligation& o) { o.breached = false; });
      case ChangeKind::fulfilled: return settle(c, State::fulfilled);
      case ChangeKind::waived: return settle(c, State::waived);
      case ChangeKind::returned: return settle(c, State::returned);
      case ChangeKind::lapsed: return settle(c, State::lapsed);
      case ChangeKind::reassigned:  // the obligation and its clock go on with another holder (4.2b)
        return with(c, [&](FoldedObligation& o) { o.holder = Holder::unpack(c.value); });
      case ChangeKind::rung: return rung(c);
      case ChangeKind::escalated: return escalated(c);
      case ChangeKind::effect: return effect(c);
      case ChangeKind::level: out_.levelled_by = c.rule; return;
      case ChangeKind::moved: out_.moved_by = c.rule; return;
      case ChangeKind::fact:
      case ChangeKind::suspended:
      case ChangeKind::deemed:
      case ChangeKind::delegated:
      case ChangeKind::recalled:
      case ChangeKind::asked:
      case ChangeKind::declined:
      case ChangeKind::merged:
      case ChangeKind::child:
      case ChangeKind::child_closed: return;
    }
  }

  // Serials are given in the order of opening, from 1.
  FoldedObligation* find(const Change& c) noexcept {
    return c.b == 0 || c.b > out_.obligations.size() ? nullptr : &out_.obligations[c.b - 1];
  }

  template <class Do>
  void with(const Change& c, Do act) {
    if (FoldedObligation* o = find(c)) act(*o);
  }

  void open(const Change& c) {
    FoldedObligation& o = out_.obligations.emplace_back();
    o.deadline = DeadlineId(c.a);
    o.ordinal = c.extra;
    o.holder = Holder::unpack(c.holder);
    o.opened = entry_->at;
    o.right = (c.flags & change_flag::right) != 0;
    o.request = (c.flags & change_flag::request) != 0;
    o.unjudged = (c.flags & change_flag::unjudged) != 0;
    o.rule = process_.deadlines[c.a].rule;
    if (c.at == Instant::never()) return;  // waits
    o.anchor = Instant{c.value};
    set_due(o, c);
  }

  void set_due(FoldedObligation& o, const Change& c) const {
    o.due = c.at;
    o.provisional = (c.flags & change_flag::provisional) != 0;
    o.as_received = (c.flags & change_flag::as_received) != 0;
    if (c.rule) o.rule = c.rule;
  }

  void settle(const Change& c, State how) {
    with(c, [&](FoldedObligation& o) {
      o.state = how;
      o.settled = c.at;  // entered late: when it happened
    });
  }

  void rung(const Change& c) {
    FoldedObligation* const o = find(c);
    if (o == nullptr) return;
    at_hand_ = static_cast<std::size_t>(o - out_.obligations.data());
    const model::Range rungs = process_.deadlines[c.a].rungs;
    if (rules_.rungs[rungs.first + static_cast<std::uint32_t>(c.value)].kind == model::RungKind::remaining)
      ++o->warnings;
  }

  FoldedRung happened(const Change& c) const {
    FoldedRung r;
    r.deadline = entry_->deadline;
    r.to = Holder::unpack(c.value);
    r.at = entry_->at;
    r.stood_at = entry_->stood_at;
    r.rule = c.rule;
    return r;
  }

  void escalated(const Change& c) {
    if (at_hand_ != none) ++out_.obligations[at_hand_].escalations;
    FoldedRung& r = out_.escalations.emplace_back(happened(c));
    r.verb = model::Verb::escalate;
    r.level = static_cast<Level>(c.a);
    r.from = static_cast<Level>(c.b);
  }

  void effect(const Change& c) {
    FoldedRung& r = out_.effects.emplace_back(happened(c));
    r.compensates = (c.flags & change_flag::compensates) != 0;
    r.verb = static_cast<model::Verb>(c.a);
    r.points = r.compensates ? -rules_.actions[c.b].points : rules_.actions[c.b].points;
    if (r.verb == model::Verb::host) r.host_name = rules_.actions[c.b].host_name;
  }

  const RulebookData& rules_;
  const model::Process& process_;
  Folded& out_;
  const Entry* entry_ = nullptr;
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t at_hand_ = none;  // into Folded::obligations, which grows
};

}  // namespace

void read_entries(const RulebookData& rules, const model::Process& process, const Entries& from, Folded& out) {
  EntryReader reader(rules, process, out);
  for (const Entry& entry : from.entries) reader.read(entry, from.changes.data() + entry.first_change);
}

bool is_late(const model::Process& process, const Folded& folded) noexcept {
  bool any = false, all = true, judged = false;
  for (const FoldedObligation& o : folded.obligations) {
    if (o.right || o.unjudged) continue;
    const bool counts = process.late_when != model::LateWhen::responsibility ||
                        process.deadlines[o.deadline.value].responsibility == process.late_responsibility;
    if (!counts) continue;
    judged = true;
    any = any || o.breached;
    all = all && o.breached;
  }
  return process.late_when == model::LateWhen::all ? judged && all : any;
}

}  // namespace sanhuan
