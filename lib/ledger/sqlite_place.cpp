#include "lib/ledger/sqlite_place.hpp"

#include "lib/base/sentence.hpp"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace sanhuan::sqlite {
namespace {

// File systems whose locks or flushes happen elsewhere: NFS, SMB, CIFS, 9P, FUSE (statfs(2)).
constexpr std::array<std::uint32_t, 7> network_disks{0x6969,     0x517b,     0xff534d42, 0xfe534d42,
                                                     0x01021997, 0x65735546, 0x00c36400};

[[noreturn]] void refuse(Failure failure, const Sentence& what) {
  throw Error(failure, Commit::not_done, what);
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::uint32_t big_endian(const unsigned char* bytes) noexcept {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 |
         bytes[3];
}

// The header holds page size and page count (sqlite.org/fileformat2.html, 1.3). With a log beside it the file may be
// behind, and SQLite finds out for itself.
void check_length(const std::string& path, const struct stat& file) {
  struct stat log {};
  if (::stat((path + "-wal").c_str(), &log) == 0 && log.st_size > 0) return;
  unsigned char header[32];
  std::FILE* in = std::fopen(path.c_str(), "rb");
  if (in == nullptr) return;  // SQLite says why
  const std::size_t got = std::fread(header, 1, sizeof header, in);
  std::fclose(in);
  // SQLite takes a file that is shorter than its header for an empty one.
  if (got > 0 && got < sizeof header)
    refuse(Failure::not_a_ledger,
           sentence("{} has {} bytes and is no ledger", "{} 只有 {} 字节，不是台账", path, file.st_size));
  if (got < sizeof header || std::memcmp(header, "SQLite format 3", 16) != 0) return;
  const std::uint32_t page =
      header[16] == 0 && header[17] == 1 ? 65536u : std::uint32_t{header[16]} << 8 | header[17];
  const auto bytes = static_cast<std::int64_t>(page) * big_endian(header + 28);
  if (file.st_size < bytes)
    refuse(Failure::damaged, sentence("{} is cut off: it has {} bytes and says {}",
                                      "{} 被截短了：现有 {} 字节，它自己说有 {}", path, file.st_size, bytes));
}

}  // namespace

void check_place(const std::string& path, const LedgerOptions& options) {
  struct stat file {};
  const bool there = ::stat(path.c_str(), &file) == 0;
  if (there && S_ISDIR(file.st_mode))
    refuse(Failure::not_a_ledger, sentence("{} is a directory, not a ledger", "{} 是文件夹，不是台账", path));
  if (there && !S_ISREG(file.st_mode))
    refuse(Failure::not_a_ledger, sentence("{} is no regular file", "{} 不是普通文件", path));
  if (!there && options.open != LedgerOptions::Open::create_if_missing)
    refuse(Failure::missing, sentence("there is no ledger {}", "没有 {} 这本台账", path));
  if (!there && ::access(folder_of(path).c_str(), F_OK) != 0)
    refuse(Failure::missing, sentence("there is no folder {}", "没有 {} 这个文件夹", folder_of(path)));
  struct statfs disk {};
  if (!options.network_disk && ::statfs(folder_of(path).c_str(), &disk) == 0) {
    for (const std::uint32_t type : network_disks) {
      if (static_cast<std::uint32_t>(disk.f_type) == type)
        refuse(Failure::misuse,
               sentence("{} is on a network disk, whose locks cannot be trusted; use a local one, "
                        "or LedgerOptions::network_disk at your own risk",
                        "{} 在网络磁盘上，那里的锁靠不住；请放在本机磁盘上", path));
    }
  }
  if (there) check_length(path, file);
}

std::string place_of_file(const std::string& path) {
  std::error_code none;
  const std::filesystem::path place = std::filesystem::canonical(path, none);
  return none ? path : place.string();
}

std::string name_for_reading(const std::string& path) {
  if (::access(path.c_str(), R_OK) != 0)
    refuse(Failure::missing, sentence("{} may not be read: {}", "{} 不许读：{}", path, std::strerror(errno)));
  const std::string place = place_of_file(path);
  const bool log_may_be_made =
      ::access(folder_of(place).c_str(), W_OK) == 0 || ::access((place + "-shm").c_str(), F_OK) == 0;
  if (log_may_be_made) return path;
  struct stat log {};
  if (::stat((place + "-wal").c_str(), &log) == 0 && log.st_size > 0)
    refuse(Failure::read_only,
           sentence("{0} has a log, {0}-wal, that cannot be read in a folder that may not be written; copy "
                    "both to another",
                    "{0} 还有日志 {0}-wal，在不许写的文件夹里读不了；请把两个文件一起拷到别处", path));
  std::string name = "file:";
  for (const char c : place) {
    if (std::strchr("%?#", c) != nullptr)
      name += fmt::format("%{:02x}", static_cast<unsigned>(c));
    else
      name += c;
  }
  return name + "?immutable=1";
}

void make_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST) return;
  if (file < 0) {
    refuse(
        errno == ENOENT || errno == ENOTDIR ? Failure::missing : Failure::read_only,
        sentence("{} cannot be opened for writing: {}", "{} 不能打开来写：{}", path, std::strerror(errno)));
  }
  ::close(file);
  // SQLite makes the log's name durable, not the ledger's own.
  const int folder = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

bool has_wal_reset_bug(int version) noexcept {
  constexpr int first = 3'007'000, fixed = 3'051'003;
  const bool backported =
      (version >= 3'044'006 && version < 3'045'000) || (version >= 3'050'007 && version < 3'051'000);
  return version >= first && version < fixed && !backported;
}

}  // namespace sanhuan::sqlite
