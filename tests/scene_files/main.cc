// SPDX-License-Identifier: Apache-2.0
// make_scene FILE WIDTH HEIGHT: writes a scene as one file.
// make_scene --squares FILE SIZE: writes a plain with squares.
// make_scene --sentinel-2 FOLDER SIZE: writes an Item with a file a band, as Sentinel-2 has it.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "scene_files/landscape.h"
#include "scene_files/scene.h"
#include "scene_files/squares.h"

int main(int argc, char** argv) {
  using namespace stacmlm::scene_files;
  if (argc != 4) {
    std::fprintf(stderr,
                 "make_scene FILE WIDTH HEIGHT | --squares FILE SIZE | --sentinel-2 FOLDER SIZE\n");
    return 2;
  }
  const std::string_view kind = argv[1];
  const std::int64_t size = std::atoll(argv[3]);
  const auto done = kind == "--sentinel-2" ? write_landscape(argv[2], size)
                    : kind == "--squares"  ? write_squares(argv[2], size, size)
                                           : write_scene(argv[1], std::atoll(argv[2]), size);
  if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
  return done ? 0 : 1;
}
