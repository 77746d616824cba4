// Collects diagnostics: fills in the catalogue's texts, drops the same code at the same place, caps, sorts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "sanhuan/diagnostic.hpp"

namespace sanhuan::dsl {

// An argument that reads the same in both languages (a name), or one that does not (a kind of thing).
struct Arg {
  std::string zh, en;
  Arg(std::string both) : zh(both), en(std::move(both)) {}
  Arg(std::string_view both) : zh(both), en(both) {}
  Arg(const char* both) : zh(both), en(both) {}
  Arg(std::string z, std::string e) : zh(std::move(z)), en(std::move(e)) {}
};

inline constexpr std::size_t diagnostics_shown_max = 200;
inline constexpr std::size_t diagnostics_kept_max = 5000;  // errors, and as many others; further ones are only counted

class Sink {
 public:
  // The code must be in the catalogue. The reference is valid until the next report.
  Diagnostic& report(std::string_view code, Place, std::initializer_list<Arg> = {});
  Diagnostic& report(std::string_view code, Place, const std::vector<Arg>&);
  bool has_errors() const noexcept { return errors_ > 0; }
  std::size_t errors() const noexcept { return errors_; }
  const std::vector<Diagnostic>& all() const noexcept { return all_; }
  // Those reported since `all()` had so many: to say more of them.
  std::span<Diagnostic> since(std::size_t before) noexcept { return std::span(all_).subspan(std::min(before, all_.size())); }
  std::vector<Diagnostic> take();  // sorted by file and place; at most 200, then one that says how many more

 private:
  std::vector<Diagnostic> all_;
  std::unordered_set<std::string> seen_;  // code and place
  Diagnostic unkept_;                     // written to instead of a duplicate
  std::size_t errors_ = 0;
  std::size_t kept_errors_ = 0, kept_others_ = 0;
  std::size_t uncounted_ = 0;  // reported past diagnostics_kept_max
};

}  // namespace sanhuan::dsl
