// SPDX-License-Identifier: Apache-2.0
// `norm_type` of MLM 1.0 to 1.3: OpenCV's words. Those that cv::normalize itself refuses, as they
// are distances or flags, are refused here too.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "run/preprocess/scaling.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::run {
namespace {

using base::ErrorKind;

/// Below that, OpenCV sees nothing to divide by.
constexpr double kNothing = std::numeric_limits<double>::epsilon();

struct Refused {
  std::string_view word;
  std::string_view why;
};
constexpr std::array kRefused = std::to_array<Refused>({
    {"l2sqr", "is a distance, and no norm to divide by that anything defines"},
    {"hamming", "is a bit distance"},
    {"hamming2", "is a bit distance"},
    {"type-mask", "is a bit mask of OpenCV, no norm"},
    {"relative", "is a flag of OpenCV for two arrays, no norm"},
});

class LegacyReader {
 public:
  LegacyReader(const mlm::ModelInput& input, const PreprocessOptions& options, std::size_t channels)
      : input_(input), options_(options), channels_(channels) {}

  base::Result<Scalings> read() const {
    Scalings made;
    made.channels.resize(channels_);
    if (input_.norm_type.is_absent() || input_.norm_type.is_null()) return made;
    if (!input_.norm_type) return wrong("norm_type", "it must be a text");
    const std::string_view type = *input_.norm_type;
    if (options_.version && *options_.version >= mlm::Version::kV1_4_0) {
      return wrong("norm_type", fmt::format("MLM {} has no such member; say it in value_scaling",
                                            mlm::name_of(*options_.version)));
    }
    if (type == mlm::kNormClip) return clip();
    if (type == "z-score" || (type == "min-max" && has_statistics())) return by_statistics(type);
    if (type == "min-max") return by_range();
    if (type == "l1") return by_norm(type, DataNorm::kL1);
    if (type == "l2") return by_norm(type, DataNorm::kL2);
    if (type == "inf") return by_norm(type, DataNorm::kInf);
    return refused(type);
  }

 private:
  [[nodiscard]] tl::unexpected<base::Error> wrong(
      std::string_view field, const std::string& what,
      ErrorKind kind = ErrorKind::kInvalidDocument) const {
    return base::fail(kind, fmt::format("{}.{}: {}", options_.path, field, what));
  }

  [[nodiscard]] tl::unexpected<base::Error> refused(std::string_view type) const {
    const auto* row = std::ranges::find(kRefused, type, &Refused::word);
    const std::string_view why = row == kRefused.end() ? "is no norm that is known" : row->why;
    return wrong("norm_type",
                 fmt::format("`{}` {}; it cannot be executed: say what is done in value_scaling "
                             "(MLM 1.4 and later), or in pre_processing_function",
                             type, why),
                 ErrorKind::kUnsupported);
  }

  [[nodiscard]] bool has_statistics() const {
    return input_.statistics && !(*input_.statistics).empty();
  }

  /// The index in a list of `size` for a channel; an error if they do not go together.
  [[nodiscard]] base::Result<void> check_length(std::string_view field, std::size_t size) const {
    if (size != 1 && size != channels_) {
      return wrong(field, fmt::format("{} entries for {} channels; one for each, or one for all",
                                      size, channels_));
    }
    const bool is_for_all = input_.norm_by_channel && !*input_.norm_by_channel;
    if (size > 1 && is_for_all && field == "statistics") {
      return wrong(
          "norm_by_channel",
          fmt::format("it is false, and there are {} statistics; leave one, or say true", size));
    }
    return {};
  }

  [[nodiscard]] base::Result<Scalings> clip() const {
    if (!input_.norm_clip) {
      return wrong("norm_clip", "`clip` needs the numbers that are divided by, one for each band");
    }
    const auto list = *input_.norm_clip;
    STACMLM_CHECK(check_length("norm_clip", list.size()));
    Scalings made;
    for (std::size_t i = 0; i < channels_; ++i) {
      const std::size_t index = list.size() == 1 ? 0 : i;
      const auto value = list[index];
      if (!value || *value == 0 || !std::isfinite(*value)) {
        return wrong(fmt::format("norm_clip[{}]", index), "a number other than 0 is divided by");
      }
      ChannelScaling scaling = affine(0, *value);
      scaling.least = 0;
      scaling.most = 1;
      scaling.text = fmt::format("min(max(x / {}, 0), 1)", *value);
      made.channels.push_back(std::move(scaling));
    }
    return made;
  }

  [[nodiscard]] base::Result<double> statistic(std::size_t index, std::string_view name) const {
    const json::Value entry = (*input_.statistics)[index].raw();
    const json::Value found = entry.is_object() ? entry.find(name) : json::Value();
    if (!found.is_number() || !std::isfinite(found.number())) {
      return wrong(fmt::format("statistics[{}].{}", index, name),
                   fmt::format("`{}` needs this number", *input_.norm_type));
    }
    return found.number();
  }

  [[nodiscard]] base::Result<Scalings> by_statistics(std::string_view type) const {
    if (!has_statistics()) return wrong("statistics", "`z-score` needs mean and stddev");
    const std::size_t size = (*input_.statistics).size();
    STACMLM_CHECK(check_length("statistics", size));
    Scalings made;
    for (std::size_t i = 0; i < channels_; ++i) {
      const std::size_t index = size == 1 ? 0 : i;
      const bool is_range = type == "min-max";
      STACMLM_TRY(const double centre, statistic(index, is_range ? "minimum" : "mean"));
      STACMLM_TRY(double divisor, statistic(index, is_range ? "maximum" : "stddev"));
      if (is_range) divisor -= centre;
      if (divisor == 0) {
        return wrong(fmt::format("statistics[{}].{}", index, is_range ? "maximum" : "stddev"),
                     is_range ? "it equals `minimum`: 0 would be divided by" : "0 is divided by");
      }
      made.channels.push_back(affine(centre, divisor));
    }
    return made;
  }

  /// No statistics: those of the scene.
  [[nodiscard]] base::Result<Scalings> by_range() const {
    Scalings made;
    made.channels.resize(channels_);
    made.norm = DataNorm::kMinMax;
    const bool is_each = input_.norm_by_channel && *input_.norm_by_channel;
    made.domain = is_each ? NormDomain::kChannel : NormDomain::kSample;
    if (options_.norm_domain == NormDomain::kPixel) {
      return base::fail(ErrorKind::kInvalidArgument,
                        "--norm-domain pixel: min-max is taken over a scene or its bands");
    }
    if (options_.norm_domain != NormDomain::kNone) made.domain = options_.norm_domain;
    made.notes.push_back(options_.path +
                         ".norm_type: `min-max` without statistics takes the range of the scene");
    return made;
  }

  [[nodiscard]] base::Result<Scalings> by_norm(std::string_view type, DataNorm norm) const {
    if (options_.norm_domain == NormDomain::kNone) {
      return wrong(
          "norm_type",
          fmt::format("`{}` does not say over what; --norm-domain sample (all bands of the "
                      "scene, as OpenCV), channel (each band) or pixel (the bands of each "
                      "pixel) does",
                      type),
          ErrorKind::kUnsupported);
    }
    Scalings made;
    made.channels.resize(channels_);
    made.norm = norm;
    made.domain = options_.norm_domain;
    return made;
  }

  const mlm::ModelInput& input_;
  const PreprocessOptions& options_;
  std::size_t channels_;
};

ChannelNorms together(std::span<const ChannelNorms> norms) {
  ChannelNorms all;
  for (const ChannelNorms& one : norms) {
    if (one.count == 0) continue;
    all.minimum = all.count == 0 ? one.minimum : std::min(all.minimum, one.minimum);
    all.maximum = all.count == 0 ? one.maximum : std::max(all.maximum, one.maximum);
    all.sum += one.sum;
    all.squares += one.squares;
    all.count += one.count;
  }
  return all;
}

ChannelScaling scaling_with(DataNorm norm, const ChannelNorms& norms) {
  double centre = 0;
  double divisor = 0;
  switch (norm) {
    case DataNorm::kMinMax:
      centre = norms.minimum;
      divisor = norms.maximum - norms.minimum;
      break;
    case DataNorm::kL1:
      divisor = norms.sum;
      break;
    case DataNorm::kL2:
      divisor = std::sqrt(norms.squares);
      break;
    default:
      divisor = std::max(std::fabs(norms.minimum), std::fabs(norms.maximum));
      break;
  }
  return divisor > kNothing ? affine(centre, divisor) : zeroed();
}

}  // namespace

base::Result<Scalings> legacy_scalings(const mlm::ModelInput& input,
                                       const PreprocessOptions& options, std::size_t channels) {
  return LegacyReader(input, options, channels).read();
}

std::vector<ChannelScaling> scalings_with(const Scalings& scalings,
                                          std::span<const ChannelNorms> norms) {
  const ChannelNorms all = together(norms);
  std::vector<ChannelScaling> made;
  for (const ChannelNorms& one : norms) {
    made.push_back(scaling_with(scalings.norm, scalings.domain == NormDomain::kSample ? all : one));
  }
  return made;
}

}  // namespace stacmlm::run
