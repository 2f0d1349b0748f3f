// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "artifact/protobuf/message.h"

namespace stacmlm::artifact::onnx {

/// A key and its value: one of metadata_props, or of what is said about external data.
struct Entry {
  std::string key;
  std::string value;
};

base::Result<Entry> read_entry(protobuf::Message message, std::size_t longest_value);

}  // namespace stacmlm::artifact::onnx
