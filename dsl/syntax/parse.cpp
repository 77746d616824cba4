// Text to tree, line by line. A line that is not understood becomes a hole of the rank its head word says, with one message,
// and the next line starts afresh: no mistake can hide another line's.
#include "dsl/diagnostics/sink.hpp"
#include "dsl/syntax/complaint.hpp"
#include "dsl/syntax/forms.hpp"
#include "dsl/syntax/primitives.hpp"

namespace sanhuan::dsl {

namespace {

using scan::Token;
using scan::TokenKind;

std::uint16_t indent_of(std::string_view line) noexcept {
  constexpr unsigned tab = 4, indent_max = 1000;
  unsigned cells = 0;
  for (std::size_t i = 0; i < line.size() && cells < indent_max;) {
    if (line[i] == ' ') {
      ++cells, ++i;
    } else if (line[i] == '\t') {
      cells += tab, ++i;
    } else if (line.substr(i).starts_with("\u3000")) {
      cells += 2, i += 3;
    } else {
      break;
    }
  }
  return static_cast<std::uint16_t>(cells);
}

class Reader {
 public:
  Reader(const SourceFile& file, Tree& tree, Sink& sink)
      : file_(file), tree_(tree), state_(tree.nodes, file.text()), structure_(tree.lines), complaints_(file, tree, sink) {}

  void read_all() {
    for (std::uint32_t number = 1; number <= file_.lines(); ++number) read(file_.line(number));
  }

 private:
  struct Head {
    Token token;
    Word word = Word::none;
    const char* after = nullptr;
  };

  void read(std::string_view line) {
    const char* begin = line.data();
    const char* end = begin + line.size();
    const char* first = scan::skip_blanks(begin, end);
    if (first == end || scan::at_comment(first, end)) return;
    state_.start_line(begin, end);
    const Head head = read_head(first);
    if (head.token.kind == TokenKind::end) return;  // nothing but a full stop
    const std::uint16_t indent = indent_of(line);
    if (const LineForm* form = form_of(head)) {
      read_line(*form, head, indent);
    } else {
      read_unknown(head, indent);
    }
  }

  Head read_head(const char* first) {
    const Token token = state_.token(first);
    if (token.word == Word::none && grammar::joins_number(token.prefix)) return {token, token.prefix, token.prefix_end};
    return {token, token.kind == TokenKind::word ? token.word : Word::none, token.end};
  }

  const LineForm* form_of(const Head& head) {
    if (head.token.symbol == '|') return &row_form(structure_);
    if (head.token.kind == TokenKind::number) return scan::date(head.token.begin, state_.line_end()) ? &step_form() : nullptr;
    if (head.word == Word::none) return nullptr;
    if (in_migration() && says_migration(head)) return &migration_form();
    return find_form(head.word, structure_);
  }

  bool in_migration() const {
    const std::int32_t open = structure_.innermost();
    return open >= 0 && structure_.kind(open) == NodeKind::migration;
  }

  // The line that opened the migration: its own lines stand side by side.
  std::int32_t migration() const {
    const std::int32_t open = structure_.innermost();
    const std::int32_t above = tree_.lines[static_cast<std::size_t>(open)].parent;
    return above >= 0 && structure_.kind(above) == NodeKind::migration ? above : open;
  }

  // 环节 a 为 b, 时限 y 从旧, 补开
  bool says_migration(const Head& head) {
    if (head.word == Word::open_missing) return true;
    const Token name = state_.token(head.after);
    const Token verb = state_.token(name.end);
    switch (verb.word) {
      case Word::equal: case Word::old_rule: case Word::new_rule: case Word::better_rule: case Word::drop: case Word::open_missing:
        return name.kind == TokenKind::word;
      default: return false;
    }
  }

  void read_line(const LineForm& form, const Head& head, std::uint16_t indent) {
    const std::int32_t parent = &form == &migration_form() ? migration() : structure_.place_for(form.kind, indent);
    Line line{static_cast<std::uint32_t>(tree_.nodes.size()), parent, indent};
    if (parent == Structure::nowhere) {
      complaints_.misplaced(form.kind, head.token, state_);
      add_hole(head.token.begin, head.word);
      structure_.add_misplaced(form.kind, line);
      return;
    }
    if (form.kind == NodeKind::else_line && !structure_.follows_if(parent)) {
      complaints_.else_without_if(head.token, state_);
      add_hole(head.token.begin, head.word);
      structure_.add(form.kind, line);
      return;
    }
    const bool understood = parse_line(form, head, parent);
    if (!understood) {
      tree_.nodes.resize(line.node);
      add_hole(head.token.begin, head.word);
    }
    structure_.add(form.kind, line);
    if (!understood) return;
    for (const ReadHint& hint : state_.hints) complaints_.hint(hint, state_);
    if (structure_.last_is_out_of_line()) complaints_.out_of_line(state_, line, head_span(parent));
  }

  // Reports where it returns false.
  bool parse_line(const LineForm& form, const Head& head, std::int32_t parent) {
    try {
      const std::uint32_t previous = state_.open(form.kind, head.token.begin);
      const char* stopped = form.parse(form.head_belongs ? head.token.begin : head.after, state_);
      if (stopped != nullptr && state_.token(stopped).kind == TokenKind::end) {
        state_.close(previous, last_of(stopped, head));
        keep_spare_marks(state_.offset(stopped));
        return true;
      }
      complaints_.stopped(state_, stopped);
    } catch (const Mistake& mistake) {
      complaints_.mistake(mistake, state_, parent);
    } catch (const grammar::x3::expectation_failure<grammar::Iterator>&) {
      complaints_.stopped(state_, nullptr);
    }
    return false;
  }

  void keep_spare_marks(std::uint32_t end) {
    for (const std::uint32_t mark : state_.spare_marks()) {
      if (mark < end) tree_.spare_marks.push_back(mark);
    }
  }

  const char* last_of(const char* stopped, const Head& head) const { return stopped == nullptr ? head.after : stopped; }

  void read_unknown(const Head& head, std::uint16_t indent) {
    const Word meant = complaints_.unknown_head(head.token, state_, structure_);
    const LineForm* form = meant == Word::none ? nullptr : find_form(meant, structure_);
    const NodeKind kind = form == nullptr ? NodeKind::hole : form->kind;
    Line line{static_cast<std::uint32_t>(tree_.nodes.size()), structure_.innermost(), indent};
    add_hole(head.token.begin, meant);
    const std::int32_t place = form == nullptr ? Structure::nowhere : structure_.place_for(kind, indent);
    if (place == Structure::nowhere) {
      structure_.add(NodeKind::hole, line);
    } else {
      line.parent = place;
      structure_.add(kind, line);
    }
  }

  void add_hole(const char* begin, Word head) {
    tree_.nodes.push_back({NodeKind::hole, head, 1, state_.span(begin, state_.line_end()), 0});
  }

  Span head_span(std::int32_t line) const {
    const Span whole = tree_.nodes[tree_.lines[static_cast<std::size_t>(line)].node].span;
    const char* begin = file_.text().data() + whole.begin;
    const Token head = scan::read(begin, file_.text().data() + whole.end);
    return {whole.begin, whole.begin + static_cast<std::uint32_t>(head.end - begin)};
  }

  const SourceFile& file_;
  Tree& tree_;
  State state_;
  Structure structure_;
  Complaints complaints_;
};

}  // namespace

Tree parse(const SourceFile& file, Sink& sink) {
  Tree tree;
  constexpr std::size_t bytes_a_node = 8, bytes_a_line = 40;  // of the Lanshan pack, rounded down
  tree.nodes.reserve(file.text().size() / bytes_a_node);
  tree.lines.reserve(file.text().size() / bytes_a_line);
  Reader(file, tree, sink).read_all();
  return tree;
}

}  // namespace sanhuan::dsl
