#include "cli/rows.hpp"

#include <ostream>
#include <string>

#include "cli/json_text.hpp"

namespace sanhuan::cli {
namespace {

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\n") == std::string::npos) return cell;
  std::string text = "\"";
  for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

std::string cell(const Json& value) {
  if (value.is_null()) return {};
  return quoted(value.is_string() ? value.get<std::string>() : json_text(value));
}

template <class F>
void line(std::ostream& out, const Fields& fields, F&& text) {
  for (std::size_t i = 0; i < fields.size(); ++i) out << (i == 0 ? "" : ",") << text(fields[i]);
  out << "\n";
}

}  // namespace

void RowWriter::row(const Fields& fields) {
  if (format_ == RowFormat::json) {
    Json object = Json::object();
    for (const Field& f : fields)
      if (!f.value.is_null()) object[std::string(f.en)] = f.value;
    session_.out << json_text(object) << "\n";
    return;
  }
  if (!headed_) line(session_.out, fields, [&](const Field& f) { return std::string(session_.voice.chinese() ? f.zh : f.en); });
  headed_ = true;
  line(session_.out, fields, [](const Field& f) { return cell(f.value); });
}

Voice voice_of(RowFormat format, const Session& session) { return format == RowFormat::json ? Voice(Language::en) : session.voice; }

}  // namespace sanhuan::cli
