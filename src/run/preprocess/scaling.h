// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "run/preprocess/preprocess.h"

namespace stacmlm::run {

/// What one channel goes through: (x - centre) / divisor, kept between least and most; or an
/// expression.
struct ChannelScaling {
  double centre = 0;
  double divisor = 1;
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  std::optional<Expression> expression;  ///< of the channel, its only band
  std::string text;                      ///< `(x - 3) / 7`; empty: nothing is done

  [[nodiscard]] bool is_bounded() const {
    return least != -std::numeric_limits<double>::infinity() ||
           most != std::numeric_limits<double>::infinity();
  }
  /// The same for numbers of a file: scale * x + offset is what `this` is for.
  [[nodiscard]] ChannelScaling behind(const FileScaling& file) const;
};

ChannelScaling affine(double centre, double divisor);
ChannelScaling clamped(double least, double most);
/// Everything becomes 0: what OpenCV makes of data without a norm.
ChannelScaling zeroed();

/// What is divided by that only the data tell.
enum class DataNorm : std::uint8_t { kNone, kMinMax, kL1, kL2, kInf };

/// What `value_scaling`, or `norm_type` and its companions, ask for.
struct Scalings {
  std::vector<ChannelScaling> channels;  ///< one each
  DataNorm norm = DataNorm::kNone;       ///< then `channels` do nothing yet
  NormDomain domain = NormDomain::kNone;
  std::vector<std::string> notes;
};

/// `names`: of the channels.
base::Result<Scalings> scalings_of(const mlm::ModelInput& input, const PreprocessOptions& options,
                                   std::span<const std::string> names);

/// `norm_type` with `norm_by_channel`, `norm_clip` and `statistics` (until 1.3).
base::Result<Scalings> legacy_scalings(const mlm::ModelInput& input,
                                       const PreprocessOptions& options, std::size_t channels);

/// What the norms of a scene make of it. @pre scalings.norm is not kNone, domain not kPixel
std::vector<ChannelScaling> scalings_with(const Scalings& scalings,
                                          std::span<const ChannelNorms> norms);

}  // namespace stacmlm::run
