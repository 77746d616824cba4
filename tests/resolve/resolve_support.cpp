#include "tests/resolve/resolve_support.hpp"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>

namespace sanhuan::test {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view manifest = R"(name: small
title: 测试用的规则
version: "1"
zone: Asia/Shanghai
calendar: ../calendars/cn
days: {end: midnight, receipt: as_is}
organisation: org.yaml
files: [process.huan]
)";

constexpr std::string_view organisation = R"(roles:
  - {name: 窗口人员, key: clerk}
  - {name: 负责人, key: head}
units:
  - {name: 甲区, key: district, level: 区, kind: line}
  - {name: 甲镇, key: town-a, level: 镇, parent: 甲区, kind: line}
  - {name: 乙局, key: bureau-b, level: 区, parent: 甲区, kind: department}
)";

class TemporaryFolder {
 public:
  TemporaryFolder() {
    static std::atomic<unsigned> next{0};
    path_ = fs::temp_directory_path() /
            ("sanhuan-resolve-" + std::to_string(::getpid()) + "-" + std::to_string(next.fetch_add(1)));
    fs::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void write(const fs::path& file, std::string_view text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

Loaded load_files(const std::vector<FileText>& files, std::string_view folder) {
  const TemporaryFolder temporary;
  fs::create_directories(temporary.path() / "calendars");
  fs::copy(fs::path(SANHUAN_SOURCE_DIR) / "rules/calendars/cn", temporary.path() / "calendars/cn",
           fs::copy_options::recursive);
  write(temporary.path() / "small/pack.yaml", manifest);
  write(temporary.path() / "small/org.yaml", organisation);
  for (const FileText& file : files) write(temporary.path() / file.name, file.text);
  return load_pack(temporary.path() / folder);
}

Loaded load_rules(std::string_view rules) { return load_files({{"small/process.huan", std::string(rules)}}); }

Problems problems(const Loaded& loaded) {
  Problems found;
  for (const Diagnostic& d : loaded.diagnostics) {
    std::string text;
    if (d.place.known()) {
      const Span span = d.place.span;
      text = loaded.files[d.place.file].text.substr(span.begin, span.end - span.begin);
    }
    found.push_back(d.code + " " + text);
  }
  return found;
}

Problems problems(std::string_view rules) { return problems(load_rules(rules)); }

}  // namespace sanhuan::test
