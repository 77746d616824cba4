#include "tests/crash/disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace sanhuan::testing {

namespace {

Disk* current = nullptr;  // tests use one at a time, on one thread
constexpr const char* vfs_name = "sanhuan-test-disk";

}  // namespace

struct OpenFile {
  sqlite3_file base;
  std::shared_ptr<void>* file;  // of Disk::File
  std::string* name;
};

// What SQLite calls. Static functions, since it takes pointers.
struct DiskAccess {
  using File = Disk::File;

  static File& file_of(sqlite3_file* f) {
    return *static_cast<File*>(reinterpret_cast<OpenFile*>(f)->file->get());
  }

  static int close(sqlite3_file* f) {
    auto* open = reinterpret_cast<OpenFile*>(f);
    delete open->file;
    delete open->name;
    return SQLITE_OK;
  }
  static int read(sqlite3_file* f, void* into, int size, sqlite3_int64 offset) {
    if (current->dark_) return SQLITE_IOERR_READ;
    const std::string& bytes = file_of(f).now;
    const auto from = std::min(static_cast<std::size_t>(offset), bytes.size());
    const std::size_t got = std::min(static_cast<std::size_t>(size), bytes.size() - from);
    std::memcpy(into, bytes.data() + from, got);
    if (got == static_cast<std::size_t>(size)) return SQLITE_OK;
    std::memset(static_cast<char*>(into) + got, 0, static_cast<std::size_t>(size) - got);
    return SQLITE_IOERR_SHORT_READ;
  }
  static void write_now(File& file, const void* bytes, std::size_t size, std::size_t offset) {
    if (file.now.size() < offset + size) file.now.resize(offset + size, '\0');
    std::memcpy(file.now.data() + offset, bytes, size);
    file.changes.push_back({false, offset, std::string(static_cast<const char*>(bytes), size)});
  }
  static int write(sqlite3_file* f, const void* bytes, int size, sqlite3_int64 offset) {
    const int code = current->strike(false);
    // A write that fails may have been done in part; one under which the power goes, in any part.
    const std::size_t done = code == SQLITE_OK || current->dark_ ? static_cast<std::size_t>(size)
                             : current->chance()                 ? static_cast<std::size_t>(size) / 2
                                                                 : 0;
    if (done > 0) write_now(file_of(f), bytes, done, static_cast<std::size_t>(offset));
    return code == SQLITE_OK || code == SQLITE_FULL ? code : SQLITE_IOERR_WRITE;
  }
  static int truncate(sqlite3_file* f, sqlite3_int64 size) {
    const int code = current->strike(false);
    if (code != SQLITE_OK && !current->dark_) return SQLITE_IOERR_TRUNCATE;
    File& file = file_of(f);
    file.now.resize(static_cast<std::size_t>(size));
    file.changes.push_back({true, static_cast<std::size_t>(size), {}});
    return code == SQLITE_OK ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
  }
  static int sync(sqlite3_file* f, int) {
    File& file = file_of(f);
    if (current->strike(true) != SQLITE_OK) {
      // What Linux does: pages that could not be written are taken for clean, and no later sync writes them.
      if (!current->dark_) std::erase_if(file.changes, [](const Disk::Change&) { return current->chance(); });
      return SQLITE_IOERR_FSYNC;
    }
    if (current->lies_) return SQLITE_OK;
    file.durable = file.now;
    file.changes.clear();
    // As SQLite's own VFS for Unix: the first sync of a log makes the names in its folder durable.
    const std::string& name = *reinterpret_cast<OpenFile*>(f)->name;
    if (!file.name_durable && (name.ends_with("-wal") || name.ends_with("-journal"))) current->sync_folder();
    return SQLITE_OK;
  }
  static int file_size(sqlite3_file* f, sqlite3_int64* size) {
    if (current->dark_) return SQLITE_IOERR_FSTAT;
    *size = static_cast<sqlite3_int64>(file_of(f).now.size());
    return SQLITE_OK;
  }
  static int lock(sqlite3_file*, int) { return SQLITE_OK; }
  static int check_reserved(sqlite3_file*, int* out) {
    *out = 0;
    return SQLITE_OK;
  }
  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file*) { return static_cast<int>(current->sector_); }
  // As the VFS that is shipped: a write changes no byte beside it.
  static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  static int shared_map(sqlite3_file* f, int page, int size, int extend, void volatile** into) {
    auto& regions = current->shared_[*reinterpret_cast<OpenFile*>(f)->name];
    while (static_cast<int>(regions.size()) <= page && extend != 0) {
      regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    }
    *into = static_cast<int>(regions.size()) > page ? regions[static_cast<std::size_t>(page)].get() : nullptr;
    return SQLITE_OK;
  }
  static int shared_lock(sqlite3_file*, int, int, int) { return SQLITE_OK; }
  static void shared_barrier(sqlite3_file*) {}
  // One connection at a time: as on Unix, the next to open finds an index that nobody holds and builds it again.
  static int shared_unmap(sqlite3_file* f, int) {
    current->shared_.erase(*reinterpret_cast<OpenFile*>(f)->name);
    return SQLITE_OK;
  }

  static int open(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out_flags) {
    static const sqlite3_io_methods methods{2,
                                            close,
                                            read,
                                            write,
                                            truncate,
                                            sync,
                                            file_size,
                                            lock,
                                            lock,
                                            check_reserved,
                                            control,
                                            sector_size,
                                            characteristics,
                                            shared_map,
                                            shared_lock,
                                            shared_barrier,
                                            shared_unmap,
                                            nullptr,
                                            nullptr};
    f->pMethods = nullptr;
    if (current == nullptr || current->dark_) return SQLITE_CANTOPEN;
    const std::string path = name == nullptr ? "temporary" : name;
    auto found = current->files_.find(path);
    if (found == current->files_.end()) {
      if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
      const int code = current->strike(false);
      if (code == SQLITE_OK || current->dark_)
        found = current->files_.emplace(path, std::make_shared<File>()).first;
      if (code != SQLITE_OK) return SQLITE_CANTOPEN;
    }
    auto* open = reinterpret_cast<OpenFile*>(f);
    open->base.pMethods = &methods;
    open->file = new std::shared_ptr<void>(found->second);
    open->name = new std::string(path);
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs*, const char* name, int sync_folder) {
    const auto found = current->files_.find(name);
    if (found == current->files_.end()) return SQLITE_IOERR_DELETE_NOENT;
    const int code = current->strike(false);
    if (code == SQLITE_OK || current->dark_) {
      if (found->second->name_durable) current->removed_[name] = found->second;
      current->files_.erase(found);
    }
    if (code != SQLITE_OK) return SQLITE_IOERR_DELETE;
    if (sync_folder != 0) current->sync_folder();
    return SQLITE_OK;
  }
  static int access(sqlite3_vfs*, const char* name, int, int* out) {
    const auto found = current->files_.find(name);
    // As on Unix: an empty file is taken for none where SQLite asks whether a journal is there.
    *out = !current->dark_ && found != current->files_.end() && !found->second->now.empty();
    return current->dark_ ? SQLITE_IOERR_ACCESS : SQLITE_OK;
  }
  static int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
  }
};

const char* Disk::medium() {
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs v = *sqlite3_vfs_find(nullptr);  // time, randomness and sleep are the system's
    v.pNext = nullptr;
    v.zName = vfs_name;
    v.szOsFile = sizeof(OpenFile);
    v.xOpen = DiskAccess::open;
    v.xDelete = DiskAccess::remove;
    v.xAccess = DiskAccess::access;
    v.xFullPathname = DiskAccess::full_path;
    return v;
  }();
  if (sqlite3_vfs_find(vfs_name) == nullptr) sqlite3_vfs_register(&vfs, 0);
  return vfs_name;
}

Disk::Disk(unsigned seed, std::size_t sector) : random_(seed), sector_(sector) { current = this; }
Disk::~Disk() { current = nullptr; }

void Disk::plan(Fault fault, std::uint64_t n) {
  fault_ = fault;
  fault_at_ = operations_ + n;
  struck_ = false;
}

int Disk::strike(bool is_sync) {
  const std::uint64_t at = ++operations_;
  if (dark_) return SQLITE_IOERR;
  if (fault_ == Fault::none || at < fault_at_) return SQLITE_OK;
  const bool sticky = fault_ == Fault::io_sticky || fault_ == Fault::full_sticky;
  if (at > fault_at_ && !sticky) return SQLITE_OK;
  struck_ = true;
  switch (fault_) {
    case Fault::power_cut: dark_ = true; return SQLITE_IOERR;
    case Fault::io_once:
    case Fault::io_sticky: return SQLITE_IOERR;
    case Fault::full_once:
    case Fault::full_sticky: return is_sync ? SQLITE_IOERR : SQLITE_FULL;
    case Fault::none: break;
  }
  return SQLITE_OK;
}

void Disk::sync_folder() {
  for (auto& [name, file] : files_) file->name_durable = true;
  removed_.clear();
}

// Sector by sector, each kept or lost.
void Disk::apply_torn(std::string& bytes, const Change& change) {
  for (std::size_t done = 0; done < change.bytes.size();) {
    const std::size_t at = change.offset + done;
    const std::size_t size = std::min(sector_ - at % sector_, change.bytes.size() - done);
    // Where it is lost the file may have grown all the same, over what stood on the disk before.
    if (bytes.size() < at + size && chance()) bytes.resize(at + size, chance() ? '\xaa' : '\0');
    if (!lost() && bytes.size() >= at) {
      if (bytes.size() < at + size) bytes.resize(at + size, '\0');
      std::memcpy(bytes.data() + at, change.bytes.data() + done, size);
    }
    done += size;
  }
}

std::string Disk::survived(const File& file) {
  std::string bytes = file.durable;
  for (const Change& change : file.changes) {
    if (!change.truncate)
      apply_torn(bytes, change);
    else if (!lost())
      bytes.resize(change.offset, '\0');
  }
  return bytes;
}

void Disk::put(const std::string& name, std::string bytes) {
  const auto file = std::make_shared<File>();
  file->now = file->durable = std::move(bytes);
  file->name_durable = true;
  files_[name] = file;
}

void Disk::restart() {
  constexpr unsigned kept[] = {0, 8, 8, 15, 16};  // nothing, a half, nearly all, all
  kept_of_16_ = kept[random_() % std::size(kept)];
  Files after;
  for (auto& [name, file] : files_) {
    if (!file->name_durable && lost()) continue;
    const auto same = std::make_shared<File>();
    same->now = same->durable = survived(*file);
    same->name_durable = true;
    after.emplace(name, same);
  }
  for (auto& [name, file] : removed_) {
    if (after.contains(name) || !lost()) continue;
    const auto back = std::make_shared<File>();
    back->now = back->durable = survived(*file);
    back->name_durable = true;
    after.emplace(name, back);
  }
  files_ = std::move(after);
  removed_.clear();
  shared_.clear();
  fault_ = Fault::none;
  dark_ = false;
}

void Disk::repair() { fault_ = Fault::none; }

}  // namespace sanhuan::testing
