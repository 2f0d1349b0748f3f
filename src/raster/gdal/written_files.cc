// SPDX-License-Identifier: Apache-2.0
#include "raster/gdal/written_files.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "raster/gdal/stdio_calls.h"

namespace stacmlm::raster {
namespace {

// Ends in the slash that an absolute path begins with.
const std::string kPrefix = "/vsistacmlm-written/";

std::string path_of(const char* name) { return std::string("/") + name; }

int stat_file(void*, const char* name, VSIStatBufL* facts, int) {
  return stat_on_disk(path_of(name).c_str(), *facts);
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

}  // namespace

void add_written_files() {
  VSIFilesystemPluginCallbacksStruct* const calls = gdal.VSIAllocFilesystemPluginCallbacksStruct();
  set_stdio_calls(*calls);
  calls->stat = stat_file;
  calls->unlink = remove_file;
  calls->open = open_file;
  gdal.VSIInstallPluginHandler(kPrefix.c_str(), calls);
  gdal.VSIFreeFilesystemPluginCallbacksStruct(calls);
}

std::string written_name(const std::string& path) { return kPrefix + path.substr(1); }

}  // namespace stacmlm::raster
