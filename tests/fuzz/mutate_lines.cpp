// What libFuzzer does to bytes seldom leaves a rule file that loads. Half of the time whole lines are moved, doubled, left
// out or taken from elsewhere in the file, so that the fuzzer gets past the grammar; the other half is libFuzzer's own.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t length = end == text.npos ? text.size() : end + 1;
    lines.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

// The words of a line, each with the blanks before it.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t word = line.find_first_not_of(' ', at);
    const std::size_t end = std::min(word == line.npos ? word : line.find(' ', word), line.size());
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

void swap_a_word(std::string& line, const std::string& other, std::mt19937& random) {
  std::vector<std::string> words = words_of(line), from = words_of(other);
  if (words.empty() || from.empty()) return;
  std::string& word = words[random() % words.size()];
  if (random() % 4 == 0) word.clear();
  else word = from[random() % from.size()];
  line.clear();
  for (const std::string& w : words) line += w;
  if (line.empty() || line.back() != '\n') line += '\n';
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::string> lines = lines_of({reinterpret_cast<const char*>(data), size});
  if (lines.size() < 2 || random() % 2 == 0) return LLVMFuzzerMutate(data, size, most);
  for (auto n = 1 + random() % 3; n > 0; --n) {
    const std::size_t at = random() % lines.size(), other = random() % lines.size();
    switch (random() % 5) {
      case 0: lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), std::string(lines[other])); break;
      case 1:
        if (lines.size() > 2) lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 2: std::swap(lines[at], lines[other]); break;
      default: swap_a_word(lines[at], std::string(lines[other]), random); break;
    }
  }
  std::string text;
  for (const std::string& line : lines) text += line;
  if (text.size() > most) text.resize(most);
  std::memcpy(data, text.data(), text.size());
  return text.size();
}
