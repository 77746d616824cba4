#include "cli/duty_file.hpp"

#include <algorithm>

#include "cli/rules.hpp"
#include "dsl/yaml/files.hpp"
#include "dsl/yaml/table.hpp"
#include "lib/rulebook/registers.hpp"
#include "sanhuan/rulebook.hpp"

namespace sanhuan::cli {

std::optional<std::vector<DutyDone>> read_done(const std::string& path, const DutyBook& book, Session& session) {
  using namespace dsl::yaml;
  dsl::Sink sink;
  dsl::Files files;
  std::vector<DutyDone> done;
  const Organisation& organisation = book.rulebook().organisation();
  if (const dsl::SourceFile* const file = files.read_csv(path, {}, sink)) {
    Table table(*file, sink, key::done_columns, {key::done_unit, key::done_duty, key::date});
    while (table.next()) {
      const dsl::Written unit_name = table.need(key::done_unit), duty_name = table.need(key::done_duty);
      const auto day = table.date(key::date);
      const auto period = table.date_if_any(key::period);
      if (unit_name.empty() || duty_name.empty() || !day) continue;
      const UnitId unit = organisation.find(unit_name.text);
      const DutyId duty = book.find(duty_name.text);
      if (!unit) sink.report("E0830", unit_name.place, {unit_name.text});
      if (!duty) sink.report("E0831", duty_name.place, {duty_name.text});
      if (!unit || !duty) continue;
      const auto levels = book.levels(duty);
      if (std::find(levels.begin(), levels.end(), organisation.unit(unit).level) == levels.end())
        sink.report("E0832", unit_name.place, {unit_name.text, std::string(book.name(duty))});
      done.push_back({unit, duty, *day, period});
    }
  }
  if (!sink.has_errors()) return done;
  print_diagnostics(session.err, sink.take(), files.listing(), session.voice, session.color_errors);
  return std::nullopt;
}

}  // namespace sanhuan::cli
