// Collects diagnostics: fills in the catalogue's texts, drops the same code at the same place, caps, sorts.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
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

class Sink {
 public:
  // The code must be in the catalogue. The reference is valid until the next report.
  Diagnostic& report(std::string_view code, Place, std::initializer_list<Arg> = {});
  bool has_errors() const noexcept { return errors_ > 0; }
  std::size_t errors() const noexcept { return errors_; }
  const std::vector<Diagnostic>& all() const noexcept { return all_; }
  std::vector<Diagnostic> take();  // sorted by file and place; at most 200, then one that says how many more

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

}  // namespace sanhuan::dsl
