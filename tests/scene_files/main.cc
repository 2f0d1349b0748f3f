// SPDX-License-Identifier: Apache-2.0
// make_scene FILE WIDTH HEIGHT: writes a scene.
#include <cstdio>
#include <cstdlib>

#include "scene_files/scene.h"

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "make_scene FILE WIDTH HEIGHT\n");
    return 2;
  }
  const auto done =
      stacmlm::scene_files::write_scene(argv[1], std::atoll(argv[2]), std::atoll(argv[3]));
  if (!done) std::fprintf(stderr, "%s\n", done.error().message.c_str());
  return done ? 0 : 1;
}
