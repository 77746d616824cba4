// A mapping file (docs/import.md): how a row of a table becomes the events of a case.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/session.hpp"
#include "sanhuan/instant.hpp"

namespace sanhuan::cli {

// Text with cells of the row in it: 留言{number}.
struct RowText {
  struct Piece {
    std::string text;   // before the cell
    int column = -1;    // into Mapping::columns; -1: none follows
  };
  std::vector<Piece> pieces;
  bool empty() const noexcept { return pieces.empty(); }
};

struct MappedFact {
  std::string name;
  bool list = false;
  std::vector<RowText> values;  // one, or the members of a list
};

struct MappedEvent {
  std::string event, open;
  RowText at, unit, role;
  std::string actor;            // "petitioner" or "system"; empty: unit and role
  std::vector<MappedFact> facts;
  bool assumed = false;
};

struct Mapping {
  Zone zone;
  std::vector<std::string> columns;                       // that the table must have
  std::vector<std::optional<std::string>> blank;          // by column: what stands in for an empty cell
  RowText case_id, group;
  std::vector<MappedEvent> events;
  std::vector<std::string> notes;
};

// nullopt where it cannot be used; every mistake in it is then told on standard error, each with its place.
std::optional<Mapping> read_mapping(const std::filesystem::path&, Session&);

}  // namespace sanhuan::cli
