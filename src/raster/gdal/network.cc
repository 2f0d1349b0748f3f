// SPDX-License-Identifier: Apache-2.0
#include "raster/gdal/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <list>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>

#include "raster/gdal/library.h"

namespace stacmlm::raster {
namespace {

// What stays as GDAL has it: nothing in these goes farther than files that it opens by name again.
constexpr std::array<std::string_view, 7> kLocal{
    "/vsimem/", "/vsizip/", "/vsigzip/", "/vsitar/", "/vsisubfile/", "/vsicached?", "/vsisparse/"};
constexpr std::string_view kUrls = "/vsicurl/";
constexpr std::string_view kS3 = "/vsis3/";
constexpr std::size_t kHead = std::size_t{32} << 10U;
constexpr std::size_t kReadAtOnce = std::size_t{64} << 10U;
constexpr std::size_t kCachePerFile = std::size_t{8} << 20U;

thread_local base::Fetcher* current = nullptr;
thread_local std::optional<base::Error> first_error;

void note(base::Error error) {
  if (!first_error) first_error = std::move(error);
}

/// A remote file that GDAL has open. For one thread at a time, as GDAL's handles are. It keeps no
/// Fetcher: GDAL may hand a file that nobody reads to another raster, which has one of its own.
struct RemoteFile {
  std::string url;
  std::string version;
  std::string head;  ///< its first bytes, which came with its size
  std::uint64_t size = 0;
  std::uint64_t at = 0;
  bool is_at_end = false;
};

base::Result<base::FetchedRange> fetch(const std::string& url, std::uint64_t offset,
                                       std::size_t size) {
  static std::mutex one_at_a_time;
  if (current == nullptr) {
    return base::fail(
        base::ErrorKind::kUnsupported,
        fmt::format("{}: it lies outside of this machine, and nothing may be fetched", url));
  }
  const std::lock_guard lock(one_at_a_time);
  return current->fetch_range(url, offset, size);
}

/// The URL that a name of GDAL's means; empty if we do not fetch such.
std::string url_of(std::string_view name) {
  if (name.starts_with(kUrls)) return std::string(name.substr(kUrls.size()));
  if (!name.starts_with(kS3)) return {};
  const std::string_view rest = name.substr(kS3.size());
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return {};
  return fmt::format("https://{}.s3.amazonaws.com{}", rest.substr(0, slash), rest.substr(slash));
}

/// Null, and errno and a note, when it may not or cannot be opened.
std::unique_ptr<RemoteFile> open_remote(std::string_view name) {
  std::string url = url_of(name);
  if (url.empty()) {
    note({base::ErrorKind::kUnsupported,
          fmt::format("{}: nothing is read from there; from https:// URLs it is", name)});
    errno = EACCES;
    return nullptr;
  }
  auto head = fetch(url, 0, kHead);
  if (!head) {
    errno = head.error().kind == base::ErrorKind::kNotFound ? ENOENT : EIO;
    note(std::move(head).error());
    return nullptr;
  }
  auto file = std::make_unique<RemoteFile>();
  file->url = std::move(url);
  file->version = std::move(head->version);
  file->head = std::move(head->bytes);
  file->size = head->size;
  return file;
}

// GDAL leaves out the prefix.
std::string whole_name(const void* prefix, const char* name) {
  return *static_cast<const std::string*>(prefix) + name;
}

int stat_remote(void* prefix, const char* name, VSIStatBufL* facts, int) {
  // Files beside a file are looked for in vain most of the time: that explains nothing.
  auto before = std::exchange(first_error, std::nullopt);
  const auto file = open_remote(whole_name(prefix, name));
  first_error = std::move(before);
  if (file == nullptr) return -1;
  std::memset(facts, 0, sizeof *facts);
  facts->st_mode = S_IFREG;
  facts->st_size = static_cast<decltype(facts->st_size)>(file->size);
  return 0;
}

void* open_file(void* prefix, const char* name, const char* access) {
  if (std::strpbrk(access, "wa+") != nullptr) {
    errno = EACCES;
    return nullptr;
  }
  return open_remote(whole_name(prefix, name)).release();
}

vsi_l_offset tell(void* file) { return static_cast<RemoteFile*>(file)->at; }

int seek(void* opened, vsi_l_offset offset, int whence) {
  auto& file = *static_cast<RemoteFile*>(opened);
  file.is_at_end = false;
  if (whence == SEEK_CUR) offset += file.at;
  if (whence == SEEK_END) offset += file.size;
  file.at = offset;
  return 0;
}

/// Bytes of the file from where it stands; fewer at its end or when they cannot be had.
std::size_t read_bytes(RemoteFile& file, char* to, std::size_t size) {
  if (file.at >= file.size) {
    file.is_at_end = true;
    return 0;
  }
  if (size > file.size - file.at) {
    size = static_cast<std::size_t>(file.size - file.at);
    file.is_at_end = true;
  }
  std::size_t got = 0;
  if (file.at < file.head.size()) {
    got = std::min<std::size_t>(size, file.head.size() - static_cast<std::size_t>(file.at));
    std::memcpy(to, file.head.data() + file.at, got);
    file.at += got;
  }
  if (got == size) return got;
  auto range = fetch(file.url, file.at, size - got);
  if (range && range->version != file.version) {
    range = base::fail(base::ErrorKind::kIo, file.url + ": it changed while it was read");
  }
  if (!range) {
    note(std::move(range).error());
    return got;
  }
  const std::size_t more = std::min(range->bytes.size(), size - got);
  std::memcpy(to + got, range->bytes.data(), more);
  file.at += more;
  return got + more;
}

std::size_t read_file(void* file, void* to, std::size_t size, std::size_t count) {
  if (size == 0 || count == 0 || count > SIZE_MAX / size) return 0;
  return read_bytes(*static_cast<RemoteFile*>(file), static_cast<char*>(to), size * count) / size;
}

int is_at_end(void* file) { return static_cast<RemoteFile*>(file)->is_at_end ? 1 : 0; }

int close_file(void* file) {
  delete static_cast<RemoteFile*>(file);  // NOLINT: what open_file() released
  return 0;
}

CPLHTTPResult* refuse_request(const char* url, CSLConstList, GDALProgressFunc, void*,
                              CPLHTTPFetchWriteFunc, void*, void*) {
  const std::string why = fmt::format("{}: GDAL may not fetch anything", url);
  note({base::ErrorKind::kUnsupported, why});
  // No result would mean: let the next one try.
  auto* const result = static_cast<CPLHTTPResult*>(gdal.CPLCalloc(1, sizeof(CPLHTTPResult)));
  result->nStatus = 1;
  result->pszErrBuf = gdal.CPLStrdup(why.c_str());
  return result;
}

}  // namespace

void guard_network() {
  VSIFilesystemPluginCallbacksStruct* const calls = gdal.VSIAllocFilesystemPluginCallbacksStruct();
  calls->stat = stat_remote;
  calls->open = open_file;
  calls->tell = tell;
  calls->seek = seek;
  calls->read = read_file;
  calls->eof = is_at_end;
  calls->close = close_file;
  calls->nBufferSize = kReadAtOnce;
  calls->nCacheSize = kCachePerFile;
  static std::list<std::string> guarded{"/vsicurl?"};  // which GDAL does not list
  char** const prefixes = gdal.VSIGetFileSystemsPrefixes();
  for (char** prefix = prefixes; prefix != nullptr && *prefix != nullptr; ++prefix) {
    if (std::ranges::find(kLocal, std::string_view(*prefix)) == kLocal.end()) {
      guarded.emplace_back(*prefix);
    }
  }
  gdal.CSLDestroy(prefixes);
  for (std::string& prefix : guarded) {
    calls->pUserData = &prefix;
    gdal.VSIInstallPluginHandler(prefix.c_str(), calls);
  }
  gdal.VSIFreeFilesystemPluginCallbacksStruct(calls);
  gdal.CPLHTTPSetFetchCallback(refuse_request, nullptr);
}

NetworkScope::NetworkScope(base::Fetcher* fetcher) : before_(std::exchange(current, fetcher)) {
  first_error.reset();
}

NetworkScope::~NetworkScope() { current = before_; }

std::optional<base::Error> NetworkScope::take_error() {
  return std::exchange(first_error, std::nullopt);
}

}  // namespace stacmlm::raster
