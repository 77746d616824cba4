#include "cli/duty_file.hpp"

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/rules.hpp"
#include "dsl/yaml/files.hpp"
#include "dsl/yaml/table.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan::cli {

namespace {

using namespace dsl::yaml;

// What both tables have: who, and which duty. Reported where it is not there; nothing then.
struct Subject {
  UnitId unit;
  DutyId duty;
};
std::optional<Subject> read_subject(const Table& table, const DutyBook& book, dsl::Sink& sink) {
  const Organisation& organisation = book.rulebook().organisation();
  const dsl::Written unit_name = table.need(key::done_unit), duty_name = table.need(key::done_duty);
  if (unit_name.empty() || duty_name.empty()) return std::nullopt;
  const Subject subject{organisation.find(unit_name.text), book.find(duty_name.text)};
  if (!subject.unit) sink.report("E0830", unit_name.place, {unit_name.text});
  if (!subject.duty) sink.report("E0831", duty_name.place, {duty_name.text});
  if (!subject.unit || !subject.duty) return std::nullopt;
  const auto levels = book.levels(subject.duty);
  if (std::find(levels.begin(), levels.end(), organisation.unit(subject.unit).level) == levels.end())
    sink.report("E0832", unit_name.place, {unit_name.text, std::string(book.name(subject.duty))});
  return subject;
}

// Nothing where something was wrong, which is told.
template <class T>
std::optional<std::vector<T>> sound(std::vector<T> rows, dsl::Sink& sink, const dsl::Files& files, Session& session) {
  if (!sink.has_errors()) return rows;
  print_diagnostics(session.err, sink.take(), files.listing(), session.voice, session.color_errors);
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<DutyDone>> read_done(const std::string& path, const DutyBook& book, Session& session) {
  dsl::Sink sink;
  dsl::Files files;
  std::vector<DutyDone> done;
  if (const dsl::SourceFile* const file = files.read_csv(path, {}, sink)) {
    Table table(*file, sink, key::done_columns, {key::done_unit, key::done_duty, key::date});
    while (table.next()) {
      const auto day = table.date(key::date);
      const auto period = table.date_if_any(key::period);
      const auto subject = read_subject(table, book, sink);
      if (subject && day) done.push_back({subject->unit, subject->duty, *day, period});
    }
  }
  return sound(std::move(done), sink, files, session);
}

std::optional<std::vector<DutyFinding>> read_findings(const std::string& path, const DutyBook& book, Session& session) {
  dsl::Sink sink;
  dsl::Files files;
  std::vector<DutyFinding> found;
  if (const dsl::SourceFile* const file = files.read_csv(path, {}, sink)) {
    Table table(*file, sink, key::finding_columns, {key::done_unit, key::done_duty, key::found_at});
    while (table.next()) {
      const dsl::Written at = table.need(key::found_at);
      const auto instant = at.empty() ? std::nullopt : parse_written_instant(at.text, book.rulebook().calendar().zone());
      if (!at.empty() && !instant) sink.report("E0833", at.place, {at.text});
      const auto subject = read_subject(table, book, sink);
      if (subject && instant) found.push_back({subject->unit, subject->duty, *instant, table.text(key::finding).text, table.text(key::number).text});
    }
  }
  return sound(std::move(found), sink, files, session);
}

}  // namespace sanhuan::cli
