// SPDX-License-Identifier: Apache-2.0
// A YAML document as it is written: aliases and merge keys are not resolved.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stacmlm/json/yaml.h"

namespace stacmlm::json {

struct YamlNode {
  enum class Kind : std::uint8_t { kScalar, kList, kObject, kSet, kAlias };
  /// What the tag of a scalar asks for; kPlain: what it looks like.
  enum class Tag : std::uint8_t { kPlain, kText, kNull, kBoolean, kInteger, kNumber, kMerge };

  Kind kind = Kind::kScalar;
  Tag tag = Tag::kPlain;
  YamlPlace place;
  std::uint32_t next = 0;    ///< index behind this node and all it holds; 0 while it is open
  std::uint32_t target = 0;  ///< of an alias: index of the node it stands for
  std::string text;          ///< of a scalar
};

/// In document order, a container before its children. Keys and values of objects alternate.
using YamlTree = std::vector<YamlNode>;

}  // namespace stacmlm::json
