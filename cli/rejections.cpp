#include "cli/rejections.hpp"

#include <ostream>

#include "cli/arguments.hpp"
#include "cli/complaint.hpp"
#include "cli/table.hpp"
#include "cli/words.hpp"
#include "lib/rulebook/model.hpp"

namespace sanhuan::cli {
namespace {

constexpr std::size_t refused_shown = 10, malformed_shown = 20;

std::string nearest_event(const std::string& written, const Rulebook& rulebook) {
  const RulebookData& rules = rulebook.data();
  std::vector<std::string_view> names;
  for (const model::Event& event : rules.events) {
    names.push_back(rules.text(event.name));
    names.push_back(rules.text(event.key));
  }
  return std::string(nearest(written, names));
}

}  // namespace

std::string explain_rejection(const RejectedEvent& event, Voice voice) {
  const std::string reason(event.reason == Refused::malformed ? malformed_name(event.malformed, voice)
                                                              : refusal_name(event.reason, voice));
  if (event.detail.empty()) return reason;
  return voice("{}：{}", "{}: {}", reason, event.detail);
}

void Rejections::add(const std::string& id, const CaseOutcome& outcome) {
  for (const RejectedEvent& event : outcome.rejected) {
    const bool is_malformed = event.reason == Refused::malformed;
    ++(is_malformed ? malformed_ : refused_);
    if (!is_malformed) ++by_reason_[event.reason];
    std::vector<Kept>& first = is_malformed ? first_malformed_ : first_refused_;
    if (first.size() < (is_malformed ? malformed_shown : refused_shown)) first.push_back({id, event});
  }
  for (const auto& [tail, child] : outcome.children) add(id + "/" + tail, child);
}

void Rejections::print(std::ostream& out, Zone zone, Voice voice) const {
  if (refused_ == 0) return;
  const std::size_t shown = first_refused_.size();
  out << (shown == refused_ ? voice("\n规则没有收的事件 {} 个\n", "\nevents that the rules refused: {}\n", shown)
                            : voice("\n规则没有收的事件（前 {} 个，共 {} 个）\n",
                                    "\nevents that the rules refused: {} of {}\n", shown, refused_));
  Table table({Align::left, Align::left, Align::left, Align::left});
  for (const Kept& kept : first_refused_) {
    table.row({kept.case_id, kept.event.event, show_instant(kept.event.at, zone, voice),
               explain_rejection(kept.event, voice)});
  }
  out << table.text();
  if (shown == refused_) return;
  for (const auto& [reason, n] : by_reason_) out << "  " << refusal_name(reason, voice) << "  " << n << "\n";
}

void Rejections::complain_malformed(const std::string& path, const Rulebook& rulebook, Session& session) const {
  const Voice voice = session.voice;
  for (const Kept& kept : first_malformed_) {
    std::string what = voice("{} 的 {}：{}", "{}, {}: {}", kept.case_id, kept.event.event,
                             explain_rejection(kept.event, voice));
    if (kept.event.malformed == Malformed::unknown_event) {
      const std::string near = nearest_event(kept.event.event, rulebook);
      if (!near.empty()) what += voice("；是不是 {}", "; did you mean {}?", near);
    }
    complain(session, both("{} 第 {} 行：{}", "{}:{}: {}", path, kept.event.line, what));
  }
  if (malformed_ > first_malformed_.size()) {
    session.err << voice("      还有 {} 个事件写法不对，没有列出\n", "       and {} more events that are not listed\n",
                         malformed_ - first_malformed_.size());
  }
}

}  // namespace sanhuan::cli
