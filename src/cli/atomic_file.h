// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/base/result.h"

namespace stacmlm::cli {

/// A file that is there whole or not at all: written beside its place and moved there at the end.
/// Keeps the owner and mode of the file that it replaces, and links that lead to it. What is not
/// committed goes, also when a signal ends the program. For one thread.
///
/// A file that has other names too, or an owner that it would lose, is written over where it
/// stands, as editors do; should that fail midway, the text stays beside it.
class AtomicFile {
 public:
  static base::Result<AtomicFile> create(const std::string& path);
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  base::Result<void> write(std::string_view text);
  base::Result<void> commit();

 private:
  AtomicFile(std::string path, std::string draft, int file, int slot, bool overwrites)
      : path_(std::move(path)),
        draft_(std::move(draft)),
        file_(file),
        slot_(slot),
        overwrites_(overwrites) {}
  base::Result<void> overwrite();
  void close_and(bool removes_draft);
  void forget_draft();

  std::string path_;
  std::string draft_;
  int file_;
  int slot_;
  bool overwrites_;
};

/// Puts `text` in the place of a file, or makes one.
base::Result<void> replace_file(const std::string& path, std::string_view text);

/// The file is known by other names too (hard links).
bool has_other_names(const std::string& path);

/// Writes all of `text`.
base::Result<void> write_all(int file, std::string_view text);

/// Makes signals that end the program remove what is not committed first.
void remove_drafts_on_signals();

}  // namespace stacmlm::cli
