// JSON as text: the one place where the command line makes bytes of it (a test holds this).
//
// What a host gave is bytes to the library: case ids, keys, texts. In JSON, bytes that are not UTF-8 become U+FFFD.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace sanhuan::cli {

std::string json_text(const nlohmann::ordered_json&);
std::string json_text(const nlohmann::ordered_json&, bool& replaced);  // set where anything was; else as it was

}  // namespace sanhuan::cli
