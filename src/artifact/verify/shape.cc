// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "artifact/verify/tensors.h"
#include "rules/nearest.h"

namespace stacmlm::artifact {
namespace {

/// What the first dimension of the file likely is that the metadata leaves out.
bool lacks_batch(const TensorPair& pair, std::size_t stated) {
  const std::int64_t first = pair.found_size(0);
  const auto names = pair.stated.structure.dim_order.value_or({});
  return pair.found_rank() == stated + 1 && (first == -1 || first == 1) &&
         !names[0].raw().equals("batch");
}

void tell_rank(const TensorPair& pair, json::Value shape, Comparing& comparing) {
  const std::size_t found = *pair.found_rank();
  const std::string message =
      fmt::format("{} has {} dimension{} ({}), in the file it has {}: {}", pair.name, shape.size(),
                  shape.size() == 1 ? "" : "s", one_line(shape), found, shape_text(*pair.found));
  rules::Finding& finding = comparing.contradicts(
      rules::kTensorRank,
      {structure_field(pair) + ".shape", shape, one_line(shape), shape_text(*pair.found)}, message);
  if (lacks_batch(pair, shape.size())) finding.hint("the file has a dimension `batch` in front");
}

/// The metadata has one size, the file has none.
bool tell_free(const TensorPair& pair, std::size_t index, Pair values, Comparing& comparing) {
  constexpr std::int64_t kLargestKernel = 7;
  const std::int64_t size = stac::Field<std::int64_t>(values.place).value_or(0);
  const bool is_channel = channel_index(pair) == index;
  const std::string message =
      fmt::format("{} of {} is {}, in the file it is free", dimension_text(pair, index), pair.name,
                  values.stated.substr(0, 30));
  comparing.contradicts(rules::kTensorSizeFree, std::move(values), message)
      .hint(size > 0 && size <= kLargestKernel && !is_channel
                ? "that is the size of a kernel, not of an image; write -1 for any size"
                : "write -1 for any size");
  return true;
}

/// One dimension. True if it is told.
bool tell_size(const TensorPair& pair, std::size_t index, json::Value size, Comparing& comparing) {
  const std::int64_t stated = stac::Field<std::int64_t>(size).value_or(0);
  const std::int64_t found = pair.found_size(index);
  // A model that takes many images at a time may as well be given so many.
  if (stated == found || (found < 0 && is_batch(pair, index))) return false;
  Pair values{fmt::format("{}.shape[{}]", structure_field(pair), index), size,
              std::string(size.raw()), std::to_string(found)};
  if (found < 0) return tell_free(pair, index, std::move(values), comparing);
  if (stated == -1) {
    const std::string message = fmt::format("{} of {} is free, the file takes {} only",
                                            dimension_text(pair, index), pair.name, found);
    comparing.contradicts(rules::kTensorSizeFixed, std::move(values), message)
        .hint(is_batch(pair, index) ? "a caller can pass no other number of images at a time"
                                    : "give the size, or export the model with a free dimension");
    return true;
  }
  const std::string message =
      fmt::format("{} of {} is {}, in the file it is {}", dimension_text(pair, index), pair.name,
                  size.raw().substr(0, 30), found);
  comparing.contradicts(rules::kTensorSize, std::move(values), message);
  return true;
}

/// The shape as a whole, where no dimension contradicts.
void add_shape(const TensorPair& pair, json::Value shape, Comparing& comparing) {
  std::string reason;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const std::int64_t stated = stac::Field<std::int64_t>(shape.at(i)).value_or(0);
    if (pair.found_size(i) >= 0) continue;
    const std::string& name = (*pair.found->shape)[i].name;
    if (!reason.empty()) reason += "; ";
    reason +=
        fmt::format("{} is free in the file{}{}", dimension_text(pair, i),
                    name.empty() ? "" : ", as " + rules::shown(name), stated == -1 ? " too" : "");
  }
  Pair values{structure_field(pair) + ".shape", shape, one_line(shape), shape_text(*pair.found)};
  if (reason.empty()) return comparing.agrees(std::move(values));
  comparing.compatible(std::move(values), std::move(reason));
}

/// True if it is told.
bool tell_layout(const TensorPair& pair, Comparing& comparing) {
  const auto own = channel_index(pair);
  if (!own || pair.found_rank() != pair.stated.dimensions.size()) return false;
  const json::Value names = pair.stated.structure.dim_order.raw();
  Pair values{structure_field(pair) + ".dim_order", names, one_line(names),
              shape_text(*pair.found)};
  const auto other = other_layout(pair);
  if (other) {
    const std::string message = fmt::format(
        "{} puts its {} channels at {}, in the file they are dimension {}: {}", pair.name,
        stated_channels(pair), dimension_text(pair, *own), *other, shape_text(*pair.found));
    comparing.contradicts(rules::kTensorLayout, std::move(values), message)
        .hint(*other + 1 == pair.found_rank() ? "the file has the channels last (NHWC)"
                                              : "the file has the channels first (NCHW)");
    return true;
  }
  if (pair.found_size(*own) < 0) {
    comparing.cannot_tell(std::move(values), "the number of channels is free in the file");
  } else if (pair.found_size(*own) == stated_channels(pair)) {
    comparing.agrees(std::move(values), fmt::format("{} channels at {}", stated_channels(pair),
                                                    dimension_text(pair, *own)));
  }
  return false;
}

}  // namespace

bool is_batch(const TensorPair& pair, std::size_t index) {
  const auto names = pair.stated.structure.dim_order.value_or({});
  return names.empty() ? index == 0 : names[index].raw().equals("batch");
}

std::string dimension_text(const TensorPair& pair, std::size_t index) {
  const auto name = pair.stated.structure.dim_order.value_or({})[index];
  if (!name) return fmt::format("dimension {}", index);
  return fmt::format("dimension {} ({})", index, rules::shown(*name));
}

std::string structure_field(const TensorPair& pair) {
  return pair.field + (pair.stated.is_input ? ".input" : ".result");
}

std::optional<std::size_t> channel_index(const TensorPair& pair) {
  const rules::Dimension* channels = pair.stated.channels();
  if (channels == nullptr) return {};
  return static_cast<std::size_t>(channels - pair.stated.dimensions.data());
}

std::int64_t stated_channels(const TensorPair& pair) {
  if (const auto index = channel_index(pair)) {
    const auto sizes = pair.stated.structure.shape.value_or({});
    const std::int64_t size = sizes[*index].value_or(-1);
    if (size > 0) return size;
  }
  const std::size_t named = std::max(pair.stated.bands.size(), pair.stated.variables.size());
  return named > 0 ? static_cast<std::int64_t>(named) : -1;
}

std::optional<std::size_t> other_layout(const TensorPair& pair) {
  const auto own = channel_index(pair);
  const auto rank = pair.found_rank();
  const std::int64_t channels = stated_channels(pair);
  if (!own || !rank || *rank < 3 || channels <= 0) return {};
  const std::int64_t there = pair.found_size(*own);
  if (there < 0 || there == channels) return {};
  // Channels stand in front of the image or behind it.
  const std::size_t front = *rank - 3;
  for (const std::size_t place : {front, *rank - 1}) {
    if (place != *own && pair.found_size(place) == channels) return place;
  }
  return {};
}

void compare_shape(const TensorPair& pair, Comparing& comparing, const Subject& subject) {
  const json::Value shape = pair.stated.structure.shape.raw();
  if (!shape.is_array()) return;
  if (!pair.found_rank()) {
    comparing.cannot_tell({structure_field(pair) + ".shape", shape, one_line(shape), {}},
                          subject.why_silent("its shape"));
    return;
  }
  if (shape.size() != *pair.found_rank() && pair.is_of_rows) {
    comparing.cannot_tell(
        {structure_field(pair) + ".shape", shape, one_line(shape), shape_text(*pair.found)},
        "the file does not state what stands for a row: a sample, or a pixel");
    return;
  }
  if (shape.size() != *pair.found_rank()) return tell_rank(pair, shape, comparing);
  // With the channels elsewhere, sizes are not of the same dimensions.
  if (tell_layout(pair, comparing)) return;
  bool is_told = false;
  for (std::size_t i = 0; i < shape.size(); ++i)
    is_told = tell_size(pair, i, shape.at(i), comparing) || is_told;
  if (!is_told) add_shape(pair, shape, comparing);
}

}  // namespace stacmlm::artifact
