// SPDX-License-Identifier: Apache-2.0
// make_model_file KIND FOLDER: writes the files of a model. Without arguments: lists the kinds.
// make_model_file --seeds FOLDER: the small files of all kinds side by side, for fuzzing.
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

#include "model_files/kinds.h"
#include "model_files/write.h"

namespace {

using namespace stacmlm::model_files;

/// No folders, no holes: what one call of a fuzz target is given.
bool write_seeds(const std::string& folder) {
  constexpr std::size_t kLargest = std::size_t{1} << 20U;
  for (const Kind& kind : all_kinds()) {
    std::size_t number = 0;
    for (File& file : kind.make()) {
      if (file.bytes.size() > kLargest) continue;
      const std::string name = std::string(kind.name) + '-' + std::to_string(number++);
      if (!write_file(folder, {name, std::move(file.bytes)})) return false;
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
      if (!write_file(argv[2], file)) {
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
