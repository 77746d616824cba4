#include "dsl/resolve/actions.hpp"
#include "dsl/resolve/process.hpp"

namespace sanhuan::dsl {

namespace {

class HeadReader {
 public:
  HeadReader(Context& context, ProcessDraft& process) : context_(context), process_(process) {}

  void read(LineRef line) {
    const Cursor name = line.node().child(NodeKind::name);
    switch (line.kind()) {
      case NodeKind::locality:
        if (const FactType* type = fact(name, process_.model.locality); type != nullptr && (!names_a_unit(*type) || type->list))
          context_.sink.report("E0319", name.place(), {name.text(), type_name(context_, *type)});
        break;
      case NodeKind::persons:  // 4.10
        if (const FactType* type = fact(name, process_.model.persons); type != nullptr && *type != scalar(FactKind::integer))
          context_.sink.report("E0307", name.place(), {type_name(context_, scalar(FactKind::integer)), type_name(context_, *type)});
        break;
      case NodeKind::late_when: read_late_when(line.node()); break;
      case NodeKind::fallback: {
        const Symbol* found = look_up(name, NameKind::unit);
        if (found != nullptr) process_.model.fallback = UnitId(found->id);
        break;
      }
      case NodeKind::top: {
        const SomebodyActs acts(process_);  // whoever's breach went up
        const RuleId rule = context_.rule(line, process_.model.rule);
        process_.model.at_top = settle(context_, process_, read_consequences(context_, process_, line, rule));
        break;
      }
      default: break;
    }
  }

 private:
  const Symbol* look_up(Cursor name, NameKind kind) {
    const Symbol* found = context_.look_up(process_.names, name, {kind});
    process_.sound = process_.sound && found != nullptr;
    return found;
  }

  // Its type, with the fact in `into`; null where there is none.
  const FactType* fact(Cursor name, FactId& into) {
    const Symbol* found = look_up(name, NameKind::fact);
    if (found == nullptr || !process_.model.case_type) return nullptr;
    into = FactId(found->id);
    return &context_.case_types[process_.model.case_type.value].facts[found->id].type;
  }

  // 整件逾期 按 任一, 全部 or a responsibility (4.10)
  void read_late_when(Cursor node) {
    if (node.flag(Word::any)) return;
    process_.model.late_when = model::LateWhen::all;
    if (node.flag(Word::all)) return;
    const Symbol* found = look_up(node.child(NodeKind::name), NameKind::responsibility);
    if (found == nullptr) return;
    process_.model.late_when = model::LateWhen::responsibility;
    process_.model.late_responsibility = ResponsibilityId(found->id);
  }

  Context& context_;
  ProcessDraft& process_;
};

}  // namespace

void lower_process_head(Context& context, ProcessDraft& process) {
  HeadReader reader(context, process);
  for (const LineRef& line : process.line.below()) reader.read(line);
}

}  // namespace sanhuan::dsl
