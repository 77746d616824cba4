// Cases of a ledger under new rules: the plan, and the step that plan, migration and fold have in common. Semantics 8.2.
#pragma once

#include "lib/core/past.hpp"
#include "lib/engine/stored_case.hpp"
#include "sanhuan/event.hpp"
#include "sanhuan/migration.hpp"

namespace sanhuan {

// `c` comes under `to`; what was written is behind what c.written had. Where something stands in the way all is as it was.
Obstacles migrate_case(Books&, StoredCase& c, Book& to, const Counterparts&, const Past&, Instant at, Holder by);
// What the entries of a case say of its past, in the ids of the rules it is under.
Past past_of(Reader&, Books&, CaseNumber);

// Over every open case, in the order of their opening. Reads only.
MigrationPlan plan_migration(Reader&, Books&, Book& to, Instant at);
std::vector<CaseNumber> open_cases(Reader&);

}  // namespace sanhuan
