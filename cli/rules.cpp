#include "cli/rules.hpp"

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "cli/complaint.hpp"
#include "dsl/diagnostics/render.hpp"

namespace sanhuan::cli {
namespace {

namespace fs = std::filesystem;

std::vector<Diagnostic> errors_of(const std::vector<Diagnostic>& all) {
  std::vector<Diagnostic> errors;
  std::ranges::copy_if(all, std::back_inserter(errors),
                       [](const Diagnostic& d) { return d.severity == Severity::error; });
  return errors;
}

// Nothing can go on from rules with errors, so only these are shown; `check` shows the warnings too.
ExitCode tell_why_not(const std::string& path, const std::vector<Diagnostic>& diagnostics,
                      const std::vector<PackFile>& files, bool unreadable_pack, Session& session) {
  print_diagnostics(session.err, errors_of(diagnostics), files, session.voice, session.color_errors);
  complain(session, both("{} 用不了，先改上面的错误", "{} cannot be used; mend the errors above first", path));
  return unreadable_pack ? ExitCode::usage : ExitCode::found;
}

}  // namespace

void print_diagnostics(std::ostream& out, const std::vector<Diagnostic>& diagnostics,
                       const std::vector<PackFile>& files, Voice voice, bool color) {
  for (const Diagnostic& diagnostic : diagnostics) {
    out << dsl::render(diagnostic, files, voice.language(), color) << "\n";
  }
}

OpenedPack open_pack(const std::string& path, Session& session) {
  Loaded loaded = load_pack(path);
  session.speak(loaded.language);
  if (loaded.rulebook) return {std::move(loaded.rulebook), ExitCode::done, std::move(loaded.rosters), std::move(loaded.assessments)};
  return {nullptr, tell_why_not(path, loaded.diagnostics, loaded.files, loaded.unreadable, session), {}, {}};
}

OpenedCalendar open_calendar(const std::string& path, Session& session) {
  std::error_code ignored;
  if (fs::exists(fs::path(path) / "pack.yaml", ignored)) {
    const OpenedPack pack = open_pack(path, session);
    if (!pack.rulebook) return {nullptr, pack.code};
    return {pack.rulebook->calendar_register(), ExitCode::done};
  }
  LoadedCalendar loaded = load_calendar(path);
  if (loaded.calendar) return {std::move(loaded.calendar), ExitCode::done};
  return {nullptr, tell_why_not(path, loaded.diagnostics, loaded.files, loaded.unreadable, session)};
}

}  // namespace sanhuan::cli
