#include "cli/complaint.hpp"

#include <ostream>

#include "cli/table.hpp"

namespace sanhuan::cli {
namespace {

void print(Session& session, Text label, std::string_view color, const Both& what) {
  const std::string head = session.voice.chinese() ? std::string(label.zh) + "  " : std::string(label.en) + ": ";
  const std::string text = wrapped(head, session.voice(what));
  if (!session.color_errors) {
    session.err << text;
    return;
  }
  session.err << "\x1b[" << color << "m" << head << "\x1b[0m" << text.substr(head.size());
}

}  // namespace

void complain(Session& session, const Both& what) { print(session, {"错误", "error"}, "1;31", what); }

void warn(Session& session, const Both& what) { print(session, {"提醒", "warning"}, "1;33", what); }

ExitCode wrong_usage(Session& session, const Both& what) {
  complain(session, what);
  return ExitCode::usage;
}

ExitCode unreadable(Session& session, std::string_view path, const Both& what) {
  complain(session, both("{}：{}", "{}: {}", path, session.voice(what)));
  return ExitCode::usage;
}

}  // namespace sanhuan::cli
