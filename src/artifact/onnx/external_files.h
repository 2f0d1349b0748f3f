// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "artifact/collector.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::artifact::onnx {

/// The files beside a model in which its tensors lie. Each is looked at once, through the Source,
/// which lets none be reached that lies elsewhere.
class ExternalFiles {
 public:
  ExternalFiles(const Source& source, Collector& collector)
      : source_(source), collector_(collector) {}

  /// Bytes of the file that a tensor names; nothing, and a finding, if it must not or cannot be
  /// read. An Error only once too many are named.
  base::Result<std::optional<std::uint64_t>> size_of(std::string_view location,
                                                     std::string_view tensor);

 private:
  struct File {
    std::optional<std::uint64_t> size;
    DangerKind refusal = DangerKind::kNotAnalysed;
    std::string why;  ///< it has no size
  };
  [[nodiscard]] File look_at(std::string_view location) const;

  const Source& source_;
  Collector& collector_;
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace stacmlm::artifact::onnx
