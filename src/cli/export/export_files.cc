// SPDX-License-Identifier: Apache-2.0
#include "cli/export/export_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <vector>

#include "cli/output.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;

/// Where each file goes, in their order.
std::vector<std::string> targets(const author::Export& done, bool is_folder,
                                 const std::string& output) {
  std::error_code none;
  const bool is_below = is_folder || output.ends_with('/') || fs::is_directory(output, none);
  if (!is_below) return {output};
  std::vector<std::string> paths;
  for (const author::ExportedFile& file : done.files)
    paths.push_back((fs::path(output) / file.path).string());
  return paths;
}

base::Result<void> check_free(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::error_code none;
    const fs::file_status facts = fs::status(path, none);
    if (!fs::is_regular_file(facts) && !fs::is_directory(facts)) continue;
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{} is there already; --force writes over it", path));
  }
  return {};
}

base::Result<void> write_file(const std::string& path, const std::string& bytes) {
  std::error_code error;
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty()) fs::create_directories(folder, error);
  if (error)
    return base::fail(base::ErrorKind::kIo,
                      fmt::format("cannot make {}: {}", folder.string(), error.message()));
  STACMLM_TRY(Output output, Output::open(path));
  output.write(bytes);
  return output.finish();
}

}  // namespace

base::Result<void> write_files(const author::Export& done, bool is_folder,
                               const std::string& output, bool force) {
  if (output.empty()) return base::fail(base::ErrorKind::kInvalidArgument, "no name to write to");
  if (output == "-") return write_file("-", done.files.back().bytes);
  const std::vector<std::string> paths = targets(done, is_folder, output);
  if (!force) {
    if (auto free = check_free(paths); !free) return free;
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (auto written = write_file(paths[i], done.files[i].bytes); !written) return written;
  }
  return {};
}

}  // namespace stacmlm::cli
