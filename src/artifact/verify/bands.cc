// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "artifact/verify/tensors.h"
#include "artifact/verify/weight_hints.h"
#include "rules/nearest.h"

namespace stacmlm::artifact {
namespace {

/// Whether a function between the bands and the model may make others of them.
bool has_function(const TensorPair& pair) {
  return pair.stated.function.exists() && !pair.stated.function.is_null();
}

/// Channels of that input in the file, wherever they stand; -1 if it does not say.
std::int64_t found_channels(const TensorPair& pair) {
  if (pair.is_of_rows && pair.found_rank() == 2U) return pair.found_size(1);
  if (const auto other = other_layout(pair)) return pair.found_size(*other);
  const auto index = channel_index(pair);
  if (!index || pair.found_rank() != pair.stated.dimensions.size()) return -1;
  return pair.found_size(*index);
}

/// What the only input of an estimator takes, if it says so; -1 if not.
std::int64_t found_features(const Subject& subject) {
  const auto& all = subject.file.metadata;
  const auto said =
      std::ranges::find(all, "n_features_in_", &std::pair<std::string, std::string>::first);
  std::int64_t features = -1;
  if (said == all.end() || subject.parts.inputs().size() != 1) return features;
  const std::string& digits = said->second;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), features);
  return read.ptr == digits.data() + digits.size() && features > 0 ? features : -1;
}

/// A dimension of the metadata between the batch and the image: of dates, say.
bool is_folded(std::string_view name) {
  constexpr std::string_view kOthers[] = {"batch", "height", "width", "x", "y"};
  return std::ranges::find(kOthers, name) == std::end(kOthers);
}

/// Whether the metadata itself says of what the file makes more channels than there are bands: its
/// own dimension of channels has the size `count`, and another one holds `times` of them.
bool folds_channels(const TensorPair& pair, std::int64_t count, std::int64_t times) {
  const rules::Dimension* own = pair.stated.channels();
  if (own == nullptr || own->size != count) return false;
  return std::ranges::any_of(pair.stated.dimensions, [&](const rules::Dimension& other) {
    return &other != own && is_folded(other.name.text()) && (other.size == times || other.size < 0);
  });
}

/// The list of what the channels are.
json::Value channel_list(const TensorPair& pair) {
  return pair.stated.bands.size() > 0 ? pair.stated.bands : pair.stated.variables;
}

/// By the weights, where the graph says nothing. Of several inputs nobody knows which layer is
/// whose.
void compare_hint(const TensorPair& pair, json::Value list, Comparing& comparing,
                  const Subject& subject) {
  const auto count = static_cast<std::int64_t>(list.size());
  const auto guess = guess_channels(subject.file, count);
  Pair values{fmt::format("{}.{}", pair.field, list.key()), list, std::to_string(count), {}};
  if (!guess || subject.parts.inputs().size() != 1) {
    return comparing.cannot_tell(std::move(values),
                                 subject.why_silent("how many channels it takes"));
  }
  values.found = std::to_string(guess->fits ? count : guess->nearest);
  if (guess->fits) {
    comparing.compatible(std::move(values), "a hint: a convolution takes that many channels");
  } else if (has_function(pair)) {
    comparing.compatible(std::move(values), "channels may be made of the bands");
  } else if (guess->nearest % count == 0 && folds_channels(pair, count, guess->nearest / count)) {
    comparing.compatible(std::move(values), "a hint: another dimension is folded into channels");
  } else {
    const std::string message = fmt::format(
        "{} names {} {}, no convolution of the file takes as many channels, the least is {}",
        pair.name, count, list.key(), guess->nearest);
    comparing.contradicts(rules::kFirstLayerChannels, std::move(values), message)
        .hint("this is a hint only: the file does not state its inputs");
  }
}

void compare_list(const TensorPair& pair, json::Value list, Comparing& comparing,
                  const Subject& subject) {
  std::int64_t channels = found_channels(pair);
  if (channels < 0) channels = found_features(subject);
  if (channels < 0) return compare_hint(pair, list, comparing, subject);
  const auto count = static_cast<std::int64_t>(list.size());
  Pair values{fmt::format("{}.{}", pair.field, list.key()), list, std::to_string(count),
              std::to_string(channels)};
  if (channels == count) return comparing.agrees(std::move(values));
  if (has_function(pair)) {
    comparing.compatible(std::move(values),
                         "a function before the model may make other channels of the bands");
    return;
  }
  const bool divides = channels > 0 && channels % count == 0;
  if (divides && folds_channels(pair, count, channels / count)) {
    comparing.compatible(std::move(values), fmt::format("{} channels are {} of {} each", channels,
                                                        channels / count, count));
    return;
  }
  const std::string message = fmt::format("{} names {} {}, the file takes {} channels", pair.name,
                                          count, list.key(), channels);
  rules::Finding& finding =
      comparing.contradicts(rules::kFileBandCount, std::move(values), message);
  if (divides) {
    at_most(diag::Severity::kWarning, finding)
        .hint(
            "of several dates, write a dimension `time` that holds as many; of channels that are "
            "made of the bands, a `pre_processing_function`");
  } else {
    finding.hint("name the bands in the order of their channel");
  }
}

void compare_scaling(const TensorPair& pair, json::Value scalings, Comparing& comparing) {
  const std::int64_t channels = found_channels(pair);
  const auto count = static_cast<std::int64_t>(scalings.size());
  if (channels < 0) return;
  Pair values{pair.field + ".value_scaling", scalings, std::to_string(count),
              fmt::format("{} channels", channels)};
  if (count == 1) return comparing.agrees(std::move(values), "one for all channels");
  if (count == channels) return comparing.agrees(std::move(values));
  if (count == static_cast<std::int64_t>(channel_list(pair).size()) &&
      (has_function(pair) || channels % count == 0)) {
    return comparing.compatible(std::move(values), "one for each band");
  }
  const std::string message =
      fmt::format("`value_scaling` of {} has {} entries, the file takes {} channels", pair.name,
                  count, channels);
  comparing.contradicts(rules::kFileScalingCount, std::move(values), message)
      .hint("write one entry for all, or one for each channel");
}

}  // namespace

void compare_bands(const TensorPair& pair, const rules::InputView& input, Comparing& comparing,
                   const Subject& subject) {
  const json::Value list = channel_list(pair);
  if (list.size() > 0) compare_list(pair, list, comparing, subject);
  const json::Value scalings = input.input.value_scaling.raw();
  if (scalings.size() > 0) compare_scaling(pair, scalings, comparing);
}

}  // namespace stacmlm::artifact
