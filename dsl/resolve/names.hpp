// Names (名) and keys (记号): who declared what, and where. One name means one thing (language.md 8).
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dsl/diagnostics/sink.hpp"
#include "sanhuan/source.hpp"

namespace sanhuan::dsl {

enum class NameKind : std::uint8_t {
  enumeration, case_type, fact, event, table, directory, process, role, unit,
  responsibility, ring, stage, final_stage, thread, deadline,
};

Arg kind_name(NameKind);                       // 环节, stage
Arg kind_names(std::span<const NameKind>);     // 单位、角色 或 要素

struct Symbol {
  NameKind kind = NameKind::fact;
  std::uint32_t id = 0;
  std::string name;
  std::string key;   // the name where none was written
  Place place;
  std::size_t pack = 0;  // which of the packs that build on one another declared it
};

// The names of one level: of the packs, of a case type, of a process. What stands above is visible below.
class NameTable {
 public:
  explicit NameTable(const NameTable* above = nullptr) : above_(above) {}
  NameTable(const NameTable&) = delete;
  NameTable& operator=(const NameTable&) = delete;

  const Symbol* find(std::string_view name) const;       // here or above
  const Symbol* find_here(std::string_view name) const;
  // nullptr and one report where the name is taken, by the same kind or by another, or the key by the same kind.
  const Symbol* declare(Symbol, Sink&);
  std::size_t count(NameKind kind) const noexcept { return counts_[static_cast<std::size_t>(kind)]; }  // here
  // Every visible name of these kinds; of all kinds where none is given.
  std::vector<std::string> visible(std::span<const NameKind> = {}) const;

 private:
  const NameTable* above_;
  std::deque<Symbol> symbols_;
  std::array<std::size_t, 16> counts_{};  // by kind
  std::unordered_map<std::string_view, const Symbol*> by_name_;
  std::map<std::pair<NameKind, std::string_view>, const Symbol*> by_key_;
};

}  // namespace sanhuan::dsl
