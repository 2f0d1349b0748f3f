// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "artifact/collector.h"
#include "artifact/onnx/external_files.h"
#include "artifact/protobuf/message.h"

namespace stacmlm::artifact::onnx {

struct StoredTensor;

/// What a stored tensor is to the model.
struct TensorUse {
  std::string name;                ///< if it has none of its own
  std::optional<WeightKind> kind;  ///< nothing: its element type tells parameters from constants
};

/// Makes a weight of each stored tensor, and checks that its data is there and suits its shape,
/// without reading it.
class TensorReader {
 public:
  TensorReader(const Source& source, Collector& collector)
      : files_(source, collector), collector_(collector) {}

  base::Result<void> read(const protobuf::Message& message, const TensorUse& use);
  /// Values and places of a sparse tensor become a weight each.
  base::Result<void> read_sparse(const protobuf::Message& message, const TensorUse& use);

  /// The first tensor whose data does not suit its shape. Reading goes on behind it.
  [[nodiscard]] const std::optional<base::Error>& fault() const { return fault_; }

 private:
  base::Result<void> read_external(const StoredTensor& tensor, std::uint64_t needed,
                                   Weight& weight);
  void broken(std::string_view tensor, std::string_view why);

  ExternalFiles files_;
  Collector& collector_;
  std::optional<base::Error> fault_;
};

}  // namespace stacmlm::artifact::onnx
