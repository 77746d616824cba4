// Rows for programs and spreadsheets: JSON, one object a line; CSV with a heading.
#pragma once

#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/session.hpp"

namespace sanhuan::cli {

using Json = nlohmann::ordered_json;

enum class RowFormat : unsigned char { json, csv };

// One cell of either form: its name in both languages, and the value; null is left out, or an empty cell.
struct Field {
  std::string_view zh, en;
  Json value;
};
using Fields = std::vector<Field>;

class RowWriter {
 public:
  RowWriter(RowFormat format, Session& session) : format_(format), session_(session) {}
  void row(const Fields&);

 private:
  RowFormat format_;
  Session& session_;
  bool headed_ = false;
};

// JSON is for programs: its words are English. A table is for people.
Voice voice_of(RowFormat, const Session&);

}  // namespace sanhuan::cli
