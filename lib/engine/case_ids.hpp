// Case ids to handles and back: the texts end to end, and a table of handles that is looked up by their hash.
// A hash map of strings would take more memory than the cases themselves.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sanhuan {

class CaseIds {
 public:
  using Handle = std::uint32_t;

  std::string_view operator[](Handle h) const noexcept {
    return std::string_view(texts_).substr(starts_[h], starts_[h + 1] - starts_[h]);
  }
  std::size_t size() const noexcept { return starts_.size() - 1; }

  std::optional<Handle> find(std::string_view id) const noexcept {
    const std::uint32_t found = table_[place_of(id)];
    return found == empty ? std::nullopt : std::optional(found);
  }

  // An id that is not there yet; its handle is the number of those before it.
  Handle add(std::string_view id) {
    if ((size() + 1) * 3 > table_.size() * 2) grow();
    const auto handle = static_cast<Handle>(size());
    texts_ += id;
    starts_.push_back(texts_.size());
    table_[place_of(id)] = handle;
    return handle;
  }

 private:
  static constexpr std::uint32_t empty = UINT32_MAX;

  // Where the id stands, or the empty place where it would.
  std::size_t place_of(std::string_view id) const noexcept {
    std::size_t at = std::hash<std::string_view>{}(id) & (table_.size() - 1);
    while (table_[at] != empty && (*this)[table_[at]] != id) at = (at + 1) & (table_.size() - 1);
    return at;
  }
  void grow() {
    table_.assign(table_.size() * 2, empty);
    for (Handle h = 0; h < size(); ++h) table_[place_of((*this)[h])] = h;
  }

  std::string texts_;
  std::vector<std::size_t> starts_{0};                            // of each text, and where the last one ends
  std::vector<std::uint32_t> table_ = std::vector<std::uint32_t>(16, empty);  // a power of two long
};

}  // namespace sanhuan
