// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stacmlm::rules {

struct LocalFile {
  std::string path;         ///< without `.` and, as far as possible, `..`
  bool is_missing = false;  ///< surely not there, and meant as a file beside the document
};

/// The file on this machine that `href` in the file `from` means; nothing for other places. The
/// file name may be written as it is or percent-encoded.
std::optional<LocalFile> local_file(std::string_view from, std::string_view href);

/// A path as a URI has it: what has a meaning there, or none at all, is percent-encoded.
std::string encoded_path(std::string_view path);

/// `path` without empty and `.` segments, and without `..` where a segment stands before it.
std::string normal_path(std::string_view path);

/// The same file has the same absolute path, links in the file system aside.
std::string absolute_path(std::string_view path);

}  // namespace stacmlm::rules
