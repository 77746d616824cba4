// How the parts of a sentence are written: keywords, lengths, dates and punctuation in Chinese or in English, and what stands
// between two of them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsl/format/sentence.hpp"
#include "sanhuan/diagnostic.hpp"

namespace sanhuan::dsl {

struct Style {
  Language marks = Language::zh;   // of punctuation, weekdays, months and days
  std::optional<Language> words;   // of keywords and lengths; nullopt: each as it is spelled
  bool keeps_spare_marks = false;  // a line that would read differently without them
};

// One blank between words; full-width marks bring their own.
std::string spelled(std::span<const Part>, std::string_view tail, const Style&);
// What stands between the bars of a row.
std::vector<std::string> spelled_cells(const Sentence&, const Style&);

// Keywords spelled in English less those in Chinese. Comparisons do not count: people write < in Chinese files.
std::ptrdiff_t english_words(const Sentence&) noexcept;

}  // namespace sanhuan::dsl
