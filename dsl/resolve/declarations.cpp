#include "dsl/resolve/declarations.hpp"

#include <algorithm>

#include "dsl/resolve/expression.hpp"
#include "dsl/resolve/limits.hpp"
#include "dsl/resolve/refs.hpp"
#include "dsl/resolve/suggest.hpp"

namespace sanhuan::dsl {

namespace {

// What a pack that this one builds on declared may be added to (枚举 values, 要素, fields). nullptr: a new name.
const Symbol* reopened(const Context& context, const std::string& name, NameKind kind, std::size_t pack) {
  const Symbol* found = context.names.find(name);
  return found != nullptr && found->kind == kind && found->pack < pack ? found : nullptr;
}

// The key is for history: a pack that adds to a declaration may leave it out, but not change it.
void check_same_key(Context& context, const Symbol& first, Cursor def) {
  const Cursor key = def.child(NodeKind::key);
  if (!key || key.text() == first.key) return;
  context.sink.report("E0316", key.place(), {first.name, first.key})
      .notes.push_back({first.place, "先前写在这里", "first declared here"});
}

void declare_value(Context& context, EnumId id, const std::string& name, const std::string& key, Place place) {
  EnumerationDraft& enumeration = context.enumerations[id.value];
  for (std::size_t i = 0; i < enumeration.values.size(); ++i) {
    const std::string_view other = context.out.text(enumeration.values[i].name);
    if (other != name && context.out.text(enumeration.values[i].key) != key) continue;
    Diagnostic& report = other == name
                             ? context.sink.report("E0303", place, {Arg("枚举值", "enumeration value"), name})
                             : context.sink.report("E0305", place, {key, other, name});
    report.notes.push_back({enumeration.places[i], "先前写在这里", "first declared here"});
    return;
  }
  if (!context.has_room(enumeration.values.size(), enumeration_values_max, Arg("枚举值", "values"), place)) return;
  enumeration.values.push_back({{context.string(name), context.string(key), context.rule(place)}});
  enumeration.places.push_back(place);
}

EnumId declare_enumeration(Context& context, const std::string& name, const std::string& key, Place place,
                           std::size_t pack) {
  if (const Symbol* first = reopened(context, name, NameKind::enumeration, pack)) return EnumId(first->id);
  const EnumId id(context.enumerations.size());
  if (context.declare(context.names, {NameKind::enumeration, id.value, name, key, place, pack}) == nullptr)
    return {};
  context.enumerations.push_back({{context.string(name), context.string(key), context.rule(place)}, {}, {}});
  return id;
}

void declare_enumeration_line(Context& context, LineRef line) {
  const std::vector<Cursor> defs = line.node().children(NodeKind::def);
  if (defs.empty()) return;
  const std::size_t pack = line.file().pack;
  const EnumId id = declare_enumeration(context, def_name(defs[0]), def_key(defs[0]), defs[0].place(), pack);
  if (!id) return;
  for (std::size_t i = 1; i < defs.size(); ++i)
    declare_value(context, id, def_name(defs[i]), def_key(defs[i]), defs[i].place());
}

void declare_case_type(Context& context, LineRef line) {
  const Cursor def = line.node().child(NodeKind::def);
  if (!def) return;
  const std::size_t pack = line.file().pack;
  if (const Symbol* first = reopened(context, def_name(def), NameKind::case_type, pack)) {
    check_same_key(context, *first, def);
    context.case_types[first->id].lines.push_back(line);
    return;
  }
  const auto id = static_cast<std::uint32_t>(context.case_types.size());
  if (context.declare(context.names, {NameKind::case_type, id, def_name(def), def_key(def), def.place(), pack}) == nullptr)
    return;
  CaseTypeDraft& draft = context.case_types.emplace_back(context.names);
  draft.named = context.named(def, context.rule(line));
  draft.place = def.place();
  draft.lines.push_back(line);
}

void declare_events(Context& context, LineRef line) {
  const Cursor node = line.node().child(NodeKind::event_def);
  std::vector<FieldDraft> fields;
  for (const Cursor& list : node.children(NodeKind::field_list))
    for (const Cursor& field : list.children(NodeKind::field)) {
      const Cursor name = field.child(NodeKind::name);
      if (name)
        fields.push_back({name.text(), name.place(), field.child(NodeKind::type), field, list.word() == Word::requires_});
    }
  const RuleId rule = context.rule(line);
  for (const Cursor& def : node.children(NodeKind::def)) {
    const std::size_t pack = line.file().pack;
    EventId id(context.events.size());
    if (const Symbol* first = reopened(context, def_name(def), NameKind::event, pack)) {
      check_same_key(context, *first, def);
      id = EventId(first->id);
    } else {
      if (context.declare(context.names, {NameKind::event, id.value, def_name(def), def_key(def), def.place(), pack}) == nullptr)
        continue;
      const model::Rule at = context.out.rules[rule.value];
      context.events.push_back({context.named(def, context.rule(def.place(), at.bases)), def.place(), {}, {}});
    }
    if (const Cursor late = node.child(NodeKind::late_entry)) context.events[id.value].late = late;
    std::vector<FieldDraft>& all = context.events[id.value].fields;
    for (const FieldDraft& field : fields) {
      const auto same = std::find_if(all.begin(), all.end(), [&](const auto& f) { return f.name == field.name; });
      if (same == all.end()) {
        if (context.has_room(all.size(), fields_max, Arg("填写项", "fields"), field.place)) all.push_back(field);
      }
      else if (same->place.file == field.place.file && same->place.line == field.place.line)
        context.sink.report("E0303", field.place, {Arg("填写项", "field"), field.name});
      else *same = field;  // a later pack may ask for what was optional
    }
  }
}

void declare_facts(Context& context, CaseTypeDraft& draft, CaseTypeId type, LineRef line) {
  for (const Cursor& decl : line.node().children(NodeKind::fact_decl)) {
    const Cursor def = decl.child(NodeKind::def), type_node = decl.child(NodeKind::type);
    if (!def) continue;
    auto fact_type = read_type(context, type_node);
    const auto id = static_cast<std::uint32_t>(draft.facts.size());
    if (!fact_type) {
      context.holes.push_back(def_name(def));  // what uses it stays silent
      continue;
    }
    if (context.declare(draft.names, {NameKind::fact, id, def_name(def), def_key(def), def.place(), line.file().pack}) == nullptr)
      continue;
    fact_type->list = decl.flag(Word::many);
    if (fact_type->list && fact_type->kind == FactKind::text)
      context.sink.report("E0318", type_node.place(), {def_name(def)});
    model::Fact fact;
    static_cast<model::Named&>(fact) = context.named(def, context.rule(def.place()));
    fact.type = *fact_type;
    fact.optional = decl.flag(Word::optional);
    fact.personal = decl.flag(Word::personal);
    read_range(context, decl, *fact_type, fact.low, fact.high);
    const auto same_arena = [&](const model::Fact& other) {
      return other.type.list == fact.type.list &&
             (other.type.kind == FactKind::text) == (fact.type.kind == FactKind::text);
    };
    fact.slot = static_cast<std::uint16_t>(
        std::count_if(draft.facts.begin(), draft.facts.end(), [&](const model::Fact& other) {
          return fact.type.list ? other.type.list : same_arena(other);
        }));
    draft.facts.push_back(fact);
    // The default is whatever stands after the flags: one literal.
    for (const Cursor& part : decl.children()) {
      if (part.is(NodeKind::def) || part.is(NodeKind::type) || part.is(NodeKind::flag) || part.is(NodeKind::range)) continue;
      const std::vector<TableShape> no_tables;
      const Surroundings around{type, &draft.names, &no_tables, {}};
      const auto value = ExpressionReader(context, around).constant(part, fact.type);
      if (value && (*value < fact.low || *value > fact.high)) context.sink.report("E0330", part.place(), {def_name(def)});
      if (value) {
        draft.facts.back().has_default = true;
        draft.facts.back().default_value = *value;
      }
    }
  }
}

}  // namespace

Organisation make_organisation(const OrganisationSource* source) {
  Organisation organisation;
  if (source == nullptr) return organisation;
  for (const UnitSource& unit : source->units) {
    Unit made;
    made.name = unit.name.text;
    made.key = unit.key.text;
    made.code = unit.code.text;
    made.level = unit.level;
    if (unit.parent_index >= 0) made.parent = UnitId(static_cast<std::uint32_t>(unit.parent_index));
    made.in_line = unit.kind == UnitKind::line;
    made.section = unit.kind == UnitKind::section;
    if (unit.successor_index >= 0) made.successor = UnitId(static_cast<std::uint32_t>(unit.successor_index));
    organisation.add(std::move(made));
  }
  for (const auto& [level, bits] : source->powers) organisation.set_powers(level, bits);
  return organisation;
}

void declare_organisation(Context& context, const OrganisationSource* source) {
  const Symbol escalation{NameKind::event, model::escalation_event.value, std::string(row(Word::escalate).zh),
                          std::string(row(Word::escalate).en), {}, 0};
  context.declare(context.names, escalation);
  context.events.push_back({{context.string(escalation.name), context.string(escalation.key), {}}, {}, {}, {}});
  if (source == nullptr) return;
  for (const RoleSource& role : source->roles) {
    const RoleId id(context.out.roles.size());
    if (context.declare(context.names, {NameKind::role, id.value, role.name.text, role.key.text, role.name.place, 0}) == nullptr)
      continue;
    context.out.roles.push_back(
        {context.string(role.name.text), context.string(role.key.text), context.rule(role.name.place)});
  }
  for (std::size_t i = 0; i < source->units.size(); ++i) {
    const UnitSource& unit = source->units[i];
    context.declare(context.names, {NameKind::unit, static_cast<std::uint32_t>(i), unit.name.text, unit.key.text,
                           unit.name.place, 0});
  }
  for (const DirectorySource& directory : source->directories) {
    const DirectoryId id(context.out.directories.size());
    if (context.declare(context.names, {NameKind::directory, id.value, directory.name.text, directory.name.text,
                               directory.name.place, 0}) == nullptr)
      continue;
    model::Directory& made = context.out.directories.emplace_back();
    made.name = made.key = context.string(directory.name.text);
    made.rule = context.rule(directory.name.place);
  }
}

void declare_terms(Context& context, const std::vector<EnumerationSource>& terms, std::size_t pack) {
  for (const EnumerationSource& source : terms) {
    const EnumId id = declare_enumeration(context, source.name.text, source.key.text, source.name.place, pack);
    if (!id) continue;
    for (const TermSource& value : source.values)
      declare_value(context, id, value.name.text, value.key.text, value.name.place);
  }
}

void declare_file(Context& context, const RuleFile& file, Declared& declared) {
  for (const Line& line : file.tree.lines)
    if (file.tree.nodes[line.node].kind == NodeKind::hole)
      context.holes.push_back(Tree::text(*file.source, file.tree.nodes[line.node]));
  for (const LineRef& line : top_lines(file)) {
    switch (line.kind()) {
      case NodeKind::enumeration: declare_enumeration_line(context, line); break;
      case NodeKind::case_type: declare_case_type(context, line); break;
      case NodeKind::event: declare_events(context, line); break;
      case NodeKind::table: {
        const Cursor def = line.node().child(NodeKind::def);
        if (!def) break;
        const TableId id(context.out.tables.size());
        if (context.declare(context.names, {NameKind::table, id.value, def_name(def), def_key(def), def.place(), file.pack}) == nullptr)
          break;
        model::Table& table = context.out.tables.emplace_back();
        static_cast<model::Named&>(table) = context.named(def, context.rule(line));
        declared.tables.push_back({line, id, nullptr});
        break;
      }
      case NodeKind::process: {
        const Cursor def = line.node().child(NodeKind::def);
        if (!def) break;
        const auto id = static_cast<std::uint32_t>(declared.processes.size());
        if (context.declare(context.names, {NameKind::process, id, def_name(def), def_key(def), def.place(), file.pack}) != nullptr)
          declared.processes.push_back({line, def_name(def), file.pack});
        break;
      }
      default: break;
    }
  }
}

void lower_facts(Context& context) {
  for (std::size_t i = 0; i < context.case_types.size(); ++i) {
    CaseTypeDraft& draft = context.case_types[i];
    for (const LineRef& line : draft.lines)
      for (const LineRef& facts : line.below(NodeKind::facts)) declare_facts(context, draft, CaseTypeId(i), facts);
  }
}

void lower_directories(Context& context, const OrganisationSource* source) {
  if (source == nullptr) return;
  for (const DirectorySource& directory : source->directories) {
    const Symbol* symbol = context.names.find(directory.name.text);
    if (symbol == nullptr || symbol->kind != NameKind::directory) continue;
    const Symbol* by = context.names.find(directory.by.text);
    if (by == nullptr || by->kind != NameKind::enumeration) {
      const NameKind wanted[] = {NameKind::enumeration};
      context.report_unknown(context.names, directory.by.text, directory.by.place, wanted);
      continue;
    }
    model::Directory& made = context.out.directories[symbol->id];
    made.enumeration = EnumId(by->id);
    const EnumerationDraft& enumeration = context.enumerations[by->id];
    made.unit.resize(enumeration.values.size());
    for (const DirectoryEntry& entry : directory.entries) {
      const std::int64_t value = enum_value(context, made.enumeration, entry.value.text);
      if (value >= 0) {
        made.unit[static_cast<std::size_t>(value)] = UnitId(entry.unit_index);
        continue;
      }
      std::vector<std::string> values;
      for (const model::EnumValue& v : enumeration.values) values.emplace_back(context.out.text(v.name));
      context.sink.report("E0309", entry.value.place, {entry.value.text, directory.by.text}).suggestion =
          nearest(entry.value.text, values);
    }
  }
}

namespace {

// 可补录 3个工作日 由 值班长: whoever is named is a unit or a role, since an event belongs to no one case type.
void read_late_entry(Context& context, Cursor late, model::Event& event) {
  const Cursor length = late.child(NodeKind::length);
  const bool in_working_days = length && length.word() == Word::working_days && !length.flag(Word::nth);
  if (length && (!in_working_days || length.value() < 1 || length.value() > 366)) {
    context.sink.report("E0331", length.place());
    return;
  }
  const std::vector<TableShape> no_tables;
  const Surroundings around{{}, &context.names, &no_tables, {}};
  const auto by = read_refs(context, around, late.child(NodeKind::refs));
  if (!length || !by) return;
  event.late_days = static_cast<std::uint16_t>(length.value());
  event.late_by = *by;
}

}  // namespace

void lower_events(Context& context) {
  for (EventDraft& draft : context.events) {
    model::Event event;
    static_cast<model::Named&>(event) = draft.named;
    event.fields = {static_cast<std::uint32_t>(context.out.fields.size()), 0};
    for (const FieldDraft& field : draft.fields) {
      model::Field made;
      made.name = context.string(field.name);
      made.required = field.required;
      made.fact.resize(context.case_types.size());
      bool known = false, silent = false;
      if (field.type) {
        const auto type = read_type(context, field.type);
        if (type) made.type = *type;
        if (type) read_range(context, field.whole, *type, made.low, made.high);
        made.personal = field.whole.flag(Word::personal);
        known = type.has_value();
        silent = !known;
      }
      for (std::size_t i = 0; i < context.case_types.size() && !silent; ++i) {
        const CaseTypeDraft& type = context.case_types[i];
        const Symbol* fact = type.names.find_here(field.name);
        if (fact == nullptr) continue;
        const FactType& fact_type = type.facts[fact->id].type;
        if (known && fact_type != made.type) {
          context.sink.report("E0317", field.place,
                              {field.name, type_name(context, fact_type), type_name(context, made.type)})
              .notes.push_back({fact->place, "要素写在这里", "the fact is declared here"});
          silent = true;
          break;
        }
        made.type = fact_type;
        made.fact[i] = FactId(fact->id);
        made.low = std::max(made.low, type.facts[fact->id].low);
        made.high = std::min(made.high, type.facts[fact->id].high);
        made.personal = made.personal || type.facts[fact->id].personal;
        known = true;
      }
      if (silent) continue;
      if (!known) {
        const NameKind fact[] = {NameKind::fact};
        if (context.may_be_in_a_hole(field.name) || context.may_be_unread(fact)) continue;
        std::vector<std::string> facts;
        for (const CaseTypeDraft& type : context.case_types) {
          const NameKind wanted[] = {NameKind::fact};
          const auto visible = type.names.visible(wanted);
          facts.insert(facts.end(), visible.begin(), visible.end());
        }
        Diagnostic& report = context.sink.report("E0315", field.place, {field.name});
        if (const std::string near = nearest(field.name, facts); !near.empty()) {
          report.suggestion = near;
          report.help_zh = "是不是要素「" + near + "」？不是的话写上种类，如「" + field.name + "（文本）」";
          report.help_en = "did you mean the fact `" + near + "`? If not, write its type, as in `" + field.name + "(text)`";
        }
        continue;
      }
      context.out.fields.push_back(std::move(made));
      ++event.fields.count;
    }
    if (draft.late) read_late_entry(context, draft.late, event);
    context.out.events.push_back(event);
  }
}

void settle_declarations(Context& context) {
  RulebookData& out = context.out;
  for (const EnumerationDraft& draft : context.enumerations) {
    model::Enumeration& made = out.enumerations.emplace_back();
    static_cast<model::Named&>(made) = draft.named;
    made.values = {static_cast<std::uint32_t>(out.enum_values.size()), static_cast<std::uint32_t>(draft.values.size())};
    out.enum_values.insert(out.enum_values.end(), draft.values.begin(), draft.values.end());
  }
  for (const CaseTypeDraft& draft : context.case_types) {
    model::CaseType& made = out.case_types.emplace_back();
    static_cast<model::Named&>(made) = draft.named;
    made.facts = {static_cast<std::uint32_t>(out.facts.size()), static_cast<std::uint32_t>(draft.facts.size())};
    out.facts.insert(out.facts.end(), draft.facts.begin(), draft.facts.end());
  }
}

}  // namespace sanhuan::dsl
