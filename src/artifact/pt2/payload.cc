// SPDX-License-Identifier: Apache-2.0
#include "artifact/pt2/payload.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "artifact/json/json_text.h"
#include "artifact/pt2/tensor_meta.h"
#include "artifact/weight_names.h"

namespace stacmlm::artifact::pt2 {
namespace {

/// Weights by the part of a storage that they are: two names of one are the same weight.
using Places = std::map<std::pair<const ArchiveEntry*, std::int64_t>, std::string>;

base::Result<void> add_tensor(json::Value payload, const ArchiveEntry& entry,
                              const PayloadRule& rule, Places& places, Collector& collector) {
  const std::string_view name = payload.key();
  STACMLM_TRY(const TensorMeta meta, read_tensor_meta(payload.find("tensor_meta"), name));
  const json::Value is_param = payload.find("is_param");
  const bool is_parameter = is_param.is_boolean() && is_param.boolean();
  STACMLM_TRY(Weight weight, weight_of(meta, name, rule.kind(name, is_parameter)));
  STACMLM_TRY(const std::uint64_t reach, reach_of(meta, name));
  STACMLM_TRY(const std::uint64_t bytes, bytes_of(reach, weight));
  // A tensor without bytes was never filled: PyTorch makes zeros of it.
  if (bytes > entry.size && entry.size != 0)
    return malformed(fmt::format("tensor \"{}\": {} bytes, where {} has {}", name.substr(0, 200),
                                 bytes, entry.shown(), entry.size));
  weight.name.insert(0, rule.prefix);
  const auto of_storage = places.lower_bound({&entry, -1});
  const bool is_first = of_storage == places.end() || of_storage->first.first != &entry;
  const auto [place, is_new] = places.try_emplace({&entry, meta.offset}, weight.name);
  weight.bytes = is_first ? entry.size : 0;
  if (!is_new) weight.shares = place->second;
  if (is_running_statistic(name)) collector.model().hints.has_batch_norm = true;
  return collector.add_weight(std::move(weight));
}

}  // namespace

base::Result<void> read_payload(const Archive& archive, const ArchiveEntry& config,
                                const PayloadRule& rule, std::set<std::string_view>& raw,
                                Collector& collector) {
  collector.states_weights();
  STACMLM_TRY(const std::string text, archive.read(config, collector.limits().header_bytes));
  STACMLM_TRY(const json::Document document, read_json(text, config.shown()));
  const json::Value payloads = document.root().find("config");
  if (!payloads.is_object()) return malformed(fmt::format("{}: has no config", config.shown()));
  Places places;
  for (const json::Value payload : payloads.members()) {
    const std::string path = rule.folder + std::string(text_of(payload.find("path_name")));
    const ArchiveEntry* entry = archive.find(path);
    if (entry == nullptr)
      return malformed(fmt::format("{}: \"{}\" is not in the archive", config.shown(),
                                   payload.key().substr(0, 200)));
    const json::Value use_pickle = payload.find("use_pickle");
    // What is no `false` may be truth to PyTorch: then the entry is looked at as a pickle.
    if (!use_pickle.is_boolean() || use_pickle.boolean()) continue;
    raw.insert(entry->name);
    STACMLM_CHECK(add_tensor(payload, *entry, rule, places, collector));
  }
  return {};
}

}  // namespace stacmlm::artifact::pt2
