// SPDX-License-Identifier: Apache-2.0
#include "artifact/safetensors/safetensors.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifact/bytes/byte_reader.h"
#include "artifact/json/json_text.h"
#include "artifact/safetensors/tensors.h"
#include "artifact/source/companion.h"

namespace stacmlm::artifact {
namespace {

constexpr std::size_t kMostShards = 10'000;
constexpr std::string_view kArtifactTypes =
    "safetensors.torch.save_file safetensors.tensorflow.save_file safetensors.flax.save_file "
    "safetensors.paddle.save_file safetensors.numpy.save_file";

// A length, then a JSON object. Which length, is for read() to judge.
bool is_safetensors(const Probe& probe) {
  constexpr std::size_t kLengthSize = 8;
  if (probe.head.size() < kLengthSize + 2 || probe.head[kLengthSize] != '{') return false;
  const std::size_t next = probe.head.find_first_not_of(" \t\r\n", kLengthSize + 1);
  return next != std::string_view::npos && (probe.head[next] == '"' || probe.head[next] == '}');
}

base::Result<void> read_file(const Probe& probe, Collector& collector) {
  return read_safetensors(
      probe.source, [](std::string_view) { return true; }, true, collector);
}

bool is_index(const Probe& probe) {
  return probe.head.starts_with('{') &&
         probe.head.find("\"weight_map\"") != std::string_view::npos &&
         probe.head.find(".safetensors\"") != std::string_view::npos;
}

/// The tensors that the index has in one of its files.
struct Shard {
  std::string_view file;
  std::vector<json::Value> tensors;
};

/// One file has one name only, so that none is read more than once.
bool is_plain_path(std::string_view path) {
  return !path.empty() && !path.starts_with("./") && path.find("/./") == std::string_view::npos &&
         path.find("//") == std::string_view::npos;
}

/// By file, each in the order of its first tensor.
base::Result<std::vector<Shard>> shards_of(json::Value weight_map) {
  if (!weight_map.is_object()) return malformed("index: weight_map is no object");
  std::vector<Shard> shards;
  std::map<std::string_view, std::size_t> places;
  for (const json::Value file : weight_map.members()) {
    if (!file.is_string() || !is_plain_path(file.string()))
      return malformed("index: weight_map names what is no file");
    const auto [place, is_new] = places.emplace(file.string(), shards.size());
    if (is_new && shards.size() == kMostShards)
      return over_limit(fmt::format("index: more than {} files", kMostShards));
    if (is_new) shards.push_back({file.string(), {}});
    shards[place->second].tensors.push_back(file);
  }
  return shards;
}

base::Result<void> read_shard(const Source& source, const Shard& shard, json::Value weight_map,
                              bool is_first, Collector& collector) {
  std::size_t found = 0;
  const auto belongs = [&](std::string_view name) {
    const bool is_here = weight_map.find(name).equals(shard.file);
    if (is_here) ++found;
    return is_here;
  };
  auto read = read_safetensors(source, belongs, is_first, collector);
  if (!read && !is_about_content(read.error()))
    return read_of_companion(std::move(read), shard.file, collector);
  if (!read) return tl::unexpected(std::move(read.error()).during(std::string(shard.file)));
  if (found != shard.tensors.size())
    return malformed(fmt::format("{}: lacks tensors that the index has in it", shard.file));
  return {};
}

base::Result<void> read_index(const Probe& probe, Collector& collector) {
  collector.states_weights();
  ByteReader reader(probe.source);
  STACMLM_TRY(std::string text, reader.text(reader.left(), collector.limits().header_bytes));
  STACMLM_TRY(const json::Document index, take_json(std::move(text), "index"));
  const json::Value weight_map = index.root().find("weight_map");
  STACMLM_TRY(const std::vector<Shard> shards, shards_of(weight_map));
  bool is_first = true;
  for (const Shard& shard : shards) {
    const auto source =
        open_companion(probe.source, shard.file, "this part of the model is not there", collector);
    if (source == nullptr) continue;
    STACMLM_CHECK(
        read_shard(*source, shard, weight_map, std::exchange(is_first, false), collector));
  }
  return {};
}

}  // namespace

const FormatReader kSafetensors{{.name = "safetensors",
                                 .title = "safetensors",
                                 .extensions = ".safetensors",
                                 .artifact_types = kArtifactTypes,
                                 .media_types = "application/octet-stream",
                                 .is_read = true},
                                is_safetensors,
                                read_file};

const FormatReader kShardedSafetensors{{.name = "safetensors-sharded",
                                        .title = "safetensors in several files",
                                        .extensions = ".safetensors.index.json",
                                        .artifact_types = kArtifactTypes,
                                        .media_types = "application/json",
                                        .is_read = true},
                                       is_index,
                                       read_index};

}  // namespace stacmlm::artifact
