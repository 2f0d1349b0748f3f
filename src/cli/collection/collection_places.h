// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stacmlm::cli {

/// How documents of one tree link to each other: relative to the file that has the link, or
/// absolute below an address that stands for the folder of the Collection.
class CollectionPlaces {
 public:
  /// `folder` is that of the Collection; empty for the working directory.
  CollectionPlaces(std::string folder, std::string base)
      : folder_(std::move(folder)), base_(std::move(base)) {}

  /// The href of the file `to` in a link of the file `from`.
  [[nodiscard]] std::string href(const std::string& from, const std::string& to) const;
  /// The absolute address of a file; nothing where links are relative.
  [[nodiscard]] std::string address(const std::string& path) const;
  /// True for a file that has no absolute address, though links are absolute: it is not below the
  /// folder of the Collection.
  [[nodiscard]] bool is_outside(const std::string& path) const;
  /// A file of the Collection's folder.
  [[nodiscard]] std::string file(const std::string& name) const;

 private:
  std::string folder_;
  std::string base_;
};

/// The file lies in the folder or below it, symbolic links resolved; an empty `folder` is the
/// working directory.
bool is_below(const std::string& folder, const std::string& path);

/// The one name of a file, however symbolic links lead to it.
std::string real_path(const std::string& path);

}  // namespace stacmlm::cli
