// One function for each kind of line. It reads what stands after the head word (or from it, where the head word is part of the
// sentence) and returns where it stopped; nullptr where the line is not understood. Spirit stays behind it.
#pragma once

#include "dsl/syntax/state.hpp"

namespace sanhuan::dsl {

using LineParser = const char* (*)(const char* begin, State&);

namespace lines {

const char* nothing(const char*, State&);  // the head word says it all

// declaration.cpp
const char* enumeration(const char*, State&);
const char* case_type(const char*, State&);
const char* facts(const char*, State&);
const char* event(const char*, State&);
const char* presumed_text(const char*, State&);
const char* text_to_end(const char*, State&);
const char* effective(const char*, State&);

// table.cpp
const char* table(const char*, State&);
const char* table_heading(const char*, State&);
const char* table_row(const char*, State&);
const char* heading_cell(const char*, State&);  // of a table in a spreadsheet
const char* row_cell(const char*, State&);

// process.cpp
const char* process(const char*, State&);
const char* one_name(const char*, State&);
const char* responsibility(const char*, State&);
const char* scope(const char*, State&);
const char* stage(const char*, State&);
const char* final_stage(const char*, State&);
const char* late_when(const char*, State&);
const char* reopenable(const char*, State&);
const char* when(const char*, State&);
const char* once(const char*, State&);
const char* if_line(const char*, State&);
const char* else_line(const char*, State&);
const char* while_here(const char*, State&);

// migration.cpp
const char* migration(const char*, State&);
const char* migration_line(const char*, State&);  // from its head word on

// deadline.cpp
const char* deadline(const char*, State&);
const char* from(const char*, State&);
const char* remaining(const char*, State&);
const char* overdue(const char*, State&);
const char* then_every(const char*, State&);
const char* extendable(const char*, State&);
const char* terms(const char*, State&);
const char* returnable(const char*, State&);
const char* return_limit(const char*, State&);
const char* exclude(const char*, State&);
const char* restart(const char*, State&);
const char* calendar_change(const char*, State&);
const char* class_change(const char*, State&);
const char* bound(const char*, State&);

// action.cpp
const char* actions(const char*, State&);             // from the verb on
const char* then_actions(const char*, State&);        // 则 …
const char* maybe_then_actions(const char*, State&);  // 进入时 …: 则 may be left out
const char* after_then(const char*, State&);          // the head word was 则

// standing.cpp: standing duties and promises
const char* promise(const char*, State&);
const char* condition(const char*, State&);
const char* frequency(const char*, State&);
const char* season(const char*, State&);
const char* duty(const char*, State&);
const char* promise_from(const char*, State&);
const char* whenever(const char*, State&);

// scenario.cpp
const char* given(const char*, State&);
const char* assignments(const char*, State&);
const char* scenario_step(const char*, State&);
const char* expect(const char*, State&);

}  // namespace lines
}  // namespace sanhuan::dsl
