// A migration for people and for programs (semantics 8.2).
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "cli/session.hpp"
#include "sanhuan/instant.hpp"
#include "sanhuan/migration.hpp"

namespace sanhuan::cli {

struct MigrationPage {
  const MigrationPlan& plan;
  std::string title;   // of the pack
  Zone zone;
  bool done = false;   // it was carried out
  bool all = false;    // every case is listed
};
void print_migration(const MigrationPage&, Session&);
nlohmann::ordered_json migration_json(const MigrationPage&);

}  // namespace sanhuan::cli
