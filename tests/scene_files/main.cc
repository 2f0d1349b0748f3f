// SPDX-License-Identifier: Apache-2.0
// make_scene FILE WIDTH HEIGHT: writes a scene as one file.
// make_scene --sentinel-2 FOLDER SIZE: writes an Item with a file a band, as Sentinel-2 has it.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "scene_files/landscape.h"
#include "scene_files/scene.h"

int main(int argc, char** argv) {
  using namespace stacmlm::scene_files;
  if (argc != 4) {
    std::fprintf(stderr, "make_scene FILE WIDTH HEIGHT | --sentinel-2 FOLDER SIZE\n");
    return 2;
  }
  const bool is_landscape = std::string_view(argv[1]) == "--sentinel-2";
  const auto done = is_landscape ? write_landscape(argv[2], std::atoll(argv[3]))
                                 : write_scene(argv[1], std::atoll(argv[2]), std::atoll(argv[3]));
  if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
  return done ? 0 : 1;
}
