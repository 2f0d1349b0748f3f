// SPDX-License-Identifier: Apache-2.0
#include "raster/gdal/written_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "raster/gdal/library.h"

namespace stacmlm::raster {
namespace {

// Ends in the slash that an absolute path begins with.
const std::string kPrefix = "/vsistacmlm-written/";

std::string path_of(const char* name) { return std::string("/") + name; }

std::FILE* file_of(void* file) { return static_cast<std::FILE*>(file); }

int report_failure(int result) {
  if (result == 0) return 0;
  const std::string why = std::generic_category().message(errno);
  gdal.CPLError(CE_Failure, CPLE_FileIO, "%s", why.c_str());
  return -1;
}

int stat_file(void*, const char* name, VSIStatBufL* facts, int) {
  struct stat found {};
  if (::stat(path_of(name).c_str(), &found) != 0) return -1;
  std::memset(facts, 0, sizeof *facts);
  facts->st_mode = found.st_mode;
  facts->st_size = found.st_size;
  return 0;
}

int remove_file(void*, const char* name) { return ::unlink(path_of(name).c_str()); }

void* open_file(void*, const char* name, const char* access) {
  if (access[0] != 'w') {
    errno = EACCES;
    return nullptr;
  }
  std::FILE* const file = std::fopen(path_of(name).c_str(), access);
  if (file == nullptr) report_failure(-1);
  return file;
}

vsi_l_offset tell(void* file) { return static_cast<vsi_l_offset>(::ftello(file_of(file))); }

int seek(void* file, vsi_l_offset offset, int whence) {
  return report_failure(::fseeko(file_of(file), static_cast<off_t>(offset), whence));
}

std::size_t read_file(void* file, void* to, std::size_t size, std::size_t count) {
  return std::fread(to, size, count, file_of(file));
}

int is_at_end(void* file) { return std::feof(file_of(file)); }

std::size_t write_file(void* file, const void* from, std::size_t size, std::size_t count) {
  const std::size_t written = std::fwrite(from, size, count, file_of(file));
  if (written != count) report_failure(-1);
  return written;
}

int flush(void* file) { return report_failure(std::fflush(file_of(file))); }

int truncate(void* file, vsi_l_offset size) {
  if (flush(file) != 0) return -1;
  return report_failure(::ftruncate(::fileno(file_of(file)), static_cast<off_t>(size)));
}

int close_file(void* file) { return report_failure(std::fclose(file_of(file))); }

}  // namespace

void add_written_files() {
  VSIFilesystemPluginCallbacksStruct* const calls = gdal.VSIAllocFilesystemPluginCallbacksStruct();
  calls->stat = stat_file;
  calls->unlink = remove_file;
  calls->open = open_file;
  calls->tell = tell;
  calls->seek = seek;
  calls->read = read_file;
  calls->eof = is_at_end;
  calls->write = write_file;
  calls->flush = flush;
  calls->truncate = truncate;
  calls->close = close_file;
  gdal.VSIInstallPluginHandler(kPrefix.c_str(), calls);
  gdal.VSIFreeFilesystemPluginCallbacksStruct(calls);
}

std::string written_name(const std::string& path) { return kPrefix + path.substr(1); }

}  // namespace stacmlm::raster
