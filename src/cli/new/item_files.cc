// SPDX-License-Identifier: Apache-2.0
#include "cli/new/item_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "cli/atomic_file.h"
#include "cli/file_text.h"
#include "cli/output.h"
#include "cli/status.h"
#include "cli/terminal.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;

}  // namespace

base::Result<author::StatisticsFile> read_statistics_file(const std::string& path) {
  if (path.empty()) return author::StatisticsFile();
  constexpr std::size_t kMostBytes = std::size_t{16} << 20U;
  auto file = read_text(path, kMostBytes);
  if (!file) return tl::unexpected(std::move(file).error().during(path));
  if (!file->text)
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("{}: larger than {} bytes", path, kMostBytes));
  return author::read_statistics(file->text->view(), path);
}

base::Result<void> refuse_existing(const std::string& path, bool force) {
  std::error_code none;
  // A link that leads nowhere would be lost as well.
  const bool is_there =
      fs::is_regular_file(path, none) || (fs::is_symlink(path, none) && !fs::exists(path, none));
  if (path == "-" || force || !is_there) return {};
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("{} is there already; --force writes over it", path));
}

int save_item(const std::string& path, std::string_view text, std::string_view program) {
  std::error_code none;
  const bool is_file = !fs::exists(path, none) || fs::is_regular_file(path, none);
  if (path == "-" || !is_file) return print_to(path, text);
  if (const auto written = replace_file(path, text); !written) {
    complain(fmt::format("cannot write {}: {}", path, written.error().message), program);
    return status::kNotDone;
  }
  return status::kClean;
}

}  // namespace stacmlm::cli
