#include "cli/arguments.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <utility>

namespace sanhuan::cli {
namespace {

// Input methods write `－` for `-`, and `—` or `–` for two of them.
struct DashTwin {
  std::string_view twin, ascii;
};
constexpr DashTwin dash_twins[] = {{"－", "-"}, {"——", "--"}, {"—", "--"}, {"–", "--"}, {"-", "-"}};
constexpr std::string_view equals_twin = "＝";

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> result;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
    result.push_back(text.substr(i, end - i));
    i = end;
  }
  return result;
}

// Characters put in, left out, replaced or swapped with their neighbour.
std::size_t distance(std::string_view a, std::string_view b) {
  const auto from = characters(a), to = characters(b);
  std::vector<std::size_t> before_last, last(to.size() + 1), row(to.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = std::exchange(last, row);
  }
  return last.back();
}

const OptionName* find_option(std::string_view name, std::span<const OptionName> known) {
  const auto is_named = [name](const OptionName& o) { return o.english == name || o.chinese == name; };
  const auto own = std::ranges::find_if(known, is_named);
  if (own != known.end()) return &*own;
  const auto common = std::ranges::find_if(common_options, is_named);
  return common != std::end(common_options) ? &*common : nullptr;
}

const OptionName* find_letter(char letter, std::span<const OptionName> known) {
  for (const OptionName& o : known) if (o.letter == letter) return &o;
  for (const OptionName& o : common_options) if (o.letter == letter) return &o;
  return nullptr;
}

Both unknown_option(std::string_view name, std::span<const OptionName> known) {
  std::vector<std::string_view> names;
  for (const OptionName& o : known) names.insert(names.end(), {o.english, o.chinese});
  for (const OptionName& o : common_options) names.insert(names.end(), {o.english, o.chinese});
  const std::string_view near = nearest(name, names);
  if (near.empty()) return both("没有 --{} 这个选项", "there is no option --{}", name);
  return both("没有 --{} 这个选项；是不是 --{}", "there is no option --{}; did you mean --{}?", name, near);
}

}  // namespace

std::optional<std::string> Arguments::value(std::string_view option) const {
  const auto found = options.find(option);
  if (found == options.end()) return std::nullopt;
  return found->second;
}

std::string with_ascii_dashes(std::string_view word) {
  std::string dashes;
  std::string_view rest = word;
  while (dashes.size() < 2) {
    const auto twin = std::ranges::find_if(dash_twins, [rest](const DashTwin& t) { return rest.starts_with(t.twin); });
    if (twin == std::end(dash_twins)) break;
    dashes += twin->ascii;
    rest.remove_prefix(twin->twin.size());
  }
  if (dashes.empty()) return std::string(word);
  const std::size_t equals = rest.find(equals_twin);
  const std::size_t ascii = rest.find('=');
  if (equals == std::string_view::npos || ascii < equals) return dashes + std::string(rest);
  return dashes + std::string(rest.substr(0, equals)) + "=" + std::string(rest.substr(equals + equals_twin.size()));
}

Arguments parse_arguments(std::span<const std::string> words, std::span<const OptionName> known) {
  Arguments result;
  const auto fail = [&result](Both problem) {
    if (!result.problem) result.problem = std::move(problem);
  };
  bool only_positional = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = only_positional ? words[i] : with_ascii_dashes(words[i]);
    if (only_positional || word == "-" || !word.starts_with('-')) {
      result.positional.push_back(word);
      continue;
    }
    if (word == "--") {
      only_positional = true;
      continue;
    }
    const bool is_long = word.starts_with("--");
    const std::string_view body = std::string_view(word).substr(is_long ? 2 : 1);
    const std::size_t equals = body.find('=');
    const std::string_view name = body.substr(0, equals);
    const OptionName* option = is_long ? find_option(name, known) : nullptr;
    if (!is_long && name.size() == 1) option = find_letter(name[0], known);
    if (option == nullptr) {
      fail(is_long ? unknown_option(name, known) : both("没有 -{} 这个选项", "there is no option -{}", name));
      continue;
    }
    const bool again = result.has(option->english);
    std::string value;
    if (equals != std::string_view::npos) {
      if (!option->takes_value) fail(both("选项 --{} 后面不带值", "option --{} takes no value", name));
      value = std::string(body.substr(equals + 1));
    } else if (option->takes_value) {
      if (i + 1 == words.size()) {
        fail(both("选项 --{} 后面缺一个值", "option --{} needs a value", name));
        continue;
      }
      value = words[++i];
    }
    if (again) fail(both("选项 --{} 写了两次", "option --{} is given twice", option->english));
    result.options[std::string(option->english)] = std::move(value);
  }
  return result;
}

std::string_view nearest(std::string_view written, std::span<const std::string_view> known) {
  std::string_view best;
  std::size_t best_distance = SIZE_MAX;
  for (const std::string_view candidate : known) {
    const std::size_t d = distance(written, candidate);
    const std::size_t length = std::max(characters(written).size(), characters(candidate).size());
    if (d < best_distance && d <= std::max<std::size_t>(1, length / 3) && d < length) {
      best = candidate;
      best_distance = d;
    }
  }
  return best;
}

std::optional<Language> parse_language(std::string_view text) {
  if (text == "zh" || text == "中文") return Language::zh;
  if (text == "en" || text == "英文") return Language::en;
  return std::nullopt;
}

std::optional<unsigned> parse_count(std::string_view text, unsigned most) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1 || value > most) return std::nullopt;
  return value;
}

}  // namespace sanhuan::cli
