#include "dsl/resolve/check_once.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace sanhuan::dsl {

namespace {

struct Said {
  NodeKind kind;
  Word what = Word::none;  // of kinds that say one of several things
  friend bool operator==(const Said&, const Said&) = default;
};

// What a line under one of kind `under` says that may not be said again.
std::vector<Said> said_once(NodeKind under, const LineRef& line) {
  const NodeKind kind = line.kind();
  const auto flagged = [&](std::initializer_list<Word> words, Word as) {
    std::vector<Said> said;
    for (const Cursor& part : line.node().children(NodeKind::flag))
      if (std::find(words.begin(), words.end(), part.word()) != words.end()) said.push_back({kind, as});
    return said;
  };
  switch (kind) {
    case NodeKind::locality:
    case NodeKind::fallback:
    case NodeKind::persons:
    case NodeKind::late_when:
    case NodeKind::top:
    case NodeKind::on_entry:
    case NodeKind::on_exit:
    case NodeKind::only_if:
    case NodeKind::restart:
    case NodeKind::calendar_change:
    case NodeKind::class_change:
    case NodeKind::extendable:
    case NodeKind::effective:
    case NodeKind::duty: return {{kind}};
    case NodeKind::from:
      if (under == NodeKind::promise || under == NodeKind::deadline)
        return {};  // several clocks; of a deadline E0423 says it
      return {{kind, line.node().child(NodeKind::decides)
                         ? Word::by
                         : Word::none}};  // a return has a window and a time to decide
    case NodeKind::bound:
    case NodeKind::return_limit: return {{kind, line.node().word()}};
    case NodeKind::terms: {
      std::vector<Said> said = flagged({Word::before_expiry}, Word::before_expiry);
      const std::vector<Said> end = flagged({Word::raw_end, Word::rolled_end}, Word::raw_end);
      said.insert(said.end(), end.begin(), end.end());
      return said;
    }
    default: return {};
  }
}

// 期间 …, 重算 … 照算 …: whether in one line or in several, each clock is spoken of once, and so is 其余 (2.11).
void check_policies(Context& context, NodeKind kind, const std::vector<LineRef>& lines) {
  std::vector<std::pair<std::string, Place>> seen;
  const auto say = [&](const std::string& name, Place place) {
    const auto first = std::find_if(seen.begin(), seen.end(), [&](const auto& s) { return s.first == name; });
    if (first == seen.end()) seen.emplace_back(name, place);
    else context.sink.report("E0459", place, {name}).notes.push_back({first->second, "先前写在这里", "first written here"});
  };
  for (const LineRef& line : lines) {
    if (!line.is(kind)) continue;
    for (const Cursor& policy : line.node().children(NodeKind::policy)) {
      for (const Cursor& name : policy.children(NodeKind::name)) say(name.text(), name.place());
      for (const Cursor& flag : policy.children(NodeKind::flag))
        if (flag.word() == Word::rest) say(std::string(flag.source().text(flag.node().span)), flag.place());
    }
  }
}

void check_siblings(Context& context, NodeKind under, const std::vector<LineRef>& lines) {
  check_policies(context, NodeKind::while_here, lines);
  check_policies(context, NodeKind::clock_policy, lines);
  std::vector<std::pair<Said, Place>> seen;
  for (const LineRef& line : lines) {
    for (const Said& said : said_once(under, line)) {
      const auto first =
          std::find_if(seen.begin(), seen.end(), [&](const auto& s) { return s.first == said; });
      if (first == seen.end()) {
        seen.emplace_back(said, line.place());
        continue;
      }
      const std::string text(line.node().source().text(line.node().node().span));
      context.sink.report("E0327", line.place(), {text})
          .notes.push_back({first->second, "这里已经写过", "it is said here already"});
      break;
    }
    check_siblings(context, line.kind(), line.below());
  }
}

}  // namespace

void check_once(Context& context, const RuleFile& file) {
  check_siblings(context, NodeKind::hole, top_lines(file));
}

}  // namespace sanhuan::dsl
