#include "dsl/resolve/promises.hpp"

#include <algorithm>

#include "dsl/resolve/clock_line.hpp"

namespace sanhuan::dsl {

namespace {

bool lists(const RulebookData& rules, model::Range events, EventId event) {
  const auto first = rules.event_lists.begin() + events.first;
  return std::find(first, first + events.count, event) != first + events.count;
}

// Whether anything in the process waits for the event.
bool takes(const RulebookData& rules, const model::Process& process, EventId event) {
  if (event == model::escalation_event) return true;
  const auto of_transition = [&](const model::Transition& t) { return t.event == event; };
  const auto of_deadline = [&](const model::Deadline& d) {
    const model::Extension& e = d.extension;
    if (lists(rules, d.fulfilled_by, event) || d.restart == event || e.ask == event || e.grant == event || e.refuse == event)
      return true;
    for (std::uint32_t i = 0; i < d.exclusions.count; ++i) {
      const model::Exclusion& span = rules.exclusions[d.exclusions.first + i];
      if (span.from == event || span.to == event) return true;
    }
    return false;
  };
  const auto of_return = [&](const model::Return& r) { return r.ask == event || r.consent == event || r.refuse == event; };
  const auto of_reopening = [&](const model::Reopening& r) { return r.event == event; };
  return std::any_of(process.transitions.begin(), process.transitions.end(), of_transition) ||
         std::any_of(process.deadlines.begin(), process.deadlines.end(), of_deadline) ||
         std::any_of(process.returns.begin(), process.returns.end(), of_return) ||
         std::any_of(process.reopenings.begin(), process.reopenings.end(), of_reopening);
}

void collect_names(Cursor node, std::vector<Cursor>& names) {
  if (node.is(NodeKind::name)) names.push_back(node);
  for (const Cursor& part : node.children()) collect_names(part, names);
}

class PromiseReader {
 public:
  PromiseReader(Context& context, LineRef line, ProcessDraft& process)
      : context_(context), line_(line), process_(process), around_(process.around) {
    around_.promised = true;
  }

  void read(Cursor def) {
    static_cast<model::Named&>(promise_) = context_.named(def, context_.rule(line_));
    promise_.case_type = process_.model.case_type;
    for (const LineRef& below : line_.below()) read_line(below);
    if (lines_.empty() && !line_.has_hole() && fine_) {
      context_.sink.report("E0468", def.place(), {def_name(def)});
      return;
    }
    check_excluded();
    if (!fine_ || line_.has_hole()) return;
    RulebookData& out = context_.out;
    promise_.lines = {static_cast<std::uint32_t>(out.promise_lines.size()), static_cast<std::uint32_t>(lines_.size())};
    out.promise_lines.insert(out.promise_lines.end(), lines_.begin(), lines_.end());
    out.promises.push_back(std::move(promise_));
  }

 private:
  void read_line(LineRef line) {
    const Cursor node = line.node();
    model::PromiseLine read;
    read.rule = context_.rule(line, promise_.rule);
    switch (line.kind()) {
      case NodeKind::only_if:
        if (promise_.only_if) return not_here(node);
        promise_.only_if = condition(node.child(std::size_t{0}), read.rule);
        return;
      case NodeKind::exclude: return read_excluded(node);
      case NodeKind::whenever:
        read.kind = model::PromiseKind::whenever;
        read.where = condition(node.child(std::size_t{0}), read.rule);
        read.must = condition(node.child(std::size_t{1}), read.rule);
        break;
      case NodeKind::never:
        read.kind = model::PromiseKind::never;
        read.where = condition(node.child(std::size_t{0}), read.rule);
        break;
      case NodeKind::from:
        read.kind = model::PromiseKind::within;
        read_clock_of(node, read);
        break;
      default: return;
    }
    lines_.push_back(read);
  }

  // 自 登记 起 6个工作日内 应 答复 或 结案
  void read_clock_of(Cursor node, model::PromiseLine& out) {
    const ClockLine clock = read_clock(context_, process_, node);
    fine_ = fine_ && clock.fine;
    if (clock.fine && clock.anchor == model::AnchorKind::entry) return not_here(node.child(NodeKind::anchor));
    out.anchor = clock.anchor;
    out.anchor_events = list_events(context_, clock.events);
    out.length = clock.length;
    const std::vector<Cursor> owes = node.child(NodeKind::owes).children();
    // Who does it is for the deadlines to say.
    for (const Cursor& part : owes)
      if (part.is(NodeKind::refs)) return not_here(part);
    out.must = owes.empty() ? ExpressionId{} : condition(owes.back(), out.rule);
  }

  // 不计入 待补正、待核实
  void read_excluded(Cursor node) {
    if (node.word() == Word::to) return not_here(node);
    for (const Cursor& name : node.children(NodeKind::name)) {
      const Symbol* stage = context_.look_up(process_.names, name, {NameKind::stage, NameKind::ring});
      fine_ = fine_ && stage != nullptr;
      if (stage == nullptr) continue;
      promise_.excluded.emplace_back(stage->id);
      excluded_at_ = name;
    }
  }

  void check_excluded() {
    const bool counts = std::any_of(lines_.begin(), lines_.end(),
                                    [](const model::PromiseLine& l) { return l.kind == model::PromiseKind::within; });
    if (!promise_.excluded.empty() && !counts && !line_.has_hole()) not_here(excluded_at_);
  }

  ExpressionId condition(Cursor node, RuleId rule) {
    const ExpressionId read = node ? ExpressionReader(context_, around_).condition(node, rule) : ExpressionId{};
    fine_ = fine_ && read;
    return read;
  }

  void not_here(Cursor node) {
    context_.sink.report("E0320", node.place(), {std::string(node.source().text(node.node().span))});
    fine_ = false;
  }

  Context& context_;
  const LineRef line_;
  ProcessDraft& process_;
  Surroundings around_;
  model::Promise promise_;
  std::vector<model::PromiseLine> lines_;
  Cursor excluded_at_;
  bool fine_ = true;
};

// The names that mean something in this process: what an event of another process asks says nothing here.
std::size_t count_known(const Context& context, const ProcessDraft& process, const std::vector<Cursor>& names) {
  const auto is_value = [&](const std::string& text) {
    return std::any_of(context.enumerations.begin(), context.enumerations.end(), [&](const EnumerationDraft& e) {
      return std::any_of(e.values.begin(), e.values.end(),
                         [&](const model::EnumValue& v) { return context.out.text(v.name) == text; });
    });
  };
  return static_cast<std::size_t>(std::count_if(names.begin(), names.end(), [&](const Cursor& name) {
    const Symbol* found = process.names.find(name.text());
    if (found == nullptr) return is_value(name.text());
    return found->kind != NameKind::event || takes(context.out, process.model, EventId(found->id));
  }));
}

void report_unknown(Context& context, LineRef line, Cursor def, ProcessDraft& process, const std::vector<Cursor>& names) {
  const std::size_t reported = context.sink.all().size();
  PromiseReader(context, line, process).read(def);
  if (context.sink.all().size() != reported || line.has_hole()) return;
  for (const Cursor& name : names) {
    const Symbol* found = process.names.find(name.text());
    if (found == nullptr || found->kind != NameKind::event || takes(context.out, process.model, EventId(found->id))) continue;
    context.sink.report("E0469", name.place(), {name.text()});
    return;
  }
}

void lower_promise(Context& context, LineRef line, std::deque<ProcessDraft>& drafts) {
  const Cursor def = line.node().child(NodeKind::def);
  if (!def) return;
  for (const model::Promise& other : context.out.promises)
    if (context.out.text(other.name) == def_name(def)) {
      context.sink.report("E0303", def.place(), {Arg("承诺", "promise"), def_name(def)});
      return;
    }
  std::vector<CaseTypeId> about;  // 用于; none: whichever process knows all of it
  for (const Cursor& name : line.node().children(NodeKind::name)) {
    const Symbol* type = context.look_up(context.names, name, {NameKind::case_type});
    if (type == nullptr) return;
    about.emplace_back(type->id);
  }
  std::vector<Cursor> names;
  for (const LineRef& below : line.below())
    if (!below.is(NodeKind::basis) && !below.is(NodeKind::note)) collect_names(below.node(), names);
  ProcessDraft* nearest = nullptr;
  std::size_t most = 0;
  bool spoken_of = false;
  for (ProcessDraft& process : drafts) {
    const CaseTypeId type = process.model.case_type;
    if (!type || (!about.empty() && std::find(about.begin(), about.end(), type) == about.end())) continue;
    const std::size_t known = count_known(context, process, names);
    if (known == names.size()) {
      PromiseReader(context, line, process).read(def);
      spoken_of = true;
    } else if (!about.empty()) {
      report_unknown(context, line, def, process, names);
    } else if (nearest == nullptr || known > most) {
      nearest = &process;
      most = known;
    }
  }
  // Where no process knows all of it, the one that knows most tells what it does not.
  if (!spoken_of && nearest != nullptr) report_unknown(context, line, def, *nearest, names);
}

}  // namespace

void lower_promises(Context& context, const RuleFile& file, std::deque<ProcessDraft>& drafts) {
  for (const LineRef& line : top_lines(file))
    if (line.is(NodeKind::promise)) lower_promise(context, line, drafts);
}

}  // namespace sanhuan::dsl
