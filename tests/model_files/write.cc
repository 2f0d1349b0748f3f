// SPDX-License-Identifier: Apache-2.0
#include "model_files/write.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace stacmlm::model_files {

bool write_file(const std::string& folder, const File& file) {
  const std::filesystem::path path = std::filesystem::path(folder) / file.path;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  std::uint64_t size = 0;
  std::uint64_t written = 0;
  for (const Hole& hole : file.holes) {
    out << std::string_view(file.bytes).substr(written, hole.at - written);
    size += hole.at - written + hole.size;
    written = hole.at;
    out.seekp(static_cast<std::streamoff>(size));
  }
  out << std::string_view(file.bytes).substr(written);
  size += file.bytes.size() - written;
  out.close();
  if (!out) return false;
  if (std::filesystem::file_size(path) != size) std::filesystem::resize_file(path, size);
  return true;
}

std::string write_kind(std::string_view kind, const std::string& folder) {
  for (const Kind& known : all_kinds()) {
    if (known.name != kind) continue;
    const std::vector<File> files = known.make();
    bool is_written = true;
    for (const File& file : files) is_written = is_written && write_file(folder, file);
    if (is_written) return folder + '/' + files.front().path;
  }
  std::fprintf(stderr, "%.*s cannot be written to %s\n", static_cast<int>(kind.size()), kind.data(),
               folder.c_str());
  std::abort();
}

}  // namespace stacmlm::model_files
