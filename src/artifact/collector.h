// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/inspect.h"
#include "stacmlm/artifact/model_file.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// Fills a ModelFile within the limits and adds up what it is given. The only way by which readers
/// keep anything whose number or length the file decides.
class Collector {
 public:
  Collector(ModelFile& model, const InspectLimits& limits) : model_(model), limits_(limits) {}

  [[nodiscard]] const InspectLimits& limits() const { return limits_; }
  /// For single values: producer, versions, framework, hints.
  [[nodiscard]] ModelFile& model() { return model_; }
  [[nodiscard]] const ModelFile& model() const { return model_; }

  /// Files of this format state their inputs and outputs, even if there is none.
  void states_tensors();
  base::Result<void> add_input(Tensor tensor);
  base::Result<void> add_output(Tensor tensor);
  /// Files of this format hold weights, even if there is none.
  void states_weights();
  /// `elements` is worked out from the shape; a negative size or a product beyond 64 bits is an
  /// Error.
  base::Result<void> add_weight(Weight weight);
  base::Result<void> add_metadata(std::string_view key, std::string_view value);
  base::Result<void> add_operator(std::string name);
  base::Result<void> add_class(std::string name);
  base::Result<void> add_class_name(std::string name);
  /// Any further text that is kept: an Error once `kept_bytes` are used up.
  base::Result<void> keep(std::size_t bytes);

  /// The same kind, place and sentence is kept once; at most kMostDangers of them, then one that
  /// says so.
  void danger(DangerKind kind, std::string_view where, std::string_view what,
              bool is_kept_object = false);

  /// Works out the sums and the verdict. Call once, at the end, broken file or not.
  void finish();

  static constexpr std::size_t kMostDangers = 1000;

 private:
  base::Result<void> add_tensor(std::vector<Tensor>& to, Tensor tensor);

  ModelFile& model_;
  InspectLimits limits_;
  std::size_t kept_ = 0;
};

/// True for an error that says what is wrong with the file, not with reading it.
[[nodiscard]] inline bool is_about_content(const base::Error& error) {
  return error.kind == base::ErrorKind::kInvalidDocument ||
         error.kind == base::ErrorKind::kLimitExceeded ||
         error.kind == base::ErrorKind::kUnsupported;
}

/// The error of a file that is not what its format demands.
[[nodiscard]] inline tl::unexpected<base::Error> malformed(std::string message) {
  return base::fail(base::ErrorKind::kInvalidDocument, std::move(message));
}

/// ... of one that asks for more than is granted.
[[nodiscard]] inline tl::unexpected<base::Error> over_limit(std::string message) {
  return base::fail(base::ErrorKind::kLimitExceeded, std::move(message));
}

}  // namespace stacmlm::artifact
