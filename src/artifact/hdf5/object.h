// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stacmlm::artifact::hdf5 {

/// An attribute of text; those of numbers are passed over.
struct Attribute {
  std::string name{};
  std::vector<std::string> texts{};  ///< one if it is no array
};

/// A dataset: its frame, never its elements.
struct Dataset {
  std::string_view element_type{};  ///< an element type, or `other`
  std::vector<std::int64_t> shape{};
  std::uint64_t bytes = 0;  ///< unpacked; 0 if nothing was ever written
};

/// A group, or a dataset.
struct Object {
  std::string path{};  ///< `layers/dense/vars/0`; the root group's is empty
  std::vector<Attribute> attributes{};
  std::vector<std::string> children{};  ///< of the root group: the names in it
  std::optional<Dataset> dataset{};
  std::string
      same_as{};  ///< the path under which the object was visited before; nothing else is set

  /// The attribute of that name, or null.
  [[nodiscard]] const Attribute* find(std::string_view name) const;
};

}  // namespace stacmlm::artifact::hdf5
