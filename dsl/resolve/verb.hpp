// One verb with what it is about: 通知 区中心 “…”, 记 层级 为 镇, 移交 初步答复 给 乙局 照算. Semantics 4.4, 4.7–4.9, 6.1.
#pragma once

#include <optional>

#include "dsl/resolve/process_draft.hpp"

namespace sanhuan::dsl {

// nullopt where something is wrong; reported.
std::optional<model::Action> read_action(Context&, ProcessDraft&, Cursor action, RuleId);

}  // namespace sanhuan::dsl
