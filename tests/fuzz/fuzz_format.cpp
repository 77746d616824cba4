// Any bytes as rule text to lay out: no crash, no hang; twice is once, what it says stays, and the way to English and back leads
// home.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/format/meaning.hpp"
#include "sanhuan/format.hpp"

namespace {

using sanhuan::Formatted;
using sanhuan::Language;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string laid_out(const std::string& text, std::optional<Language> to = {}) {
  return sanhuan::format_rules(text, "fuzz.huan", {to}).text;
}

bool says_the_same(const std::string& before, const std::string& after) {
  sanhuan::dsl::Sink sink;
  const auto a = sanhuan::dsl::check_source(before, "fuzz.huan", 0, sink), b = sanhuan::dsl::check_source(after, "fuzz.huan", 0, sink);
  if (!a || !b) return false;
  const auto tree_a = sanhuan::dsl::parse(*a, sink), tree_b = sanhuan::dsl::parse(*b, sink);
  return tree_a.lines.size() == tree_b.lines.size() && sanhuan::dsl::lines_that_differ({*a, tree_a}, {*b, tree_b}).empty();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const Formatted plain = sanhuan::format_rules(text, "fuzz.huan");
  require(laid_out(plain.text) == plain.text);
  if (plain.kept) {
    require(plain.text == text);
    return 0;
  }
  require(says_the_same(text, plain.text));
  const Formatted english = sanhuan::format_rules(text, "fuzz.huan", {Language::en});
  if (english.kept) {
    require(english.text == text);
    return 0;
  }
  const std::string chinese = laid_out(text, Language::zh);
  require(says_the_same(text, english.text) && says_the_same(text, chinese));
  require(laid_out(english.text) == english.text && laid_out(chinese) == chinese);
  require(laid_out(english.text, Language::zh) == chinese && laid_out(chinese, Language::en) == english.text);
  return 0;
}
