// A map whose keys and types are known: what is written is checked as it is taken.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/diagnostics/sink.hpp"
#include "dsl/source/source_file.hpp"
#include "dsl/yaml/document.hpp"
#include "dsl/yaml/keys.hpp"
#include "dsl/yaml/written.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan::dsl::yaml {

inline Arg spelled(Key key) { return {std::string(key.zh), std::string(key.en)}; }

// A word with a fixed meaning, in both vocabularies.
template <class T>
struct Choice {
  std::string_view en, zh;
  T value;
};

// Checks of single nodes; each reports and gives nothing where the node is something else.
class Reader {
 public:
  Reader(const SourceFile& file, Sink& sink) : file_(file), sink_(sink) {}

  const SourceFile& file() const noexcept { return file_; }
  Sink& sink() const noexcept { return sink_; }
  Place place(const Node& node) const noexcept { return file_.place(node.span); }
  Diagnostic& report(std::string_view code, const Node& node, std::initializer_list<Arg> args = {}) const {
    return sink_.report(code, place(node), args);
  }

  Written text(const Node&) const;
  std::vector<Written> texts(const Node&) const;         // a list; no text twice
  std::vector<Written> text_or_texts(const Node&) const;  // one text stands for a list of one
  std::optional<std::int64_t> number(const Node&, std::int64_t low, std::int64_t high) const;
  std::optional<Day> date(const Node&) const;  // 2026-09-18
  std::optional<Zone> zone(const Node&) const;
  const std::vector<Node>* list(const Node&) const;
  const std::vector<Entry>* map(const Node&) const;

  // A word among `choices`.
  template <class T, std::size_t N>
  std::optional<T> choice(const Node& node, const Choice<T> (&choices)[N]) const {
    const Written word = text(node);
    return word.empty() ? std::nullopt : choice(word, choices);
  }

  // The same of what stands in a table.
  std::optional<std::int64_t> number(const Written&, std::int64_t low, std::int64_t high) const;
  std::optional<Day> date(const Written&) const;
  template <class T, std::size_t N>
  std::optional<T> choice(const Written& word, const Choice<T> (&choices)[N]) const {
    std::vector<std::pair<std::string_view, std::string_view>> words;
    for (const Choice<T>& c : choices) {
      if (word.text == c.en || word.text == c.zh) return c.value;
      words.emplace_back(c.en, c.zh);
    }
    report_choice(word, words);
    return std::nullopt;
  }

 private:
  void report_choice(const Written&, const std::vector<std::pair<std::string_view, std::string_view>>&) const;
  bool expect(Kind, const Node&) const;

  const SourceFile& file_;
  Sink& sink_;
};

// The entries of a map by key. Keys that are not known are reported at once.
class Fields {
 public:
  Fields(const Reader&, const Node&, Keys);

  const Node* find(Key) const;
  const Node* need(Key) const;  // reported where it is missing

 private:
  const Reader& reader_;
  const Node& node_;
  std::vector<std::string_view> meant_;  // keys that a misspelt one stands for: reported, so not missing
};

}  // namespace sanhuan::dsl::yaml
