#include "dsl/resolve/ladder.hpp"

#include <algorithm>

#include "dsl/resolve/actions.hpp"
#include "dsl/resolve/length.hpp"
#include "lib/core/case.hpp"

namespace sanhuan::dsl {

namespace {

using model::Rung;
using model::RungKind;

constexpr std::size_t most = static_cast<std::size_t>(rungs_max);

class LadderReader {
 public:
  LadderReader(Context& context, ProcessDraft& process, DeadlineId id)
      : context_(context), process_(process), draft_(process.deadlines[id.value]),
        deadline_(process.model.deadlines[id.value]) {}

  bool read(LineRef line) {
    const SomebodyActs acts(process_);
    Rung rung;
    rung.rule = context_.rule(line, deadline_.rule);
    rung.then = settle(context_, process_, read_consequences(context_, process_, line, rung.rule));
    switch (line.kind()) {
      case NodeKind::remaining: return read_remaining(line, rung);
      case NodeKind::overdue: return read_overdue(line, rung);
      default: return read_then_every(line, rung);
    }
  }

  bool put_breach() {
    std::vector<Rung>& rungs = draft_.rungs;
    auto breach = std::find_if(rungs.begin(), rungs.end(), [](const Rung& r) { return r.kind == RungKind::breach; });
    if (breach == rungs.end()) {
      if (rungs.size() >= most) {
        context_.sink.report("E0426", draft_.place, {std::to_string(most)});
        return false;
      }
      Rung rung;
      rung.rule = deadline_.rule;
      const auto at = std::find_if(rungs.begin(), rungs.end(),
                                   [](const Rung& r) { return r.kind != RungKind::remaining; });
      const auto position = at - rungs.begin();
      for (Rung& r : rungs)
        if (r.after >= position) ++r.after;
      breach = rungs.insert(at, rung);
      draft_.rung_places.insert(draft_.rung_places.begin() + position, draft_.place);
    }
    deadline_.breach_rung = static_cast<std::uint8_t>(breach - rungs.begin());
    return true;
  }

  // Two rungs at one place: what they do happens twice, and mostly one is a copy of the other.
  bool is_new(LineRef line, const Rung& rung) {
    for (std::size_t i = 0; i < draft_.rungs.size(); ++i) {
      const Rung& other = draft_.rungs[i];
      if (other.kind != rung.kind || !(other.length == rung.length) || other.after >= 0 || other.silent) continue;
      const Cursor node = line.node();
      Span span = node.node().span;  // up to the length: 逾期 第1个工作日
      if (const Cursor length = node.child(std::size_t{0})) span.end = length.node().span.end;
      context_.sink.report("E0349", line.place(), {std::string(node.source().text(span))})
          .notes.push_back({draft_.rung_places[i], "先前写在这里", "first written here"});
      return false;
    }
    return true;
  }

  bool add(Place place, const Rung& rung) {
    if (draft_.rungs.size() >= most) {
      context_.sink.report("E0426", place, {std::to_string(most)});
      return false;
    }
    draft_.rungs.push_back(rung);
    draft_.rung_places.push_back(place);
    return true;
  }

 private:
  bool read_remaining(LineRef line, Rung rung) {
    const auto length = read_length(context_, line.node().child(NodeKind::length));
    if (!length) return false;
    if (length->unit == LengthUnit::month || length->unit == LengthUnit::year) {  // 4.3: hours and days before the due
      const WordRow& unit = row(line.node().child(NodeKind::length).word());
      context_.sink.report("E0348", line.node().child(NodeKind::length).place(), {Arg(std::string(unit.zh), std::string(unit.en))});
      return false;
    }
    rung.kind = RungKind::remaining;
    rung.length = *length;
    return is_new(line, rung) && add(line.place(), rung);
  }

  bool read_overdue(LineRef line, Rung rung) {
    if (const Cursor nth = line.node().child(NodeKind::nth)) {
      rung.kind = RungKind::nth_day;
      if (nth.value() < 1 || nth.value() > 366) {
        context_.sink.report("E0425", nth.place(), {"1", "366"});
        return false;
      }
      rung.length = {static_cast<std::uint32_t>(nth.value()), LengthUnit::nth_working_day, Roll::by_unit};
    } else if (const Cursor after = line.node().child(NodeKind::after)) {
      const auto length = read_length(context_, after.child(NodeKind::length));
      if (!length) return false;
      rung.kind = RungKind::after_full;
      rung.length = *length;
    } else {
      rung.kind = RungKind::breach;
      for (std::size_t i = 0; i < draft_.rungs.size(); ++i) {
        if (draft_.rungs[i].kind != RungKind::breach) continue;
        context_.sink.report("E0428", line.place())
            .notes.push_back({draft_.rung_places[i], "先前写在这里", "first written here"});
        return false;
      }
    }
    return is_new(line, rung) && add(line.place(), rung);
  }

  // 此后每 L 至多 K次: K rungs, each L after the one before it.
  bool read_then_every(LineRef line, Rung rung) {
    const auto length = read_length(context_, line.node().child(NodeKind::length));
    const Cursor times = line.node().child(NodeKind::number);
    if (!length || !times) return false;
    if (times.value() < 1 || times.value() >= static_cast<std::int64_t>(most)) {
      context_.sink.report("E0425", times.place(), {"1", std::to_string(most - 1)});
      return false;
    }
    if (draft_.rungs.empty() || draft_.rungs.back().kind == RungKind::remaining) {
      if (draft_.readable) context_.sink.report("E0430", line.place());
      return false;
    }
    rung.kind = RungKind::after_full;
    rung.length = *length;
    for (std::int64_t i = 0; i < times.value(); ++i) {
      rung.after = static_cast<std::int16_t>(draft_.rungs.size() - 1);
      if (!add(line.place(), rung)) return false;
    }
    return true;
  }

  Context& context_;
  ProcessDraft& process_;
  DeadlineDraft& draft_;
  model::Deadline& deadline_;
};

}  // namespace

bool read_rung(Context& context, ProcessDraft& process, DeadlineId id, LineRef line) {
  return LadderReader(context, process, id).read(line);
}

bool put_breach(Context& context, ProcessDraft& process, DeadlineId id) {
  return LadderReader(context, process, id).put_breach();
}

std::optional<std::uint32_t> rung_at(Context& context, ProcessDraft& process, DeadlineId id, const Length* after) {
  const std::vector<Rung>& rungs = process.deadlines[id.value].rungs;
  if (after == nullptr) return process.model.deadlines[id.value].breach_rung;
  for (std::size_t i = 0; i < rungs.size(); ++i)
    if (rungs[i].kind == RungKind::after_full && rungs[i].after < 0 && rungs[i].length == *after)
      return static_cast<std::uint32_t>(i);
  Rung rung;
  rung.kind = RungKind::after_full;
  rung.length = *after;
  rung.silent = true;
  rung.rule = process.model.deadlines[id.value].rule;
  if (!LadderReader(context, process, id).add(process.deadlines[id.value].place, rung)) return std::nullopt;
  return static_cast<std::uint32_t>(rungs.size() - 1);
}

}  // namespace sanhuan::dsl
