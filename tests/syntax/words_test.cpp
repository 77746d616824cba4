#include <catch2/catch.hpp>

#include <set>

#include "dsl/syntax/words.hpp"

using namespace sanhuan::dsl;

TEST_CASE("both spellings of every keyword find it", "[syntax]") {
  for (const WordRow& word : words()) {
    INFO(word.zh);
    CHECK(find_word(word.zh) == word.word);
    CHECK(find_word(word.en) == word.word);
    CHECK(&row(word.word) == &word);
  }
}

TEST_CASE("the word table holds as many pairs as it has lines", "[syntax]") {
  std::set<std::string_view> chinese, english;
  for (const WordRow& word : words()) {
    chinese.insert(word.zh);
    english.insert(word.en);
  }
  CHECK(chinese.size() == words().size());
  CHECK(english.size() == words().size());
}

TEST_CASE("what is no keyword is none", "[syntax]") {
  CHECK(find_word("") == Word::none);
  CHECK(find_word("不满意") == Word::none);
  CHECK(find_word("Deadline") == Word::none);
}
