#include "dsl/resolve/verb.hpp"

#include <algorithm>
#include <vector>

#include "dsl/resolve/actions.hpp"
#include "dsl/resolve/clock_line.hpp"
#include "dsl/resolve/refs.hpp"
#include "dsl/resolve/suggest.hpp"

namespace sanhuan::dsl {

namespace {

using model::Action;
using model::Verb;

constexpr Word verbs[] = {Word::go, Word::back, Word::set, Word::notify, Word::inform, Word::urge, Word::supervise,
                          Word::escalate, Word::yellow_card, Word::red_card, Word::penalise, Word::reward, Word::end,
                          Word::suspend, Word::resume, Word::interrupt, Word::transfer, Word::delegate, Word::recall,
                          Word::deem, Word::open_case, Word::merge, Word::designate};

std::optional<Verb> verb_of(Word word) {
  switch (word) {
    case Word::set: return Verb::set;
    case Word::notify: return Verb::notify;
    case Word::inform: return Verb::inform;
    case Word::urge: return Verb::urge;
    case Word::supervise: return Verb::supervise;
    case Word::escalate: return Verb::escalate;
    case Word::yellow_card: return Verb::yellow_card;
    case Word::red_card: return Verb::red_card;
    case Word::penalise: return Verb::penalise;
    case Word::reward: return Verb::reward;
    case Word::end: return Verb::end;
    case Word::suspend: return Verb::suspend;
    case Word::resume: return Verb::resume;
    case Word::interrupt: return Verb::interrupt;
    case Word::transfer: return Verb::transfer;
    case Word::delegate: return Verb::delegate;
    case Word::recall: return Verb::recall;
    case Word::deem: return Verb::deem;
    case Word::open_case: return Verb::open_case;
    case Word::merge: return Verb::merge;
    case Word::designate: return Verb::designate;
    case Word::none: return Verb::host;
    default: return std::nullopt;
  }
}

class VerbReader {
 public:
  VerbReader(Context& context, ProcessDraft& process, RuleId rule) : context_(context), process_(process) {
    action_.rule = rule;
  }

  std::optional<Action> read(Cursor node) {
    const auto verb = verb_of(node.word());
    if (!verb || (*verb == Verb::host && !is_declared(node.child(NodeKind::name)))) return std::nullopt;
    action_.verb = *verb;
    if (const Cursor text = node.child(NodeKind::text)) {
      action_.text = context_.string(text.text());
      check_placeholders(context_, process_, text);
    }
    return (this->*reading(*verb))(node) ? std::optional(action_) : std::nullopt;
  }

 private:
  using Reading = bool (VerbReader::*)(Cursor);

  static Reading reading(Verb verb) {
    switch (verb) {
      case Verb::set: return &VerbReader::read_set;
      case Verb::end: case Verb::suspend: case Verb::resume: case Verb::interrupt: case Verb::recall:
        return &VerbReader::read_deadlines;
      case Verb::transfer: case Verb::delegate: return &VerbReader::read_handing_over;
      case Verb::open_case: return &VerbReader::read_opening;
      case Verb::merge: return &VerbReader::read_merge;
      default: return &VerbReader::read_message;
    }
  }

  const Surroundings& around() const { return process_.around; }

  // A verb that nobody declared is most likely a misspelt one: 黄排 would be handed to a host that knows nothing of it.
  bool is_declared(Cursor name) {
    const std::string written = name ? name.text() : std::string();
    if (written.empty() || context_.host_verbs.contains(written)) return true;
    if (!context_.host_verbs_known) return false;
    Diagnostic& report = context_.sink.report("E0346", name.place(), {written});
    std::vector<std::string> known(context_.host_verbs.begin(), context_.host_verbs.end());
    for (const Word verb : verbs) known.insert(known.end(), {std::string(row(verb).zh), std::string(row(verb).en)});
    if (const std::string pieces = cut(written, process_.names.visible()); !pieces.empty()) {
      report.suggestion = pieces;
      report.help_zh = "是不是少了空格：「" + pieces + "」？";
      report.help_en = "is a blank missing: `" + pieces + "`?";
    } else if (std::string near = nearest(written, known); !near.empty() || !(near = begins_with(written)).empty()) {
      report.suggestion = near;
      report.help_zh = "是不是「" + near + "」？";
      report.help_en = "did you mean `" + near + "`?";
    }
    return false;
  }

  // 转到, 通知给: a verb with a word too many behind it. The longest; empty where there is none.
  static std::string begins_with(std::string_view written) {
    std::string_view found;
    for (const Word verb : verbs)
      if (written.starts_with(row(verb).zh) && row(verb).zh.size() > found.size()) found = row(verb).zh;
    return std::string(found);
  }

  // 记 X 为 …, 记 层级 为 ….
  bool read_set(Cursor node) {
    const std::vector<Cursor> parts = node.children();
    if (parts.size() < 2) return false;
    const Cursor without = node.child(NodeKind::without);
    const std::vector<Cursor> values(parts.begin() + 1, parts.end() - (without ? 1 : 0));
    if (parts[0].is(NodeKind::flag)) {
      action_.verb = Verb::set_level;
      const Values read = ExpressionReader(context_, around()).values(values, scalar(FactKind::level), action_.rule, without);
      action_.value = read.one;
      return read.fine;
    }
    const Symbol* found = context_.look_up(process_.names, parts[0], {NameKind::fact});
    if (found == nullptr || !process_.model.case_type) return false;
    const FactType& type = context_.case_types[process_.model.case_type.value].facts[found->id].type;
    const Values read = ExpressionReader(context_, around()).values(values, type, action_.rule, without);
    action_.fact = FactId(found->id);
    action_.value = read.one;
    action_.members = read.members;
    return read.fine;
  }

  bool read_deadlines(Cursor node) {
    action_.all_deadlines = node.flag(Word::all_deadlines);
    std::vector<DeadlineId> named;
    bool fine = true;
    for (const Cursor& name : node.children(NodeKind::name)) {
      const std::vector<DeadlineId> meant = read_deadline(context_, process_, name);
      fine = fine && !meant.empty();
      named.insert(named.end(), meant.begin(), meant.end());
    }
    action_.deadlines = {static_cast<std::uint32_t>(context_.out.deadline_lists.size()),
                         static_cast<std::uint32_t>(named.size())};
    context_.out.deadline_lists.insert(context_.out.deadline_lists.end(), named.begin(), named.end());
    return fine;
  }

  // 移交 D 给 X 照算 or 重算; 委派 D 给 X
  bool read_handing_over(Cursor node) {
    action_.recount = node.flag(Word::recount);
    const bool fine = read_deadlines(node);
    return read_whom(node) && fine;
  }

  bool read_whom(Cursor node) {
    const std::vector<Cursor> whom = node.children(NodeKind::refs);
    bool fine = true;
    const auto read = [&](std::size_t i, model::Refs& into) {
      if (i >= whom.size()) return;
      const auto refs = read_refs(context_, around(), whom[i]);
      fine = fine && refs && somebody_is_meant(*refs, whom[i]);
      if (refs) into = *refs;
    };
    read(0, action_.to);
    read(1, action_.by);
    return fine && (whom.empty() || nothing_against_the_petitioner(node.word(), whom[0]));
  }

  // 3.6b: 本单位 and 上级 need somebody who acts or owes.
  bool somebody_is_meant(model::Refs refs, Cursor whom) {
    if (around().somebody_acts) return true;
    const auto who_acts = [&](model::Ref ref) {
      while (ref.kind == model::RefKind::superior && ref.inner != 0) ref = context_.out.refs[ref.inner - 1];
      return ref.kind == model::RefKind::holder || ref.kind == model::RefKind::superior;
    };
    const auto* const first = context_.out.refs.data() + refs.first;
    const bool nobody = std::any_of(first, first + refs.count, who_acts);
    if (nobody) context_.sink.report("E0345", whom.place(), {std::string(whom.source().text(whom.node().span))});
    return !nobody;
  }

  // 6.2: what holds somebody to account is for units and roles.
  bool nothing_against_the_petitioner(Word verb, Cursor whom) {
    switch (action_.verb) {
      case Verb::supervise: case Verb::escalate: case Verb::yellow_card: case Verb::red_card: case Verb::penalise: case Verb::reward:
        break;
      default: return true;
    }
    const auto* const first = context_.out.refs.data() + action_.to.first;
    const bool named = std::any_of(first, first + action_.to.count, [](const model::Ref& r) { return r.kind == model::RefKind::petitioner; });
    if (named) context_.sink.report("E0344", whom.place(), {Arg(std::string(row(verb).zh), std::string(row(verb).en))});
    return !named;
  }

  // 录入 T 填 F 为 V: what the new case knows is said in the words of its own case type.
  bool read_opening(Cursor node) {
    const Symbol* type = context_.look_up(context_.names, node.child(NodeKind::name), {NameKind::case_type});
    if (type == nullptr) return false;
    action_.case_type = CaseTypeId(type->id);
    const CaseTypeDraft& draft = context_.case_types[type->id];
    check_filled_once(context_, node.children(NodeKind::assign));
    std::vector<model::Assign> assigns;
    bool fine = true;
    for (const Cursor& assign : node.children(NodeKind::assign)) {
      const std::vector<Cursor> parts = assign.children();
      if (parts.size() < 2) return false;
      if (parts[0].is(NodeKind::flag)) {
        context_.sink.report("E0320", parts[0].place(), {std::string(row(Word::level).zh)});
        fine = false;
        continue;
      }
      const Symbol* found = context_.look_up(draft.names, parts[0], {NameKind::fact});
      if (found == nullptr) {
        fine = false;
        continue;
      }
      const Values read = ExpressionReader(context_, around())
                              .values({parts.begin() + 1, parts.end()}, draft.facts[found->id].type, action_.rule);
      fine = fine && read.fine;
      assigns.push_back({FactId(found->id), read.one, read.members});
    }
    action_.assigns = {static_cast<std::uint32_t>(context_.out.assigns.size()), static_cast<std::uint32_t>(assigns.size())};
    context_.out.assigns.insert(context_.out.assigns.end(), assigns.begin(), assigns.end());
    return fine;
  }

  // 并案 登记 取早 另件登记时刻: the earlier of two instants; 并案 X only tells somebody.
  bool read_merge(Cursor node) {
    const Cursor event = node.child(NodeKind::name);
    if (!event) return read_whom(node);
    action_.event = read_event(context_, process_.names, event);
    action_.value = ExpressionReader(context_, around()).value(node.child(std::size_t{1}), scalar(FactKind::instant), action_.rule);
    return action_.event && action_.value;
  }

  bool read_message(Cursor node) {
    if (const Cursor name = node.child(NodeKind::name); name && action_.verb == Verb::host)
      action_.host_name = context_.string(name.text());
    const bool fine = read_whom(node);
    const Cursor number = node.child(NodeKind::number);
    if (!number) return fine;
    action_.points = static_cast<std::int32_t>(number.value());
    if (number.value() >= 1 && number.value() <= 1'000) return fine;
    context_.sink.report("E0425", number.place(), {"1", "1000"});
    return false;
  }

  Context& context_;
  ProcessDraft& process_;
  Action action_;
};

}  // namespace

std::optional<Action> read_action(Context& context, ProcessDraft& process, Cursor node, RuleId rule) {
  return VerbReader(context, process, rule).read(node);
}

}  // namespace sanhuan::dsl
