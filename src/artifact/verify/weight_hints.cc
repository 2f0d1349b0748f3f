// SPDX-License-Identifier: Apache-2.0
#include "artifact/verify/weight_hints.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "artifact/format/layout.h"

namespace stacmlm::artifact {
namespace {

bool is_layer(const Weight& weight) {
  return weight.kind == WeightKind::kParameter && weight.shares.empty() && weight.elements > 0;
}

/// The sizes that count channels: in front of the kernel (PyTorch) or behind it (TensorFlow).
std::array<std::int64_t, 2> channels_of(const Weight& weight, const ModelFile& file) {
  const auto& shape = weight.shape;
  if (has_channels_behind_kernel(file.framework))
    return {shape[shape.size() - 2], shape[shape.size() - 1]};
  return {shape[1], shape[0]};
}

/// What the reader of the file says comes first.
std::optional<Guess> known(const std::optional<std::int64_t>& hint, std::int64_t asked) {
  if (!hint) return {};
  return Guess{*hint == asked, *hint};
}

/// Over all layers of these ranks; the smallest is the likeliest.
template <class Size>
std::optional<Guess> guess(const ModelFile& file, std::initializer_list<std::size_t> ranks,
                           std::int64_t asked, const Size& size) {
  if (!file.weights) return {};
  std::optional<Guess> guess;
  for (const Weight& weight : *file.weights) {
    const bool is_of_rank = std::ranges::find(ranks, weight.shape.size()) != ranks.end();
    if (!is_layer(weight) || !is_of_rank) continue;
    const std::int64_t found = size(weight, channels_of(weight, file));
    if (!guess) guess = Guess{false, found};
    guess->fits = guess->fits || found == asked;
    // One channel is that of a layer by depth.
    if (guess->nearest <= 1 || (found > 1 && found < guess->nearest)) guess->nearest = found;
  }
  return guess;
}

}  // namespace

std::optional<Guess> guess_channels(const ModelFile& file, std::int64_t asked) {
  const auto by_reader = known(file.hints.first_channels, asked);
  if (by_reader && by_reader->fits) return by_reader;
  const auto any =
      guess(file, {4, 5}, asked, [](const Weight&, const auto& pair) { return pair[0]; });
  return any && (any->fits || !by_reader) ? any : by_reader;
}

std::optional<Guess> guess_values(const ModelFile& file, std::int64_t asked) {
  const auto by_reader = known(file.hints.last_channels, asked);
  if (by_reader && by_reader->fits) return by_reader;
  // A transposed convolution, whose kernel has an even size as a rule, has them the other way
  // round.
  const auto size = [&](const Weight& weight, const auto& pair) {
    const bool may_be_turned = weight.shape.size() > 2 && weight.shape.back() % 2 == 0;
    return may_be_turned && pair[0] == asked ? pair[0] : pair[1];
  };
  const auto any = guess(file, {2, 4, 5}, asked, size);
  return any && (any->fits || !by_reader) ? any : by_reader;
}

}  // namespace stacmlm::artifact
