#include "dsl/format/spelling.hpp"

#include <algorithm>
#include <array>

#include "dsl/source/characters.hpp"
#include "dsl/syntax/scan.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan::dsl {

namespace {

Language language_of(const Part& part, const Style& style) noexcept {
  if (part.kind != PartKind::keyword && part.kind != PartKind::length) return style.marks;
  return style.words.value_or(part.english ? Language::en : Language::zh);
}

bool is(const Part& part, PartKind kind) noexcept { return part.kind == kind; }
bool is_word(const Part& part, Word word) noexcept { return is(part, PartKind::keyword) && part.word == word; }
bool is_mark(const Part& part, char mark) noexcept { return is(part, PartKind::mark) && part.mark == mark; }

std::string two_digits(std::int64_t value) { return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)}; }

// 起 5个工作日内: 内 closes what these open.
bool opens_a_span(Word word) noexcept { return word == Word::within || word == Word::limit; }

// 每季1次
bool takes_its_number(Word word) noexcept {
  switch (word) {
    case Word::daily: case Word::weekly: case Word::monthly: case Word::quarterly: case Word::yearly: return true;
    default: return false;
  }
}

// 1次, 5分, 3环 6责任 1贯穿
bool counts(Word word) noexcept {
  switch (word) {
    case Word::times: case Word::points: case Word::ring: case Word::responsibility: case Word::thread: return true;
    default: return false;
  }
}

// ---- one part --------------------------------------------------------------------------------------------------------

std::string length_in_chinese(const Part& part, bool within) {
  const std::string unit(row(part.word).zh);
  std::string result;
  switch (part.word) {
    case Word::same_day: case Word::next_day: case Word::next_working_day: result = unit; break;
    case Word::minutes: case Word::hours: case Word::years: result = std::to_string(part.value) + unit; break;
    default: result = std::to_string(part.value) + "个" + unit; break;
  }
  if (part.nth) return std::string(row(Word::nth).zh) + result;
  return within ? result + "内" : result;
}

std::string length_in_english(const Part& part) {
  const std::string unit(row(part.word).en);
  if (part.word == Word::same_day || part.word == Word::next_day || part.word == Word::next_working_day) return unit;
  const std::string result = std::to_string(part.value) + " " + unit;
  return part.nth ? std::string(row(Word::nth).en) + " " + result : result;
}

std::string_view weekday_name(std::int64_t day, Language language) {
  constexpr std::array<std::string_view, 7> zh{"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
  constexpr std::array<std::string_view, 7> en{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  return (language == Language::zh ? zh : en)[static_cast<std::size_t>(day)];
}

std::string month_day(std::int64_t value, Language language) {
  const std::int64_t month = value / 100, day = value % 100;
  if (language == Language::en) return two_digits(month) + "-" + two_digits(day);
  return std::to_string(month) + "月" + std::to_string(day) + "日";
}

// Marks that would end the text too early stay as they are: 「他说“好”」.
std::string quote(std::string_view written, Language language) {
  const std::size_t first = decode(written).bytes;
  std::size_t last = written.size() - 1;
  while ((static_cast<unsigned char>(written[last]) & 0xc0u) == 0x80u) --last;
  const std::string_view inside = written.substr(first, last - first);
  for (const std::string_view mark : {"\"", "“", "”", "＂"}) {
    if (inside.find(mark) != std::string_view::npos) return std::string(written);
  }
  return language == Language::zh ? "“" + std::string(inside) + "”" : "\"" + std::string(inside) + "\"";
}

std::string_view mark(const Part& part, Language language) {
  if (part.mark == '|') return "|";
  const bool zh = language == Language::zh;
  switch (part.mark) {
    case '(': return zh ? "（" : "(";
    case ')': return zh ? "）" : ")";
    case ':': return zh ? "：" : ":";
    case ';': return zh ? "；" : ";";
    default: return !zh ? "," : part.argument || part.spare ? "，" : "、";
  }
}

std::string written(const Part& part, const Part* before, const Style& style) {
  const Language language = language_of(part, style);
  switch (part.kind) {
    case PartKind::keyword: return std::string(language == Language::zh ? row(part.word).zh : row(part.word).en);
    case PartKind::name: case PartKind::number: return scan::folded(part.written);
    case PartKind::key: return "#" + scan::folded(part.written);
    case PartKind::quote: return quote(part.written, language);
    case PartKind::length: {
      const bool within = before != nullptr && is(*before, PartKind::keyword) && opens_a_span(before->word);
      return language == Language::zh ? length_in_chinese(part, within) : length_in_english(part);
    }
    case PartKind::date: return to_string(Day{static_cast<std::int32_t>(part.value)});
    case PartKind::time: return two_digits(part.value / 60) + ":" + two_digits(part.value % 60);
    case PartKind::month_day: return month_day(part.value, language);
    case PartKind::weekday: return std::string(weekday_name(part.value, language));
    case PartKind::mark: return std::string(mark(part, language));
    case PartKind::remark: return std::string(part.written);
  }
  return {};
}

// ---- between two parts -----------------------------------------------------------------------------------------------

bool is_dot(const Part& part, const Style& style) noexcept {
  return is_word(part, Word::of) && language_of(part, style) == Language::en;
}

bool stand_together(const Part& before, const Part& after, const Style& style) {
  if (is_dot(before, style) || is_dot(after, style)) return true;
  const bool a_mark = is(before, PartKind::mark), b_mark = is(after, PartKind::mark);
  if (a_mark || b_mark) {
    if (style.marks == Language::zh) return true;
    return is_mark(before, '(') || (b_mark && after.mark != '(');
  }
  if (is(after, PartKind::number)) {
    return is(before, PartKind::keyword) && takes_its_number(before.word) && language_of(before, style) == Language::zh;
  }
  return is(before, PartKind::number) && is(after, PartKind::keyword) && counts(after.word) &&
         language_of(after, style) == Language::zh;
}

// 》 closes the title before a gap, 《 opens the one behind it. They mean what a blank means, and stay where they are.
struct TitleMarks {
  std::string closing, opening;
};

TitleMarks title_marks(std::string_view gap) {
  TitleMarks result;
  for (std::size_t i = 0; i < gap.size(); i += decode(gap.substr(i)).bytes) {
    const std::string_view rest = gap.substr(i);
    const bool opens = rest.starts_with("《"), closes = rest.starts_with("》");
    if (!opens && !closes) continue;
    (closes && result.opening.empty() ? result.closing : result.opening) += opens ? "《" : "》";
  }
  return result;
}

}  // namespace

std::string spelled(std::span<const Part> parts, std::string_view tail, const Style& style) {
  std::string result, opening;
  const Part* before = nullptr;
  for (const Part& part : parts) {
    const TitleMarks marks = title_marks(part.gap);
    result += marks.closing;
    opening += marks.opening;
    if (part.spare && !style.keeps_spare_marks) continue;
    if (before != nullptr && !stand_together(*before, part, style)) result += ' ';
    result += opening + written(part, before, style);
    opening.clear();
    before = &part;
  }
  const TitleMarks marks = title_marks(tail);
  return result + opening + marks.closing + marks.opening;
}

std::vector<std::string> spelled_cells(const Sentence& sentence, const Style& style) {
  std::vector<std::string> cells;
  const auto is_bar = [](const Part& part) { return is_mark(part, '|'); };
  auto begin = std::find_if(sentence.parts.begin(), sentence.parts.end(), is_bar);
  while (begin != sentence.parts.end()) {
    const auto end = std::find_if(++begin, sentence.parts.end(), is_bar);
    if (end == sentence.parts.end()) break;
    cells.push_back(spelled({begin, end}, end->gap, style));
    begin = end;
  }
  return cells;
}

std::ptrdiff_t english_words(const Sentence& sentence) noexcept {
  std::ptrdiff_t result = 0;
  for (const Part& part : sentence.parts) {
    const bool a_word = is(part, PartKind::keyword) ? !row(part.word).symbol : is(part, PartKind::length);
    if (a_word) result += part.english ? 1 : -1;
  }
  return result;
}

}  // namespace sanhuan::dsl
