// What a pack declares for all to use: enumerations, case types with their facts, events, directories, units and
// roles. All names first, then what they mean, so that lines and files may stand in any order.
#pragma once

#include <vector>

#include "dsl/resolve/context.hpp"
#include "dsl/resolve/table_file.hpp"
#include "dsl/yaml/organisation.hpp"
#include "dsl/yaml/terms.hpp"

namespace sanhuan::dsl {

// A name declared in a file, whose line is lowered later.
struct DeclaredTable {
  LineRef line;
  TableId id;
  std::shared_ptr<const TableFile> file;  // 取自; null where the rows stand under the line, or could not be read

  std::vector<LineRef> rows() const;  // the heading first
  bool has_hole() const;              // a row could not be read
};
struct DeclaredProcess {
  LineRef line;
  std::string name;
  std::size_t pack = 0;
};
struct Declared {
  std::vector<DeclaredTable> tables;
  std::vector<DeclaredProcess> processes;
};

Organisation make_organisation(const OrganisationSource*);
// Units, roles and directories; what the rulebook knows without being told (提级督办).
void declare_organisation(Context&, const OrganisationSource*);
void declare_terms(Context&, const std::vector<EnumerationSource>&, std::size_t pack);
void declare_file(Context&, const RuleFile&, Declared&);

// After all names are declared: types of facts, fields of events, entries of directories; then into the arrays.
void lower_facts(Context&);
void lower_directories(Context&, const OrganisationSource*);
void lower_events(Context&);
void settle_declarations(Context&);

}  // namespace sanhuan::dsl
