#include "cli/diagnostic_json.hpp"

#include <nlohmann/json.hpp>

namespace sanhuan::cli {
namespace {

std::string_view path_of(Place place, const std::vector<PackFile>& files) {
  return place.file < files.size() ? std::string_view(files[place.file].path) : std::string_view();
}

}  // namespace

nlohmann::ordered_json as_json(const Diagnostic& diagnostic, const std::vector<PackFile>& files, Voice voice) {
  nlohmann::ordered_json notes = nlohmann::ordered_json::array();
  for (const Note& note : diagnostic.notes) {
    notes.push_back({{"message", voice(Both{note.zh, note.en})},
                     {"file", path_of(note.place, files)},
                     {"line", note.place.line},
                     {"column", note.place.column}});
  }
  const Place place = diagnostic.place;
  return {{"code", diagnostic.code},
          {"message", voice(Both{diagnostic.zh, diagnostic.en})},
          {"file", path_of(place, files)},
          {"line", place.line},
          {"column", place.column},
          {"length", place.length},
          {"notes", std::move(notes)},
          {"help", voice(Both{diagnostic.help_zh, diagnostic.help_en})},
          {"suggestion", diagnostic.suggestion}};
}

}  // namespace sanhuan::cli
