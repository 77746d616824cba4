#include "dsl/diagnostics/sink.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "dsl/diagnostics/catalog.hpp"

namespace sanhuan::dsl {

namespace {

// `{0}` … `{9}` become the arguments; other braces stand for themselves, as rule text is full of them.
std::string filled(std::string_view pattern, const Arg* args, std::size_t count, std::string Arg::*language) {
  std::string result;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    const auto index = place ? static_cast<std::size_t>(pattern[i + 1] - '0') : count;
    if (index < count) {
      result += args[index].*language;
      i += 2;
    } else {
      result += pattern[i];
    }
  }
  return result;
}

std::string key_of(std::string_view code, const Place& place) {
  std::string key(code);
  for (const std::uint32_t part : {std::uint32_t{place.file}, place.line, place.column, place.span.begin, place.span.end}) {
    key += ' ' + std::to_string(part);
  }
  return key;
}

Diagnostic from_catalog(std::string_view code, const Place& place, const Arg* args, std::size_t count) {
  Diagnostic result;
  result.code = code;
  result.place = place;
  const CatalogEntry* entry = find_entry(code);
  assert(entry != nullptr && "every code is in the catalogue");
  if (entry == nullptr) return result;
  result.severity = entry->severity;
  result.zh = filled(entry->zh, args, count, &Arg::zh);
  result.en = filled(entry->en, args, count, &Arg::en);
  result.help_zh = filled(entry->help_zh, args, count, &Arg::zh);
  result.help_en = filled(entry->help_en, args, count, &Arg::en);
  return result;
}

bool before(const Diagnostic& a, const Diagnostic& b) {
  return std::tie(a.place.file, a.place.line, a.place.column) <
         std::tie(b.place.file, b.place.line, b.place.column);
}

}  // namespace

Diagnostic& Sink::report(std::string_view code, Place place, std::initializer_list<Arg> args) {
  return report(code, place, std::vector<Arg>(args));
}

Diagnostic& Sink::report(std::string_view code, Place place, const std::vector<Arg>& args) {
  // What has no place (a missing file) is told apart by its words, not by where it is.
  if (place.line != 0 && !seen_.insert(key_of(code, place)).second) return unkept_ = {};
  Diagnostic diagnostic = from_catalog(code, place, args.data(), args.size());
  // Errors have their own room, so that a file full of warnings cannot push one out.
  const bool error = diagnostic.severity == Severity::error;
  std::size_t& kept = error ? kept_errors_ : kept_others_;
  if (error) ++errors_;
  if (++kept > diagnostics_kept_max) {
    ++uncounted_;
    return unkept_ = std::move(diagnostic);
  }
  return all_.emplace_back(std::move(diagnostic));
}

std::vector<Diagnostic> Sink::take() {
  std::vector<Diagnostic> result = std::move(all_);
  const std::size_t unshown =
      uncounted_ + (result.size() > diagnostics_shown_max ? result.size() - diagnostics_shown_max : 0);
  std::stable_sort(result.begin(), result.end(), before);
  if (unshown > 0) {
    // Errors are shown first.
    std::stable_partition(result.begin(), result.end(),
                          [](const Diagnostic& d) { return d.severity == Severity::error; });
    result.resize(std::min(result.size(), diagnostics_shown_max));
    std::stable_sort(result.begin(), result.end(), before);
    const std::vector<Arg> args{Arg(std::to_string(unshown))};
    result.push_back(from_catalog(errors_ > 0 ? "E0199" : "W0199", {}, args.data(), args.size()));
  }
  *this = Sink{};
  return result;
}

}  // namespace sanhuan::dsl
