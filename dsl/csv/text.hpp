// The bytes of a CSV file, checked. CSV comes from Excel and WPS, so the messages say what to do there.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "sanhuan/source.hpp"

namespace sanhuan::dsl {

class Sink;

namespace csv {

inline constexpr std::size_t file_bytes_max = 1u << 30;
inline constexpr std::size_t line_bytes_max = 1u << 20;

// nullopt where the file is unusable (missing, a folder, empty, not UTF-8, too large, a line too long, characters
// that nobody sees or that only look like others); the sink says why, with `file` as the index of the place. A BOM is stripped.
std::optional<std::string> read_text(const std::filesystem::path&, const std::string& shown, std::uint16_t file,
                                     Sink&);
std::optional<std::string> check_text(std::string, const std::string& shown, std::uint16_t file, Sink&);

}  // namespace csv
}  // namespace sanhuan::dsl
