// SPDX-License-Identifier: Apache-2.0
#include "cli/engine.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "cli/child_process.h"

namespace stacmlm::cli {
namespace {

bool is_program(const std::string& path) {
  std::error_code none;
  return std::filesystem::is_regular_file(path, none) && ::access(path.c_str(), X_OK) == 0;
}

bool knows_compose(const std::string& program) {
  const auto status = run_child({{program, "compose", "version"}, {}, "", true});
  return status && *status == 0;
}

}  // namespace

base::Result<std::string> find_engine(std::string_view path) {
  for (const char* const name : {"docker", "podman"}) {
    for (std::string_view rest = path; !rest.empty();) {
      const std::string_view folder = rest.substr(0, rest.find(':'));
      rest.remove_prefix(std::min(folder.size() + 1, rest.size()));
      // A relative one would be a folder of whatever is being looked at.
      if (!folder.starts_with('/')) continue;
      const std::string program = std::string(folder) + "/" + name;
      if (is_program(program) && knows_compose(program)) return program;
    }
  }
  return base::fail(base::ErrorKind::kBackend,
                    "neither `docker compose` nor `podman compose` is on PATH");
}

}  // namespace stacmlm::cli
