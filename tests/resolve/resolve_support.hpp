// What is wrong with rules that a test writes: each diagnostic as its code and the text that it stands under.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sanhuan/pack.hpp"

namespace sanhuan::test {

struct FileText {
  std::string name;  // relative to the folder that holds the packs: small/process.huan
  std::string text;
};

// Loads the folder `small`, made of a manifest, the organisation of tests/support and these files.
Loaded load_files(const std::vector<FileText>& files, std::string_view folder = "small");
Loaded load_rules(std::string_view rules);

// `E0301 主办责仼`, in order; empty where nothing is wrong.
std::vector<std::string> problems(const Loaded&);
std::vector<std::string> problems(std::string_view rules);

using Problems = std::vector<std::string>;

}  // namespace sanhuan::test
