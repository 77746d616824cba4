// Stands in for libFuzzer: every file of the corpus, as it is, cut short, and with a few bytes damaged. The damage
// is the same on every run; a crash or a sanitizer's report is the failure, and the last line names the input.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

#ifndef SANHUAN_CORPUS_SHARE
#define SANHUAN_CORPUS_SHARE 1  // of targets that take long for one input: so many times less damage
#endif

namespace {

// For a corpus of up to so many files; of a larger one each has its share.
constexpr std::size_t files_in_full = 20;
constexpr std::size_t cuts_per_file = 40;
constexpr std::size_t damaged_per_file = 120;

void run(const std::string& bytes) {
  // A copy of just this size, so that a read past the end is seen by a sanitizer.
  const std::vector<std::uint8_t> exact(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

std::string damaged(std::string bytes, std::mt19937& random) {
  static const std::string interesting[] = {"\r\n", "\xEF\xBB\xBF", "\xFF", "\xE4\xB8", "：", "｜", "{", "\"", "\t", "9999999999"};
  for (unsigned changes = 1 + random() % 4; changes > 0; --changes) {
    const std::size_t at = bytes.empty() ? 0 : random() % bytes.size();
    switch (random() % 4) {
      case 0: bytes.insert(at, interesting[random() % std::size(interesting)]); break;
      case 1: bytes.erase(at, 1 + random() % 8); break;
      case 2: bytes.insert(at, bytes.substr(bytes.empty() ? 0 : random() % bytes.size(), 64)); break;
      case 3:
        if (!bytes.empty()) bytes[at] = static_cast<char>(random() & 0xff);
        break;
    }
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i)
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i]))
      if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  if (files.empty()) {
    std::fprintf(stderr, "no corpus: give a folder with at least one file\n");
    return 1;
  }
  const std::size_t share = std::max<std::size_t>(1, files.size() / files_in_full) * SANHUAN_CORPUS_SHARE;
  const std::size_t cuts = cuts_per_file / share, damages = damaged_per_file / share;
  std::size_t inputs = 0;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    std::printf("%s, %zu bytes\n", file.c_str(), bytes.size());
    std::fflush(stdout);
    run(bytes);
    for (std::size_t cut = 0; cut < cuts; ++cut) run(bytes.substr(0, bytes.size() * cut / cuts));
    std::mt19937 random(static_cast<std::mt19937::result_type>(bytes.size()));
    for (std::size_t n = 0; n < damages; ++n) run(damaged(bytes, random));
    inputs += 1 + cuts + damages;
  }
  std::printf("%zu files, %zu inputs\n", files.size(), inputs);
}
