// SPDX-License-Identifier: Apache-2.0
#include "cli/json_lines_draft.h"

#include <fmt/format.h>

#include <utility>

namespace stacmlm::cli {

base::Result<void> JsonLinesDraft::write(const Lines& lines, const std::string& target) {
  const std::string& path = lines.input.path;
  base::Result<void> result;
  if (path_ != path) {
    path_ = path;
    is_changed_ = path != target;
    auto file = AtomicFile::create(target);
    if (file) {
      file_.emplace(*std::move(file));
    } else {
      result = tl::unexpected(std::move(file).error());
    }
  }
  if (file_ && lines.block.oversized > 0) {
    file_.reset();
    result = base::fail(base::ErrorKind::kLimitExceeded,
                        fmt::format("line {} is too large to be kept", lines.block.first_line));
  }
  if (file_) result = file_->write(lines.block.lines);
  is_changed_ = is_changed_ || lines.is_changed;
  const bool is_whole = lines.is_end && lines.input.error.empty();
  if (file_ && result && is_whole && is_changed_) result = file_->commit();
  if (lines.is_end) {
    file_.reset();
    path_.clear();
  }
  return result;
}

}  // namespace stacmlm::cli
