#include "lib/analysis/reach.hpp"

#include <algorithm>

namespace sanhuan {

namespace {

using model::Consequence;
using model::Move;
using model::Process;
using model::ScopeKind;

class Collector {
 public:
  Collector(const RulebookData& rules, const Process& process) : rules_(rules), process_(process) {}

  std::vector<StageEdge> run() {
    for (const model::Transition& t : process_.transitions) add(t.scope, t.then, !t.event, t.rule);
    for (const model::Deadline& d : process_.deadlines)
      for (std::uint32_t r = d.rungs.first; r < d.rungs.first + d.rungs.count; ++r)
        add(d.scope, rules_.rungs[r].then, false, rules_.rungs[r].rule);
    for (const model::Return& line : process_.returns) {
      add(line.scope, line.overdue, false, line.rule);
      const bool bounded = line.in_total > 0 || line.per_unit > 0;
      for_leaves(line.scope, [&](ScopeId leaf) { edge({leaf, line.target, bounded, false, line.rule}); });
    }
    for (const model::Reopening& r : process_.reopenings)
      for (const ScopeId closed : r.finals) {
        edge({closed, r.then.target, r.then.at_most > 0, false, r.rule});
        edge({closed, r.then.afterwards, false, false, r.rule});
      }
    // The way back needs the ways in, so it comes last. Side stages do not nest: from one into another what sleeps sleeps on.
    const std::size_t ways_in = edges_.size();
    for (const auto& [scope, eventless, rule] : backs_)
      for (std::size_t i = 0; i < ways_in; ++i) {
        const StageEdge in = edges_[i];
        if (!is_inside(process_, in.to, scope) || is_inside(process_, in.from, scope)) continue;
        std::vector<char> seen(process_.scopes.size());
        back(in.to, in.from, ways_in, eventless, rule, seen);
      }
    return std::move(edges_);
  }

 private:
  struct Back {
    ScopeId scope;
    bool eventless;
    RuleId rule;
  };

  template <class F>
  void for_leaves(ScopeId scope, F&& f) {
    for (std::size_t i = 0; i < process_.scopes.size(); ++i) {
      const ScopeId leaf(i);
      if (is_leaf(process_, leaf) && process_.scopes[i].kind != ScopeKind::final && is_inside(process_, leaf, scope))
        f(leaf);
    }
  }
  void edge(StageEdge e) {
    if (e.from && e.to) edges_.push_back(e);
  }
  // From the side stage `out` to `in`, or to what sleeps beside `in` where that is a side stage too.
  void back(ScopeId out, ScopeId in, std::size_t ways_in, bool eventless, RuleId rule, std::vector<char>& seen) {
    if (seen[in.value] != 0) return;
    seen[in.value] = 1;
    if (!process_.scopes[in.value].side) return edge({out, in, false, eventless, rule, true});
    for (std::size_t i = 0; i < ways_in; ++i)
      if (edges_[i].to == in && edges_[i].from != out) back(out, edges_[i].from, ways_in, eventless, rule, seen);
  }
  void add(ScopeId scope, const Consequence& then, bool eventless, RuleId rule) {
    if (then.move == Move::back) backs_.push_back({scope, eventless, rule});
    if (then.move != Move::go) return;
    for_leaves(scope, [&](ScopeId leaf) {
      edge({leaf, then.target, then.at_most > 0, eventless, rule});
      edge({leaf, then.afterwards, false, eventless, rule});
    });
  }

  const RulebookData& rules_;
  const Process& process_;
  std::vector<StageEdge> edges_;
  std::vector<Back> backs_;
};

// Tarjan's strongly connected components, without recursion on the depth of the rules.
class Components {
 public:
  Components(std::size_t nodes, const std::vector<StageEdge>& edges) : next_(nodes), index_(nodes, 0), low_(nodes, 0) {
    for (const StageEdge& e : edges) next_[e.from.value].push_back(e.to.value);
    component_.assign(nodes, 0);
    for (std::uint32_t n = 0; n < nodes; ++n)
      if (index_[n] == 0) visit(n);
  }
  std::uint32_t of(ScopeId s) const { return component_[s.value]; }

 private:
  void visit(std::uint32_t start) {
    struct Frame { std::uint32_t node; std::size_t edge; };
    std::vector<Frame> frames{{start, 0}};
    open(start);
    while (!frames.empty()) {
      Frame& top = frames.back();
      if (top.edge < next_[top.node].size()) {
        const std::uint32_t to = next_[top.node][top.edge++];
        if (index_[to] == 0) {
          open(to);
          frames.push_back({to, 0});
        } else if (component_[to] == 0) {
          low_[top.node] = std::min(low_[top.node], index_[to]);
        }
        continue;
      }
      const std::uint32_t node = top.node;
      frames.pop_back();
      if (!frames.empty()) low_[frames.back().node] = std::min(low_[frames.back().node], low_[node]);
      if (low_[node] == index_[node]) close(node);
    }
  }
  void open(std::uint32_t node) {
    index_[node] = low_[node] = ++counter_;
    stack_.push_back(node);
  }
  void close(std::uint32_t node) {
    ++components_;
    std::uint32_t top;
    do {
      top = stack_.back();
      stack_.pop_back();
      component_[top] = components_;
    } while (top != node);
  }

  std::vector<std::vector<std::uint32_t>> next_;
  std::vector<std::uint32_t> index_, low_, component_, stack_;
  std::uint32_t counter_ = 0, components_ = 0;
};

std::vector<char> flood(std::size_t nodes, std::vector<char> marked,
                        const std::vector<std::vector<std::uint32_t>>& next) {
  std::vector<std::uint32_t> todo;
  for (std::uint32_t n = 0; n < nodes; ++n)
    if (marked[n]) todo.push_back(n);
  while (!todo.empty()) {
    const std::uint32_t n = todo.back();
    todo.pop_back();
    for (std::uint32_t to : next[n])
      if (!marked[to]) {
        marked[to] = 1;
        todo.push_back(to);
      }
  }
  return marked;
}

}  // namespace

bool is_inside(const Process& process, ScopeId inner, ScopeId outer) noexcept {
  for (ScopeId s = inner; s; s = process.scopes[s.value].parent)
    if (s == outer) return true;
  return false;
}

bool is_leaf(const Process& process, ScopeId id) noexcept {
  const ScopeKind kind = process.scopes[id.value].kind;
  if (kind == ScopeKind::substage || kind == ScopeKind::final) return true;
  if (kind != ScopeKind::stage) return false;
  return std::none_of(process.scopes.begin(), process.scopes.end(), [&](const model::Scope& s) {
    return s.parent == id && s.kind == ScopeKind::substage;
  });
}

std::vector<StageEdge> edges_of(const RulebookData& rules, const Process& process) {
  return Collector(rules, process).run();
}

std::vector<char> reached_from(const Process& process, const std::vector<StageEdge>& edges, ScopeId start) {
  std::vector<std::vector<std::uint32_t>> next(process.scopes.size());
  for (const StageEdge& e : edges) next[e.from.value].push_back(e.to.value);
  std::vector<char> marked(process.scopes.size(), 0);
  if (start) marked[start.value] = 1;
  return flood(process.scopes.size(), std::move(marked), next);
}

std::vector<char> leads_to_final(const Process& process, const std::vector<StageEdge>& edges) {
  std::vector<std::vector<std::uint32_t>> before(process.scopes.size());
  for (const StageEdge& e : edges) before[e.to.value].push_back(e.from.value);
  std::vector<char> marked(process.scopes.size(), 0);
  for (std::size_t i = 0; i < process.scopes.size(); ++i) marked[i] = process.scopes[i].kind == ScopeKind::final;
  return flood(process.scopes.size(), std::move(marked), before);
}

std::vector<Loop> loops(const Process& process, const std::vector<StageEdge>& edges) {
  const Components components(process.scopes.size(), edges);
  std::vector<Loop> found;
  std::vector<std::uint32_t> reported;
  for (const StageEdge& e : edges) {
    const std::uint32_t component = components.of(e.from);
    if (component != components.of(e.to)) continue;
    const auto known = std::find(reported.begin(), reported.end(), component);
    if (known != reported.end()) {
      // The line that an author will want to bound: a 转, and the one that goes back in the file.
      StageEdge& shown = found[static_cast<std::size_t>(known - reported.begin())].edge;
      const auto likely = [](const StageEdge& x) { return (x.leads_back ? 0 : 2) + (x.to < x.from ? 1 : 0); };
      if (likely(e) > likely(shown)) shown = e;
      continue;
    }
    reported.push_back(component);
    Loop loop;
    loop.edge = e;
    for (std::size_t i = 0; i < process.scopes.size(); ++i)
      if (components.of(ScopeId(i)) == component && is_leaf(process, ScopeId(i))) loop.leaves.push_back(ScopeId(i));
    found.push_back(std::move(loop));
  }
  return found;
}

}  // namespace sanhuan
