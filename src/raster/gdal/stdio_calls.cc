// SPDX-License-Identifier: Apache-2.0
#include "raster/gdal/stdio_calls.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <system_error>

namespace stacmlm::raster {
namespace {

std::FILE* file_of(void* file) { return static_cast<std::FILE*>(file); }

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

int report_failure(int result) {
  if (result == 0) return 0;
  const std::string why = std::generic_category().message(errno);
  gdal.CPLError(CE_Failure, CPLE_FileIO, "%s", why.c_str());
  return -1;
}

int stat_on_disk(const char* path, VSIStatBufL& facts) {
  struct stat found {};
  if (::stat(path, &found) != 0) return -1;
  std::memset(&facts, 0, sizeof facts);
  facts.st_mode = found.st_mode;
  facts.st_size = found.st_size;
  facts.st_mtime = found.st_mtime;
  return 0;
}

void set_stdio_calls(VSIFilesystemPluginCallbacksStruct& calls) {
  calls.tell = tell;
  calls.seek = seek;
  calls.read = read_file;
  calls.eof = is_at_end;
  calls.write = write_file;
  calls.flush = flush;
  calls.truncate = truncate;
  calls.close = close_file;
}

}  // namespace stacmlm::raster
