#include "dsl/yaml/manifest.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "dsl/yaml/fields.hpp"
#include "dsl/yaml/office_hours.hpp"

namespace sanhuan::dsl {
namespace {

using namespace yaml;

constexpr Choice<Language> languages[] = {{"zh", "中文", Language::zh}, {"en", "英文", Language::en}};
constexpr Choice<bool> day_ends[] = {{"closing", "下班", true}, {"midnight", "24时", false}};
constexpr Choice<bool> receipts[] = {{"next_opening", "次开门", true}, {"as_is", "当时", false}};

class ManifestReader {
 public:
  ManifestReader(const Reader& reader, const Node& root) : reader_(reader), fields_(reader, root, key::manifest) {}

  Manifest read() {
    if (const Node* const name = fields_.need(key::name)) manifest_.name = reader_.text(*name);
    take_text(key::title, manifest_.title);
    take_text(key::version, manifest_.version);
    take_path(key::calendar, manifest_.calendar);
    take_path(key::organisation, manifest_.organisation);
    take_path(key::duties, manifest_.duties);
    take_path(key::rosters, manifest_.rosters);
    take_path(key::assessments, manifest_.assessments);
    if (const Node* const node = fields_.find(key::effective))
      if (const auto day = reader_.date(*node)) manifest_.effective = Placed<Day>{*day, reader_.place(*node)};
    if (const Node* const node = fields_.find(key::zone))
      if (const auto zone = reader_.zone(*node)) manifest_.zone = Placed<Zone>{*zone, reader_.place(*node)};
    if (const Node* const node = fields_.find(key::language)) manifest_.language = placed_choice(*node, languages);
    if (const Node* const node = fields_.find(key::builds_on)) manifest_.builds_on = paths(*node);
    if (const Node* const node = fields_.find(key::days)) read_days(*node);
    if (const Node* const node = fields_.find(key::office_hours))
      manifest_.office_hours = read_office_hours(reader_, *node);
    if (const Node* const node = fields_.find(key::files)) read_files(*node);
    if (const Node* const node = fields_.find(key::replaces)) manifest_.replaces = reader_.text_or_texts(*node);
    if (const Node* const node = fields_.find(key::host_verbs)) manifest_.host_verbs = reader_.text_or_texts(*node);
    return std::move(manifest_);
  }

 private:
  void take_text(Key key, Written& into) const {
    if (const Node* const node = fields_.find(key)) into = reader_.text(*node);
  }

  void take_path(Key key, Written& into) const {
    take_text(key, into);
    check_relative(into);
  }

  template <class T, std::size_t N>
  std::optional<Placed<T>> placed_choice(const Node& node, const Choice<T> (&choices)[N]) const {
    const std::optional<T> value = reader_.choice(node, choices);
    if (!value) return std::nullopt;
    return Placed<T>{*value, reader_.place(node)};
  }

  // A pack can be copied to another machine, so it names nothing by an absolute path.
  bool check_relative(const Written& path) const {
    if (!std::filesystem::path(path.text).is_absolute() && path.text.find('\\') == std::string::npos) return true;
    reader_.sink().report("E0531", path.place, {path.text});
    return false;
  }

  std::vector<Written> paths(const Node& node) const {
    std::vector<Written> result = reader_.text_or_texts(node);
    result.erase(std::remove_if(result.begin(), result.end(), [&](const Written& w) { return !check_relative(w); }),
                 result.end());
    return result;
  }

  void read_files(const Node& node) {
    for (Written& file : reader_.texts(node)) {
      const std::filesystem::path extension = std::filesystem::path(file.text).extension();
      if (extension != ".huan" && extension != ".yaml") {
        reader_.sink().report("E0532", file.place, {file.text});
      } else if (check_relative(file)) {
        manifest_.files.push_back(std::move(file));
      }
    }
  }

  void read_days(const Node& node) {
    const Fields days(reader_, node, key::day_policy);
    if (const Node* const end = days.find(key::end)) manifest_.ends_at_closing = placed_choice(*end, day_ends);
    if (const Node* const receipt = days.find(key::receipt))
      manifest_.deems_next_opening = placed_choice(*receipt, receipts);
    if (const Node* const channel = days.find(key::channel)) manifest_.channel = reader_.text(*channel);
    const Node* const as_received = days.find(key::as_received);
    if (as_received == nullptr) return;
    manifest_.as_received = reader_.text_or_texts(*as_received);
    if (days.find(key::channel) == nullptr) reader_.report("E0535", *as_received);
  }

  const Reader& reader_;
  const Fields fields_;
  Manifest manifest_;
};

}  // namespace

std::optional<Manifest> read_manifest(const SourceFile& file, Sink& sink) {
  const std::optional<Node> root = read_document(file, sink);
  if (!root) return std::nullopt;
  const Reader reader(file, sink);
  if (reader.map(*root) == nullptr) return std::nullopt;
  return ManifestReader(reader, *root).read();
}

}  // namespace sanhuan::dsl
