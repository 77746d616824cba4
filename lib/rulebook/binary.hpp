// Rulebooks and registers as bytes: a ledger keeps what its cases ran under, so that it can be read and folded again
// without the pack (semantics 1.1, 8.1). On disk: a change is a new version, and every version keeps its reader.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lib/rulebook/model.hpp"
#include "lib/rulebook/registers.hpp"

namespace sanhuan {

std::string to_bytes(const RulebookData&);
std::string to_bytes(const Organisation&);
std::string to_bytes(const Calendar&, Day known_on);  // what was published by then, and nothing later

// Take any bytes; null where they are not what `to_bytes` wrote, or were changed since.
std::shared_ptr<const RulebookData> rulebook_from(std::string_view);
std::shared_ptr<const Organisation> organisation_from(std::string_view);
std::shared_ptr<const Calendar> calendar_from(std::string_view);

}  // namespace sanhuan
