#include "cli/json_text.hpp"

namespace sanhuan::cli {

using Json = nlohmann::ordered_json;

std::string json_text(const Json& j) { return j.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string json_text(const Json& j, bool& replaced) {
  try {
    return j.dump();
  } catch (const Json::type_error&) {
    replaced = true;
    return json_text(j);
  }
}

}  // namespace sanhuan::cli
