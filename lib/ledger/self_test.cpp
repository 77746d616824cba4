#include "sanhuan/self_test.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <random>
#include <set>

namespace sanhuan {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what) { throw Error(Failure::io, Commit::not_done, what); }

// A folder beside the ledger that goes with the test.
class TestFolder {
 public:
  explicit TestFolder(const std::string& parent) {
    std::string name = parent + "/sanhuan-self-test-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) fail(fmt::format("no folder can be made in {}: {}", parent, std::strerror(errno)));
    path_ = name;
  }
  ~TestFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  std::string operator/(const char* name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

struct FileSystem {
  std::uint64_t magic;
  const char* name;
  bool network, volatile_memory;
};
constexpr FileSystem file_systems[] = {
    {0xef53, "ext2/ext3/ext4", false, false}, {0x58465342, "xfs", false, false},   {0x9123683e, "btrfs", false, false},
    {0x2fc12fc1, "zfs", false, false},        {0xf2f52010, "f2fs", false, false},  {0x794c7630, "overlayfs", false, false},
    {0x01021994, "tmpfs", false, true},       {0x858458f6, "ramfs", false, true},  {0x6969, "nfs", true, false},
    {0xff534d42, "cifs", true, false},        {0xfe534d42, "smb2", true, false},   {0x65735546, "fuse", true, false},
    {0x01021997, "9p", true, false},          {0x5346414f, "afs", true, false},
};

void look_at_file_system(const std::string& folder, SelfTest& out) {
  struct statfs found {};
  if (statfs(folder.c_str(), &found) != 0) fail(fmt::format("{}: {}", folder, std::strerror(errno)));
  const auto magic = static_cast<std::uint64_t>(found.f_type) & 0xffff'ffff;
  out.file_system = fmt::format("{:#x}", magic);
  for (const FileSystem& known : file_systems) {
    if (known.magic != magic) continue;
    out.file_system = known.name;
    out.network = known.network;
    out.volatile_memory = known.volatile_memory;
  }
}

void measure_flush(const std::string& file, const SelfTestOptions& options, SelfTest& out) {
  const int descriptor = open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor < 0) fail(fmt::format("{}: {}", file, std::strerror(errno)));
  const std::string page(4'096, 'f');
  std::vector<std::int64_t> took;
  bool good = true;
  for (unsigned i = 0; i < options.flushes && good; ++i) {
    const std::int64_t began = options.stopwatch_us();
    good = write(descriptor, page.data(), page.size()) == static_cast<ssize_t>(page.size()) && fdatasync(descriptor) == 0;
    took.push_back(options.stopwatch_us() - began);
  }
  const int error = errno;
  close(descriptor);
  if (!good) fail(fmt::format("{}: {}", file, std::strerror(error)));
  if (took.empty()) return;
  std::sort(took.begin(), took.end());
  out.flush_median_us = took[took.size() / 2];
  out.flush_worst_us = took.back();
}

// One event, in a case that all share and in one of the writer's own: half of it would show.
void write_once(Store& store, const std::string& own, const std::string& key) {
  const auto t = store.begin();
  for (const std::string& id : {std::string("shared"), own}) {
    CaseHead head;
    const CaseNumber number = t->find(id, head) ? head.number : t->open(id);
    NewEntry entry;
    entry.sequence = head.sequence + 1;
    entry.kind = 1;
    entry.body = entry.key = key;
    t->append(number, entry);
  }
  t->commit();
}

void measure_commits(const std::string& path, const SelfTestOptions& options, SelfTest& out) {
  const auto store = open_ledger(path);
  out.caution = store->info().caution;
  const std::int64_t began = options.stopwatch_us();
  for (unsigned i = 0; i < options.events; ++i) write_once(*store, "own", fmt::format("{}", i));
  out.events_per_second = static_cast<std::int64_t>(options.events) * 1'000'000 / std::max<std::int64_t>(options.stopwatch_us() - began, 1);
}

[[noreturn]] void write_until_killed(const std::string& path, int pipe_end, unsigned writer, unsigned round) {
  try {
    const auto store = open_ledger(path);
    for (std::uint32_t i = 0;; ++i) {
      write_once(*store, fmt::format("own {} {}", writer, round), fmt::format("{} {} {}", writer, round, i));
      if (write(pipe_end, &i, sizeof i) != sizeof i) _exit(1);
    }
  } catch (...) {
    _exit(2);
  }
}

struct Writer {
  pid_t process = -1;
  int pipe_end = -1;
};

Writer start(const std::string& path, unsigned writer, unsigned round) {
  int ends[2];
  if (pipe(ends) != 0) fail("no pipe can be made");
  Writer started;
  started.process = fork();
  if (started.process == 0) {
    close(ends[0]);
    write_until_killed(path, ends[1], writer, round);
  }
  close(ends[1]);
  started.pipe_end = ends[0];
  if (started.process < 0) fail("no process can be started");
  return started;
}

void kill_writers(const std::string& path, unsigned round, std::mt19937& random, std::set<std::string>& acknowledged, SelfTest& out) {
  Writer writers[2];
  for (unsigned w = 0; w < 2; ++w) writers[w] = start(path, w, round);
  usleep(static_cast<useconds_t>(2'000 + random() % 40'000));
  for (const Writer& w : writers) kill(w.process, SIGKILL);
  for (unsigned w = 0; w < 2; ++w) {
    int status = 0;
    waitpid(writers[w].process, &status, 0);
    if (!WIFSIGNALED(status) && out.damage.empty()) out.damage = "a writer could not write any more";
    for (std::uint32_t i = 0; read(writers[w].pipe_end, &i, sizeof i) == sizeof i;)
      acknowledged.insert(fmt::format("{} {} {}", w, round, i));
    close(writers[w].pipe_end);
  }
  ++out.kills;
}

void check(const std::string& path, const std::set<std::string>& acknowledged, SelfTest& out) {
  const auto store = open_ledger(path);
  const Verified verified = verify(*store);
  if (!verified.whole() && out.damage.empty()) out.damage = verified.findings[0].text;
  std::multiset<std::string> shared, own;
  std::vector<std::pair<CaseNumber, bool>> cases;
  store->cases(1, [&](const CaseHead& head) {
    cases.emplace_back(head.number, head.id == "shared");
    return true;
  });
  for (const auto& [number, is_shared] : cases) {
    auto& into = is_shared ? shared : own;
    store->entries(number, 1, [&](const StoredEntry& e) {
      into.emplace(e.body);
      return true;
    });
  }
  const std::set<std::string> there(own.begin(), own.end());
  out.acknowledged = acknowledged.size();
  for (const std::string& key : acknowledged) out.lost += there.contains(key) ? 0 : 1;
  for (const std::string& key : there) out.unknown_done += acknowledged.contains(key) ? 0 : 1;
  out.doubled = own.size() - there.size();
  if (own != shared) out.halved = 1;
}

}  // namespace

SelfTest test_disk(const std::string& folder, const SelfTestOptions& options) {
  SelfTest out;
  const TestFolder test(folder);
  look_at_file_system(folder, out);
  measure_flush(test / "flush", options, out);
  measure_commits(test / "speed.db", options, out);
  std::set<std::string> acknowledged;
  std::mt19937 random(20'260'101);
  for (unsigned round = 0; round < options.kills; ++round) {
    kill_writers(test / "killed.db", round, random, acknowledged, out);
    if (options.progress) options.progress(round + 1);
  }
  if (options.kills != 0) check(test / "killed.db", acknowledged, out);
  return out;
}

}  // namespace sanhuan
