#include "dsl/syntax/complaint.hpp"

#include <algorithm>
#include <array>

#include "dsl/source/characters.hpp"
#include "dsl/source/look_alikes.hpp"
#include "dsl/syntax/forms.hpp"
#include "dsl/syntax/labels.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan::dsl {

namespace {

using scan::Token;
using scan::TokenKind;

constexpr std::size_t alternatives_shown = 6;
constexpr std::size_t heads_shown = 8;
constexpr std::size_t quoted_bytes_max = 60;

Arg called(const Expected& what) {
  if (what.label != nullptr) return {std::string(what.label->zh), std::string(what.label->en)};
  const WordRow& word = row(what.word);
  return {"「" + std::string(word.zh) + "」", "`" + std::string(word.zh) + "` (" + std::string(word.en) + ")"};
}

Arg called(Word head) { return called(Expected{head, nullptr}); }

// 甲、乙 或 丙
Arg one_of(const std::vector<Arg>& args) {
  Arg result{std::string(), std::string()};
  for (std::size_t i = 0; i < args.size(); ++i) {
    const bool last = i + 1 == args.size();
    result.zh += (i == 0 ? "" : last ? "或" : "、") + args[i].zh;
    result.en += (i == 0 ? "" : last ? " or " : ", ") + args[i].en;
  }
  return result;
}

// What may be left out, or go on as before, is named only where nothing else would fit.
bool is_minor(const Expected& what) {
  return what.label == &grammar::labels::key || what.label == &grammar::labels::list_mark;
}

Arg expectations(const State& state) {
  std::vector<Arg> args;
  for (const bool minor : {false, true}) {
    if (minor && !args.empty()) break;
    for (std::size_t i = 0; i < state.expectation_count(); ++i) {
      const Expected& what = state.expectations()[i];
      if (is_minor(what) == minor) args.push_back(called(what));
    }
  }
  if (args.size() > alternatives_shown) {
    args.erase(args.begin() + alternatives_shown, args.end());
    args.push_back({"别的写法", "another form"});
  }
  return one_of(args);
}

bool only_a_name_is_expected(const State& state) {
  const auto* first = state.expectations();
  return state.expectation_count() > 0 &&
         std::all_of(first, first + state.expectation_count(),
                     [](const Expected& e) { return e.label != nullptr && e.label->name; });
}

bool expects(const State& state, const Expected& what) {
  const auto* first = state.expectations();
  return std::find(first, first + state.expectation_count(), what) != first + state.expectation_count();
}

bool expects(const State& state, const Label* label) { return expects(state, Expected{Word::none, label}); }

bool is_english(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string length_text(std::int64_t count, Word unit, bool english) {
  const WordRow& word = row(unit);
  return english ? std::to_string(count) + " " + std::string(word.en) : std::to_string(count) + "个" + std::string(word.zh);
}

Arg weekday_name(int day) {
  constexpr std::array<const char*, 7> zh{"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
  constexpr std::array<const char*, 7> en{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return {zh[static_cast<std::size_t>(day)], en[static_cast<std::size_t>(day)]};
}

// The first length that a basis mentions: 5个工作日内.
std::optional<std::string_view> length_in(std::string_view text) {
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at != end; ++at) {
    if (*at < '0' || *at > '9') continue;
    const auto found = scan::length(at, end);
    if (found && found->problem == scan::LengthRead::Problem::none) {
      return std::string_view(found->begin, static_cast<std::size_t>(found->end - found->begin));
    }
    while (at + 1 != end && at[1] >= '0' && at[1] <= '9') ++at;
  }
  return std::nullopt;
}

std::string_view view(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

// 黄牌 红牌 承办单位: whom the first is for was left out, and the second is no name for it.
bool begins_an_action(Word word) noexcept {
  switch (word) {
    case Word::go: case Word::back: case Word::set: case Word::notify: case Word::inform: case Word::urge: case Word::supervise:
    case Word::escalate: case Word::yellow_card: case Word::red_card: case Word::penalise: case Word::reward: case Word::end:
    case Word::deem: case Word::designate: case Word::open_case: return true;
    default: return false;
  }
}

// Empty where none is near enough.
std::string_view nearest_unit(std::string_view text) {
  constexpr std::array<Word, 7> units{Word::working_days, Word::calendar_days, Word::working_hours, Word::hours,
                                      Word::minutes, Word::months, Word::years};
  std::string_view nearest;
  std::size_t distance = tolerance(text) + 1;
  for (const Word unit : units) {
    for (const std::string_view spelling : {row(unit).zh, row(unit).en}) {
      const std::size_t found = edit_distance(text, spelling, tolerance(text));
      if (found >= distance || count_characters(spelling) < 2) continue;
      distance = found;
      nearest = spelling;
    }
  }
  return nearest;
}

// In running text nothing separates a length from what follows it: 5个工作日内拿出意见.
std::optional<std::string> length_in_prose(std::string_view text) {
  constexpr std::array<std::string_view, 5> units{"个工作日内", "个自然日内", "个工作日", "个自然日", "个工作小时"};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') continue;
    std::size_t after = i;
    while (after < text.size() && text[after] >= '0' && text[after] <= '9') ++after;
    for (const std::string_view unit : units) {
      if (text.substr(after).starts_with(unit)) return std::string(text.substr(i, after - i + unit.size()));
    }
    i = after;
  }
  const auto separate = length_in(text);
  return separate ? std::optional<std::string>(*separate) : std::nullopt;
}

}  // namespace

Place Complaints::place(State& state, const char* begin, const char* end) const { return file_.place(state.span(begin, end)); }

std::string Complaints::written(const char* begin, const char* end) const {
  std::string_view text(begin, static_cast<std::size_t>(end - begin));
  if (text.size() <= quoted_bytes_max) return std::string(text);
  std::size_t cut = 0;
  while (cut + decode(text.substr(cut)).bytes <= quoted_bytes_max) cut += decode(text.substr(cut)).bytes;
  return std::string(text.substr(0, cut)) + "...";
}

const Names& Complaints::names() {
  if (!names_) names_ = names_in(file_);
  return *names_;
}

std::optional<std::string> Complaints::cut(const Token& token) {
  if (token.kind != TokenKind::word || token.word != Word::none) return std::nullopt;
  const std::string_view word(token.begin, static_cast<std::size_t>(token.end - token.begin));
  if (names().contains(word)) return std::nullopt;
  const auto pieces = cut_into_words(word, names());
  return pieces ? std::optional(joined(*pieces)) : std::nullopt;
}

// In a row of a table: among the results.
bool Complaints::after_then(State& state, const char* stop) {
  for (Token at = state.token(state.line_begin()); at.kind != TokenKind::end && at.begin < stop; at = state.token(at.end))
    if (at.word == Word::then) return true;
  return false;
}

// The word that stopped the line, and the one before it, that may have swallowed what was wanted here.
std::array<Token, 2> Complaints::around(State& state, const char* stop) {
  Token before;
  Token at = state.token(state.line_begin());
  while (at.kind != TokenKind::end && at.begin < stop) {
    before = at;
    at = state.token(at.end);
  }
  return {at, before};
}

// 登记起
bool Complaints::suggests_cut(State& state, const char* stop) {
  for (const Token& token : around(state, stop)) {
    const auto pieces = cut(token);
    if (!pieces) continue;
    Diagnostic& diagnostic = sink_.report("E0220", place(state, token.begin, token.end), {written(token.begin, token.end), *pieces});
    diagnostic.suggestion = *pieces;
    return true;
  }
  return false;
}

// 5个工作日内 必须 答复: read as who owes it, where 应 was meant.
bool Complaints::suggests_modal(State& state, const char* stop) {
  struct Modal {
    std::string_view written;
    Word meant;
  };
  constexpr std::array<Modal, 13> modals{{{"必须", Word::shall}, {"应当", Word::shall}, {"应该", Word::shall}, {"须", Word::shall},
                                          {"需", Word::shall}, {"需要", Word::shall}, {"要", Word::shall}, {"must", Word::shall},
                                          {"should", Word::shall}, {"可以", Word::may}, {"能", Word::may}, {"能够", Word::may},
                                          {"can", Word::may}}};
  if (!expects(state, {Word::shall, nullptr})) return false;
  for (const Token& token : around(state, stop)) {
    const std::string text = written(token.begin, token.end);
    const auto* const found = std::find_if(modals.begin(), modals.end(), [&](const Modal& m) { return m.written == text; });
    if (token.kind != TokenKind::word || found == modals.end()) continue;
    const WordRow& meant = row(found->meant);
    sink_.report("E0226", place(state, token.begin, token.end), {text, Arg(std::string(meant.zh), std::string(meant.en))})
        .suggestion = is_english(text) ? meant.en : meant.zh;
    return true;
  }
  return false;
}

// 2026/3/2
bool Complaints::suggests_date(State& state, const char* at) {
  const auto found = scan::other_date(at, state.line_end());
  if (!found) return false;
  const Place where = place(state, found->begin, found->end);
  const std::string text = written(found->begin, found->end);
  if (!found->exists) {
    sink_.report("E0215", where, {text});
    return true;
  }
  const std::string meant = to_string(Day{static_cast<std::int32_t>(found->value)});
  sink_.report("E0227", where, {text, meant}).suggestion = meant;
  return true;
}

// The keyword that would have fitted and is nearest to what was written: whithin.
void Complaints::suggest_keyword(Diagnostic& diagnostic, const State& state, const std::string& text) {
  std::size_t distance = tolerance(text) + 1;
  for (std::size_t i = 0; i < state.expectation_count(); ++i) {
    const Word word = state.expectations()[i].word;
    if (word == Word::none) continue;
    for (const std::string_view spelling : {row(word).zh, row(word).en}) {
      const std::size_t found = edit_distance(text, spelling, tolerance(text));
      if (found >= distance || count_characters(spelling) < 2) continue;
      distance = found;
      diagnostic.suggestion = spelling;
      const Arg meant = called(word);
      diagnostic.help_zh = "是不是「" + std::string(spelling) + "」？";
      diagnostic.help_en = "did you mean " + meant.en + "?";
    }
  }
}

void Complaints::strange_character(const std::string& text, Place where) {
  const CodePoint point = decode(text);
  const bool line_break = point.value == U'\n' || point.value == U'\r';  // in a cell of a spreadsheet
  Diagnostic& report =
      sink_.report("E0212", where, {line_break ? Arg("换行", "a line break") : Arg(text), code_point_name(point.value)});
  const char32_t meant = looks_like(point.value);
  if (meant == 0) return;
  report.suggestion = utf8(meant);
  report.help_zh = "它只是像「" + utf8(meant) + "」，写 " + utf8(meant) + "（" + code_point_name(meant) + "）";
  report.help_en = "it only looks like `" + utf8(meant) + "`; write " + utf8(meant) + " (" + code_point_name(meant) + ")";
}

// What the document says that the sentence implements: the nearest basis of this line or of one it belongs to.
void Complaints::note_basis(Diagnostic& diagnostic, std::int32_t parent) const {
  constexpr std::size_t lines_back_max = 200;
  std::size_t looked = 0;
  for (std::size_t i = tree_.lines.size(); i-- > 0 && looked < lines_back_max; ++looked) {
    const Line& line = tree_.lines[i];
    if (line.parent != parent || tree_.nodes[line.node].kind != NodeKind::basis) continue;
    const Span span = tree_.nodes[line.node].span;
    const auto says = length_in_prose(file_.text(span));
    if (!says) continue;
    diagnostic.notes.push_back({file_.place(span), "依据写的是「" + *says + "」", "the basis says `" + *says + "`", true});
    return;
  }
}

// 5个工作日内应提交意见 -> 5个工作日内 应 提交意见, also where the name stands in another file; empty where it is no such thing.
std::string Complaints::cut_behind_unit(const char* begin, const scan::LengthRead& read) {
  if (const auto pieces = cut_into_words(view(begin, read.unit_end), names())) return joined(*pieces);
  std::string_view rest = view(read.unit_begin, read.unit_end);
  const auto cut = [&](std::string_view piece) {
    const bool there = rest.size() > piece.size() && rest.starts_with(piece);
    if (there) rest.remove_prefix(piece.size());
    return there;
  };
  constexpr std::array<Word, 5> units{Word::working_days, Word::calendar_days, Word::working_hours, Word::hours, Word::minutes};
  if (std::none_of(units.begin(), units.end(), [&](Word unit) { return cut(row(unit).zh); })) return {};
  for (const std::string_view within : {"以内", "之内", "内"})
    if (cut(within)) break;
  std::string apart(view(begin, rest.data()));
  for (const Word word : {Word::shall, Word::may, Word::then})
    if (cut(row(word).zh)) {
      apart += " " + std::string(row(word).zh);
      break;
    }
  return apart + " " + std::string(rest);
}

// 5个工作曰内, 5 working days, 1周内: a unit is written, but it is none.
bool Complaints::suggests_unit(State& state, const Mistake& mistake) {
  const auto read = scan::length(mistake.begin, state.line_end());
  if (!read || read->unit_begin == read->unit_end) return false;
  const char* begin = read->unit_begin;
  std::string_view unit = view(begin, read->unit_end);
  if (find_word(unit) != Word::none) return false;  // 5 应 答复
  if (const std::string apart = cut_behind_unit(mistake.begin, *read); !apart.empty()) {
    sink_.report("E0220", place(state, mistake.begin, read->unit_end), {written(mistake.begin, read->unit_end), apart}).suggestion = apart;
    return true;
  }
  const std::size_t whole = unit.size();
  for (const std::string_view within : {"以内", "之内", "内"})
    if (unit.size() == whole && unit.ends_with(within)) unit.remove_suffix(within.size());
  std::string_view near;
  const Token next = state.token(read->unit_end);
  const std::string_view two_words = view(begin, next.end);
  if (unit.size() == whole && next.kind == TokenKind::word) near = nearest_unit(std::string(unit) + "_" + std::string(next.begin, next.end));
  if (!near.empty()) unit = two_words;
  else near = nearest_unit(unit);
  constexpr std::array<std::string_view, 5> weeks{"周", "星期", "礼拜", "week", "weeks"};
  const bool week = std::find(weeks.begin(), weeks.end(), unit) != weeks.end();
  const bool meant_as_one = unit.size() < whole || view(mistake.begin, begin).ends_with("个");
  if (near.empty() && !week && !meant_as_one) return false;
  Diagnostic& report = sink_.report("E0229", place(state, begin, begin + unit.size()), {std::string(unit)});
  if (week) {
    constexpr std::int64_t days = 7, working_days = 5;
    const bool english = is_english(unit);
    const std::string all = length_text(read->count * days, Word::calendar_days, english);
    const std::string working = length_text(read->count * working_days, Word::working_days, english);
    report.help_zh = "写 " + all + " 或 " + working;
    report.help_en = "write " + all + " or " + working;
  } else if (!near.empty()) {
    report.suggestion = near;
    report.help_zh = "是不是「" + std::string(near) + "」？";
    report.help_en = "did you mean `" + std::string(near) + "`?";
  }
  return true;
}

// 1,000: one number, or the two of a list.
bool Complaints::suggests_number(State& state, const char* begin) {
  const char* end = scan::grouped_end(begin, state.line_end());
  if (end == nullptr) return false;
  const std::string text = written(begin, end);
  std::string one, several;
  for (const char c : scan::folded(text)) {
    if (c != ',') one += c;
    several += c == ',' ? std::string("、") : std::string(1, c);
  }
  sink_.report("E0228", place(state, begin, end), {text, one, several}).suggestion = one;
  return true;
}

void Complaints::mistake(const Mistake& mistake, State& state, std::int32_t parent) {
  const std::string_view code = mistake.code;
  const Place where = place(state, mistake.begin, mistake.end);
  const std::string text = written(mistake.begin, mistake.end);
  const bool english = is_english(text);
  if (code == "E0203") {
    const std::string first = text.starts_with("第") ? "第" : text.starts_with("nth") ? "nth " : "";
    const std::string within = text.ends_with("内") ? "内" : "";
    const auto form = [&](Word unit) { return first + length_text(mistake.value, unit, english) + within; };
    note_basis(sink_.report(code, where, {text, form(Word::working_days), form(Word::calendar_days)}), parent);
  } else if (code == "E0204") {
    const auto form = [&](Word word, std::string_view glue) {
      return std::string(english ? row(word).en : row(word).zh) + std::string(english ? " " : glue) + text;
    };
    std::string after = form(Word::after, " ");
    sink_.report(code, where, {text, form(Word::nth, ""), after});
  } else if (code == "E0216") {
    const Day day{static_cast<std::int32_t>(mistake.value)};
    sink_.report(code, where, {to_string(day), weekday_name(weekday(day)),
                               weekday_name(static_cast<int>(scan::weekday(mistake.begin, mistake.end)->value))});
  } else if (code == "E0222") {
    sink_.report(code, where, {text, std::to_string(mistake.value)});
  } else if (code == "E0228") {
    suggests_number(state, mistake.begin);
  } else if (code == "E0219") {
    if (suggests_number(state, mistake.begin) || suggests_unit(state, mistake)) return;
    sink_.report(code, where, {std::to_string(mistake.value)});
  } else if (code == "E0210") {
    sink_.report(code, where, {std::to_string(nesting_max)});
  } else {
    sink_.report(code, where, {text});
  }
}

void Complaints::stopped(State& state, const char* leftover) {
  // What was tried beyond the sentence is nearer to what was meant: 来访、督办 is a list that goes on with a wrong name.
  if (leftover != nullptr && state.furthest() > state.token(leftover).begin) leftover = nullptr;
  const char* stop = leftover != nullptr ? leftover : state.furthest();
  const Token found = state.token(stop);
  const Place where = place(state, found.begin, found.end);
  const std::string text = written(found.begin, found.end);
  if (found.kind == TokenKind::open_quote) {
    sink_.report("E0211", where, {text});
    return;
  }
  for (const Token& token : around(state, found.begin))
    if (token.kind == TokenKind::number && suggests_date(state, token.begin)) return;
  if (found.kind == TokenKind::other) {
    strange_character(text, where);
    return;
  }
  if (suggests_modal(state, found.begin)) return;
  if (suggests_cut(state, found.begin)) return;
  const Arg wanted = expectations(state);
  if (found.kind == TokenKind::end) {
    const bool bar_missing = expects(state, &grammar::labels::bar);
    bar_missing ? sink_.report("E0217", where) : sink_.report("E0202", where, {wanted});
  } else if (expects(state, &grammar::labels::cell) && found.symbol == '|') {
    sink_.report(after_then(state, stop) ? "E0230" : "E0218", where);
  } else if (leftover != nullptr) {
    Diagnostic& diagnostic = sink_.report("E0213", where, {text});
    if (state.furthest() == found.begin && state.expectation_count() > 0) {
      diagnostic.help_zh = "这里还可以写" + wanted.zh;
      diagnostic.help_en = "what may follow here: " + wanted.en;
    }
  } else if (found.word != Word::none && found.kind == TokenKind::word && only_a_name_is_expected(state) &&
             !(expects(state, &grammar::labels::who) && begins_an_action(found.word))) {
    sink_.report("E0205", where, {text, called(state.expectations()[0])});
  } else {
    Diagnostic& diagnostic = sink_.report("E0201", where, {wanted, text});
    if (found.kind == TokenKind::word) suggest_keyword(diagnostic, state, text);
  }
}

void Complaints::misplaced(NodeKind kind, const Token& head, State& state) {
  std::vector<Arg> holders;
  const KindSet parents = parents_of(kind);
  for (const LineForm& form : all_forms()) {
    const bool holds = (parents & set_of(form.kind)) != 0 && head_of(form.kind) == form.head;
    if (holds && holders.size() < alternatives_shown) holders.push_back(called(form.head));
  }
  sink_.report("E0207", place(state, head.begin, head.end), {written(head.begin, head.end), one_of(holders)});
}

void Complaints::else_without_if(const Token& head, State& state) {
  sink_.report("E0208", place(state, head.begin, head.end), {written(head.begin, head.end)});
}

void Complaints::out_of_line(State& state, const Line& line, Span parent_head) {
  const Node& node = tree_.nodes[line.node];
  const char* begin = state.line_begin() + (node.span.begin - state.offset(state.line_begin()));
  const Token head = state.token(begin);
  sink_.report("W0201", place(state, head.begin, head.end),
               {file_.text(parent_head), std::to_string(file_.place(parent_head).line)});
}

void Complaints::hint(const ReadHint& hint, State& state) {
  const std::string number = std::to_string(hint.value);
  const WordRow& word = row(hint.word);
  const std::string meant = std::string(word.zh) + " " + number;
  sink_.report("H0201", place(state, hint.begin, hint.end), {written(hint.begin, hint.end), meant, std::string(word.en) + " " + number})
      .suggestion = meant;
}

Word Complaints::unknown_head(const Token& head, State& state, const Structure& structure) {
  const Place where = place(state, head.begin, head.end);
  const std::string text = written(head.begin, head.end);
  if (head.kind == TokenKind::other) {
    strange_character(text, where);
    return Word::none;
  }
  if (head.kind == TokenKind::number && suggests_date(state, head.begin)) return Word::none;
  if (const auto pieces = cut(head)) {
    sink_.report("E0220", where, {text, *pieces}).suggestion = *pieces;
    return find_word(std::string_view(*pieces).substr(0, pieces->find(' ')));
  }

  // What may stand here: under the lines that are open, the innermost first.
  std::vector<Word> fitting;
  const KindSet open = structure.open_kinds();
  for (const LineForm& form : all_forms()) {
    if ((parents_of(form.kind) & open) != 0) fitting.push_back(form.head);
  }
  Word nearest = Word::none;
  std::size_t distance = tolerance(text) + 1;
  if (head.kind == TokenKind::word && count_characters(text) > 1) {
    for (const Word word : fitting) {
      for (const std::string_view spelling : {row(word).zh, row(word).en}) {
        if (count_characters(spelling) < 2) continue;
        const std::size_t found = edit_distance(text, spelling, tolerance(text));
        if (found < distance) {
          distance = found;
          nearest = word;
        }
      }
    }
  }
  Diagnostic& diagnostic = sink_.report("E0206", where, {text});
  if (nearest != Word::none) {
    const Arg meant = called(nearest);
    diagnostic.help_zh = "是不是" + meant.zh + "？";
    diagnostic.help_en = "did you mean " + meant.en + "?";
    diagnostic.suggestion = is_english(text) ? row(nearest).en : row(nearest).zh;
    return nearest;
  }
  std::vector<Arg> shown;
  const std::int32_t innermost = structure.innermost();
  const KindSet closest = innermost >= 0 ? set_of(structure.kind(innermost)) : top_level;
  for (const bool near : {true, false}) {
    for (const Word word : fitting) {
      const LineForm* form = find_form(word, structure);
      const bool is_near = form != nullptr && (parents_of(form->kind) & closest) != 0;
      if (is_near == near && shown.size() < heads_shown) shown.push_back(called(word));
    }
  }
  shown.push_back({"别的行首词", "another head word"});
  const Arg list = one_of(shown);
  diagnostic.help_zh = "这里可以写 " + list.zh;
  diagnostic.help_en = "a line here may begin with " + list.en;
  return Word::none;
}

}  // namespace sanhuan::dsl
