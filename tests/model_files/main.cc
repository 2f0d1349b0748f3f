// SPDX-License-Identifier: Apache-2.0
// make_model_file KIND FOLDER: writes the files of a model. Without arguments: lists the kinds.
// make_model_file --seeds FOLDER: the small files of all kinds side by side, for fuzzing.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "model_files/kinds.h"

namespace {

using namespace stacmlm::model_files;

bool write(const std::filesystem::path& folder, const File& file) {
  const std::filesystem::path path = folder / file.path;
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

/// No folders, no holes: what one call of a fuzz target is given.
bool write_seeds(const std::filesystem::path& folder) {
  constexpr std::size_t kLargest = std::size_t{1} << 20U;
  for (const Kind& kind : all_kinds()) {
    std::size_t number = 0;
    for (File& file : kind.make()) {
      if (file.bytes.size() > kLargest) continue;
      const std::string name = std::string(kind.name) + '-' + std::to_string(number++);
      if (!write(folder, {name, std::move(file.bytes)})) return false;
    }
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--seeds") return write_seeds(argv[2]) ? 0 : 1;
  for (const Kind& kind : all_kinds()) {
    if (argc != 3) {
      std::printf("%-28s %s\n", std::string(kind.name).c_str(), std::string(kind.summary).c_str());
      continue;
    }
    if (kind.name != argv[1]) continue;
    for (const File& file : kind.make()) {
      if (!write(argv[2], file)) {
        std::fprintf(stderr, "%s cannot be written\n", file.path.c_str());
        return 1;
      }
    }
    return 0;
  }
  if (argc == 1) return 0;
  std::fprintf(stderr, "make_model_file KIND FOLDER; without arguments it lists the kinds\n");
  return 2;
}
