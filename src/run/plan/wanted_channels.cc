// SPDX-License-Identifier: Apache-2.0
#include "run/plan/wanted_channels.h"

#include <fmt/format.h>

#include <algorithm>

#include "run/preprocess/tensor_layout.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kMostChannels = 4096;

/// Below 0: it is free.
std::int64_t stated_channels(const mlm::ModelInput& stated, const InputPlan& input) {
  const auto layout = tensor_layout(*stated.input, input.field);
  if (!layout) return -1;
  for (std::size_t i = 0; i < layout->axes.size(); ++i) {
    if (layout->axes[i] != Axis::kChannel) continue;
    return input.shape[i] > 0 ? input.shape[i] : layout->shape[i];
  }
  return 1;
}

WantedChannel plain_channel(std::string name, std::string field) {
  WantedChannel channel;
  channel.plan.name = std::move(name);
  channel.field = std::move(field);
  return channel;
}

base::Result<WantedChannel> named_channel(const stac::Field<mlm::Reference>& reference,
                                          std::string field) {
  const std::string_view name = reference ? (*reference).name.value_or("") : "";
  if (name.empty()) return refuse(field, "it has no name");
  WantedChannel channel = plain_channel(std::string(name), std::move(field));
  if (!(*reference).expression.raw().exists()) return channel;
  channel.plan.format = (*reference).format.value_or("");
  channel.expression = (*reference).expression.raw();
  channel.plan.expression = channel.expression.is_string()
                                ? std::string(channel.expression.string())
                                : std::string(channel.expression.raw());
  return channel;
}

}  // namespace

base::Result<std::vector<WantedChannel>> wanted_channels(const mlm::ModelInput& stated,
                                                         const InputPlan& input) {
  const std::string field = input.field + ".bands";
  const std::int64_t count = stated_channels(stated, input);
  const auto list = stated.bands.value_or({});
  const auto named = static_cast<std::int64_t>(list.size());
  if (named > 0 && count > 0 && count != named) {
    return refuse(field, fmt::format("{} bands are named, and the model takes {}", named, count));
  }
  if (std::max(named, count) > kMostChannels) {
    return refuse(field,
                  fmt::format("{} bands: {} are the most", std::max(named, count), kMostChannels));
  }
  std::vector<WantedChannel> channels;
  for (std::size_t i = 0; i < static_cast<std::size_t>(list.size()); ++i) {
    STACMLM_TRY(WantedChannel channel, named_channel(list[i], fmt::format("{}[{}]", field, i)));
    channels.push_back(std::move(channel));
  }
  // Metadata that name no bands still tell how many there are.
  for (std::int64_t i = 1; named == 0 && i <= count; ++i)
    channels.push_back(plain_channel(std::to_string(i), field));
  if (channels.empty()) return refuse(field, "no bands are named, and their number is free");
  return channels;
}

}  // namespace stacmlm::run
