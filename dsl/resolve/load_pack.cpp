// A folder to a rulebook: the packs it builds on first, all names, then what they mean, then the checks. All
// diagnostics of all files in one run.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "dsl/resolve/assessments.hpp"
#include "dsl/resolve/check_once.hpp"
#include "dsl/resolve/checks.hpp"
#include "dsl/resolve/declarations.hpp"
#include "dsl/resolve/duties.hpp"
#include "dsl/resolve/process.hpp"
#include "dsl/resolve/promises.hpp"
#include "dsl/resolve/rosters.hpp"
#include "dsl/resolve/scenario.hpp"
#include "dsl/resolve/standing.hpp"
#include "dsl/resolve/suggest.hpp"
#include "dsl/resolve/table.hpp"
#include "dsl/syntax/scan.hpp"
#include "dsl/yaml/calendar_folder.hpp"
#include "dsl/yaml/files.hpp"
#include "dsl/yaml/manifest.hpp"
#include "sanhuan/pack.hpp"

namespace sanhuan::dsl {

namespace {

namespace fs = std::filesystem;

struct PackSource {
  fs::path folder;
  Manifest manifest;
};

// The packs that build on one another, what is built on first, each once.
class PackReader {
 public:
  PackReader(Files& files, Sink& sink) : files_(files), sink_(sink) {}

  bool read(const fs::path& folder, Place asked_for) {
    std::error_code error;
    fs::path canonical = fs::weakly_canonical(folder, error);
    if (error) canonical = folder;
    if (std::find(open_.begin(), open_.end(), canonical) != open_.end()) {
      sink_.report("E0438", asked_for, {folder.generic_string()});
      return false;
    }
    if (!done_.insert(canonical).second) return true;
    const SourceFile* source = files_.read(folder / "pack.yaml", asked_for, sink_);
    if (source == nullptr) {
      unreadable = true;
      return false;
    }
    auto manifest = read_manifest(*source, sink_);
    if (!manifest) return false;
    open_.push_back(canonical);
    for (const Written& base : manifest->builds_on)
      complete = read(beside(folder, base.text), base.place) && complete;
    open_.pop_back();
    packs.push_back({folder, std::move(*manifest)});
    return true;
  }

  std::vector<PackSource> packs;
  bool unreadable = false;  // a manifest could not be opened
  bool complete = true;     // every pack that is built on could be read

 private:
  Files& files_;
  Sink& sink_;
  std::vector<fs::path> open_;
  std::set<fs::path> done_;
};

// What the pack says itself goes before what it builds on.
template <class Get>
auto nearest_written(const std::vector<PackSource>& packs, Get get) -> decltype(get(packs[0].manifest)) {
  for (std::size_t i = packs.size(); i-- > 0;)
    if (auto found = get(packs[i].manifest)) return found;
  return {};
}

std::shared_ptr<const Calendar> load_calendar_of(const std::vector<PackSource>& packs, Files& files, Sink& sink) {
  for (std::size_t i = packs.size(); i-- > 0;) {
    const Written& folder = packs[i].manifest.calendar;
    if (folder.empty()) continue;
    auto data = read_calendar(beside(packs[i].folder, folder.text), folder.place, files, sink);
    if (!data) return nullptr;
    if (const auto zone = nearest_written(packs, [](const Manifest& m) { return m.zone; })) data->zone = zone->value;
    if (const auto office = nearest_written(packs, [](const Manifest& m) { return m.office_hours; }))
      data->office = office->seasons;
    DayPolicy policy;
    if (const auto end = nearest_written(packs, [](const Manifest& m) { return m.ends_at_closing; }))
      policy.ends_at_closing = end->value;
    if (const auto deems = nearest_written(packs, [](const Manifest& m) { return m.deems_next_opening; }))
      policy.deems_next_opening = deems->value;
    return Calendar::make(std::move(*data), policy);
  }
  sink.report("E0440", packs.back().manifest.name.place);
  return nullptr;
}

struct OrganisationRead {
  std::optional<OrganisationSource> source;
  bool whole = true;  // nothing was wrong with it
};

OrganisationRead load_organisation(const std::vector<PackSource>& packs, Files& files, Sink& sink) {
  OrganisationRead read;
  const std::size_t errors = sink.errors();
  for (std::size_t i = packs.size(); i-- > 0;) {
    const Written& path = packs[i].manifest.organisation;
    if (path.empty()) continue;
    if (const SourceFile* file = files.read(beside(packs[i].folder, path.text), path.place, sink))
      read.source = read_organisation(*file, files, sink);
    break;
  }
  read.whole = sink.errors() == errors;
  return read;
}

// The catalogue of the pack, else of the nearest pack that it builds on.
std::optional<DutiesSource> load_duties(const std::vector<PackSource>& packs, Files& files, Sink& sink) {
  for (std::size_t i = packs.size(); i-- > 0;) {
    const Written& path = packs[i].manifest.duties;
    if (path.empty()) continue;
    const SourceFile* file = files.read(beside(packs[i].folder, path.text), path.place, sink);
    return file == nullptr ? std::nullopt : read_duties(*file, files, sink);
  }
  return std::nullopt;
}

std::vector<RosterSource> load_rosters(const std::vector<PackSource>& packs, Files& files, Sink& sink) {
  for (std::size_t i = packs.size(); i-- > 0;) {
    const Written& path = packs[i].manifest.rosters;
    if (path.empty()) continue;
    const SourceFile* file = files.read(beside(packs[i].folder, path.text), path.place, sink);
    return file == nullptr ? std::vector<RosterSource>{} : read_rosters(*file, files, sink);
  }
  return {};
}

std::vector<AssessmentSource> load_assessments(const std::vector<PackSource>& packs, Files& files, Sink& sink) {
  for (std::size_t i = packs.size(); i-- > 0;) {
    const Written& path = packs[i].manifest.assessments;
    if (path.empty()) continue;
    const SourceFile* file = files.read(beside(packs[i].folder, path.text), path.place, sink);
    return file == nullptr ? std::vector<AssessmentSource>{} : read_assessments(*file, sink);
  }
  return {};
}

// 日 渠道 and 实时渠道: which fact says how it came, and which of its values count as they come (2.6).
void lower_channels(Context& context, const std::vector<PackSource>& packs) {
  const Manifest* manifest = nullptr;
  for (const PackSource& pack : packs)
    if (!pack.manifest.channel.empty()) manifest = &pack.manifest;
  if (manifest == nullptr) return;
  bool found_anywhere = false;
  for (std::size_t i = 0; i < context.case_types.size(); ++i) {
    const Symbol* fact = context.case_types[i].names.find_here(manifest->channel.text);
    if (fact == nullptr) continue;
    found_anywhere = true;
    const FactType& type = context.case_types[i].facts[fact->id].type;
    if (type.kind != FactKind::enumeration || type.list) {
      context.sink.report("E0307", manifest->channel.place,
                          {Arg("枚举", "an enumeration"), type_name(context, type)});
      continue;
    }
    context.out.case_types[i].channel = FactId(fact->id);
    for (const Written& channel : manifest->as_received) {
      const std::int64_t value = enum_value(context, type.enumeration, channel.text);
      if (value >= 0 && value < 64) context.out.case_types[i].channels_as_received |= std::uint64_t{1} << value;
      else context.sink.report("E0309", channel.place, {channel.text, type_name(context, type)});
    }
  }
  if (found_anywhere) return;
  const NameKind wanted[] = {NameKind::fact};
  context.report_unknown(context.case_types.empty() ? context.names : context.case_types.front().names,
                         manifest->channel.text, manifest->channel.place, wanted);
}

// 外部动作: each is one word, and none that the language has a meaning for.
void declare_host_verbs(Context& context, const std::vector<PackSource>& packs) {
  for (const PackSource& pack : packs) {
    for (const Written& verb : pack.manifest.host_verbs) {
      const char* const end = verb.text.data() + verb.text.size();
      const scan::Token token = scan::read(verb.text.data(), end);
      const bool one_word = token.kind == scan::TokenKind::word && token.begin == verb.text.data() && token.end == end;
      if (!one_word || token.word != Word::none) context.sink.report("E0347", verb.place, {verb.text});
      context.host_verbs.insert(scan::folded(verb.text));
    }
  }
}

// 取代: a process that a pack below brought is left out. What remains has one process for each case type.
std::vector<DeclaredProcess> in_force(Context& context, const std::vector<PackSource>& packs,
                                      const std::vector<DeclaredProcess>& declared) {
  std::vector<std::string> replaced;
  for (std::size_t p = 0; p < packs.size(); ++p) {
    for (const Written& name : packs[p].manifest.replaces) {
      const auto known = std::find_if(declared.begin(), declared.end(), [&](const DeclaredProcess& process) {
        return process.pack < p && process.name == name.text;
      });
      if (known != declared.end()) {
        replaced.push_back(name.text);
        continue;
      }
      if (context.may_be_in_a_hole(name.text)) continue;
      std::vector<std::string> candidates;
      for (const DeclaredProcess& process : declared)
        if (process.pack < p) candidates.push_back(process.name);
      context.sink.report("E0437", name.place, {name.text}).suggestion = nearest(name.text, candidates);
    }
  }
  std::vector<DeclaredProcess> left;
  for (const DeclaredProcess& process : declared) {
    if (std::find(replaced.begin(), replaced.end(), process.name) != replaced.end()) continue;
    const std::string type = process.line.node().child(NodeKind::name).text();
    const auto same = std::find_if(left.begin(), left.end(), [&](const DeclaredProcess& other) {
      return other.line.node().child(NodeKind::name).text() == type;
    });
    if (same == left.end()) {
      left.push_back(process);
      continue;
    }
    context.sink.report("E0401", process.line.node().child(NodeKind::def).place(), {type, same->name})
        .notes.push_back({same->line.node().child(NodeKind::def).place(), "先前的流程", "the process before"});
  }
  return left;
}

struct Texts {
  std::deque<RuleFile> rules;
  std::vector<std::pair<std::vector<EnumerationSource>, std::size_t>> terms;
  bool all_rules = true, all_terms = true;  // every file could be read
};

Texts read_texts(const std::vector<PackSource>& packs, Files& files, Sink& sink) {
  Texts texts;
  for (std::size_t p = 0; p < packs.size(); ++p) {
    for (const Written& name : packs[p].manifest.files) {
      const SourceFile* source = files.read(beside(packs[p].folder, name.text), name.place, sink);
      const bool rules = fs::path(name.text).extension() == ".huan";
      const std::size_t errors = sink.errors();
      if (source != nullptr && rules) texts.rules.emplace_back(*source, parse(*source, sink), p);
      if (source != nullptr && !rules)
        if (auto terms = read_enumerations(*source, sink)) texts.terms.emplace_back(std::move(*terms), p);
      if (rules) texts.all_rules = texts.all_rules && source != nullptr;
      else texts.all_terms = texts.all_terms && source != nullptr && sink.errors() == errors;
    }
  }
  return texts;
}

// 施行 of the pack: in its manifest, or at the margin of one of its files (8.0).
Day effective_day(const Manifest& manifest, const Texts& texts, std::size_t pack, Context& context) {
  std::optional<Day> day;
  if (manifest.effective) {
    day = manifest.effective->value;
    context.check_covered(*day, manifest.effective->place);
  }
  for (const RuleFile& file : texts.rules) {
    if (file.pack != pack) continue;
    for (const LineRef& line : top_lines(file)) {
      const Cursor date = line.is(NodeKind::effective) ? line.node().child(NodeKind::date) : Cursor{};
      if (!date) continue;
      const Day written{static_cast<std::int32_t>(date.value())};
      if (day && *day != written) context.sink.report("E0452", line.place(), {to_string(*day), to_string(written)});
      else if (!day) context.check_covered(written, line.place());
      day = written;
    }
  }
  return day.value_or(first_day);
}

// The kinds of names that files which could not be read may have held.
std::set<NameKind> unread_kinds(const Texts& texts, bool organisation_whole, bool packs_complete) {
  std::set<NameKind> kinds;
  if (!organisation_whole) kinds.insert({NameKind::unit, NameKind::role, NameKind::directory});
  if (!texts.all_terms) kinds.insert(NameKind::enumeration);
  if (!texts.all_rules || !packs_complete)
    kinds.insert({NameKind::enumeration, NameKind::case_type, NameKind::fact, NameKind::event, NameKind::table,
                  NameKind::process});
  return kinds;
}

// 取自 “matters.csv”: the rows of a table stand beside the pack's files.
void read_table_files(const std::vector<PackSource>& packs, Files& files, Declared& declared, Sink& sink) {
  for (DeclaredTable& table : declared.tables) {
    const Cursor name = table.line.node().child(NodeKind::text);
    if (!name) continue;
    const std::size_t pack = table.line.file().pack;
    const SourceFile* source = files.read_csv(beside(packs[pack].folder, name.text()), name.place(), sink);
    if (source != nullptr) table.file = TableFile::read(*source, pack, sink);
    if (!table.line.below(NodeKind::table_row).empty()) sink.report("E0708", name.place());
  }
}

struct Lowered {
  std::deque<ProcessDraft> drafts;  // without their models, which are in the rulebook
  std::vector<TableShape> tables;
};

// Names first, so that lines and files may stand in any order; then each kind needs only what stands above it here.
Lowered lower(Context& context, const std::vector<PackSource>& packs, const Texts& texts, Files& files,
           const OrganisationSource* organisation) {
  Lowered lowered;
  std::deque<ProcessDraft>& drafts = lowered.drafts;
  Declared declared;
  declare_organisation(context, organisation);
  for (const auto& [terms, pack] : texts.terms) declare_terms(context, terms, pack);
  for (const RuleFile& file : texts.rules) declare_file(context, file, declared);
  lower_facts(context);
  lower_directories(context, organisation);
  lower_events(context);
  settle_declarations(context);
  lower_channels(context, packs);
  for (const RuleFile& file : texts.rules) check_once(context, file);
  const std::size_t reported = context.sink.all().size();
  read_table_files(packs, files, declared, context.sink);
  lowered.tables = lower_table_headings(context, declared.tables);
  lower_table_rows(context, declared.tables, lowered.tables);
  for (const DeclaredTable& table : declared.tables)
    if (table.file) table.file->name_columns(context.sink, reported);
  for (const DeclaredProcess& process : in_force(context, packs, declared.processes))
    lower_process(context, process, lowered.tables, drafts);
  for (const RuleFile& file : texts.rules) lower_promises(context, file, drafts);
  finish_processes(context, drafts);
  for (const ProcessDraft& draft : drafts)
    if (draft.model.case_type) context.with_process.insert(draft.model.case_type);
  for (ProcessDraft& draft : drafts) {
    check_process(context, draft);
    if (draft.model.case_type)
      context.out.case_types[draft.model.case_type.value].process = ProcessId(context.out.processes.size());
    const CaseTypeId type = draft.model.case_type;
    context.out.processes.push_back(std::exchange(draft.model, {}));
    draft.model.case_type = type;
  }
  return lowered;
}

// Items from the catalogue, rhythms from rule text; nothing where the packs have neither.
void lower_all_duties(Context& context, const std::optional<DutiesSource>& source, const Texts& texts,
                      const std::vector<TableShape>& tables) {
  DutyData duties;
  if (source) lower_duties(context, *source, duties);
  for (const RuleFile& file : texts.rules) lower_standings(context, file, tables, duties);
  if (!duties.items.empty() || !duties.standings.empty())
    context.out.duties = std::make_shared<const DutyData>(std::move(duties));
}

// The scenarios run over the same rules with what they ask added behind; the rulebook itself stays without it.
Scenarios add_scenarios(Context& context, Lowered& lowered, const Texts& texts, std::size_t pack,
                        const std::shared_ptr<RulebookData>& rules, std::shared_ptr<const Calendar> calendar,
                        std::shared_ptr<const Organisation> organisation) {
  std::vector<const RuleFile*> files;
  for (const RuleFile& file : texts.rules)
    if (file.pack == pack) files.push_back(&file);
  Scenarios scenarios;
  for (auto& scenario : lower_scenarios(context, std::move(organisation), files, lowered.drafts, lowered.tables)) {
    scenario->rules = rules;
    scenario->calendar = calendar;
    scenarios.push_back(std::move(scenario));
  }
  finish_scenarios(*rules);
  return scenarios;
}

}  // namespace
}  // namespace sanhuan::dsl

namespace sanhuan {

Loaded load_pack(const std::filesystem::path& folder) {
  using namespace dsl;
  Loaded loaded;
  Sink sink;
  Files files;
  PackReader reader(files, sink);
  if (reader.read(folder, Place{})) {
    const std::vector<PackSource>& packs = reader.packs;
    const auto calendar = load_calendar_of(packs, files, sink);
    const OrganisationRead read = load_organisation(packs, files, sink);
    const OrganisationSource* source = read.source ? &*read.source : nullptr;
    auto organisation = std::make_shared<Organisation>(make_organisation(source));
    const Texts texts = read_texts(packs, files, sink);
    auto data = std::make_shared<RulebookData>();
    Context context(sink, *data, *organisation);
    context.calendar = calendar.get();
    context.unread = unread_kinds(texts, read.whole, reader.complete);
    context.host_verbs_known = reader.complete;
    declare_host_verbs(context, packs);
    Lowered lowered = lower(context, packs, texts, files, source);
    lower_all_duties(context, load_duties(packs, files, sink), texts, lowered.tables);
    std::vector<Roster> rosters = lower_rosters(context, load_rosters(packs, files, sink));
    std::vector<Assessment> assessments = lower_assessments(context, load_assessments(packs, files, sink));
    const Manifest& top = packs.back().manifest;
    data->name = top.name.text;
    data->version = top.version.text;
    data->title = context.string(top.title.text);
    data->effective = effective_day(top, texts, packs.size() - 1, context);
    for (std::size_t i = 0; i < files.size(); ++i) data->files.push_back(files[i].path());
    const auto rules = std::make_shared<const RulebookData>(*data);
    loaded.scenarios = add_scenarios(context, lowered, texts, packs.size() - 1, data, calendar, organisation);
    if (!sink.has_errors()) {
      loaded.rulebook = std::make_shared<const Rulebook>(rules, calendar, organisation);
      loaded.rosters = std::move(rosters);
      loaded.assessments = std::move(assessments);
    }
  }
  loaded.unreadable = reader.unreadable;
  if (!reader.packs.empty())
    if (const auto& language = reader.packs.back().manifest.language) loaded.language = language->value;
  loaded.diagnostics = sink.take();
  loaded.files = files.listing();
  return loaded;
}

}  // namespace sanhuan
