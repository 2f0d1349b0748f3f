// SPDX-License-Identifier: Apache-2.0
#include "artifact/saved_model/variables.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "artifact/protobuf/message.h"
#include "artifact/saved_model/data_types.h"
#include "artifact/saved_model/shape.h"
#include "artifact/saved_model/table.h"
#include "artifact/source/companion.h"
#include "artifact/weight_names.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact::saved_model {
namespace {

using protobuf::Field;
using protobuf::Message;

constexpr std::string_view kValueOf = "/.ATTRIBUTES/VARIABLE_VALUE";
constexpr std::string_view kObjectGraph = "_CHECKPOINTABLE_OBJECT_GRAPH";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// State of optimisers and metrics is not the model's.
bool is_of_training(std::string_view name) {
  return contains(name, "/.OPTIMIZER_SLOT/") || name.starts_with("optimizer/") ||
         name.starts_with("_optimizer/") || name.starts_with("keras_api/metrics/") ||
         name.ends_with("/Adam") || name.ends_with("/Adam_1") || name.ends_with("/Momentum") ||
         name == "save_counter" || name == "global_step" || name == "beta1_power" ||
         name == "beta2_power";
}

/// A BundleEntryProto.
struct Entry {
  std::uint64_t type = 0;
  std::vector<std::int64_t> shape;
  std::uint64_t shard = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  bool is_sliced = false;
};

base::Result<void> read_entry_field(const Message& message, const Field& field, Entry& entry) {
  enum : std::uint32_t { kType = 1, kShape = 2, kShard = 3, kOffset = 4, kSize = 5, kSlices = 7 };
  if (field.number == kType && field.is_varint()) entry.type = field.value;
  if (field.number == kShard && field.is_varint()) entry.shard = field.value;
  if (field.number == kOffset && field.is_varint()) entry.offset = field.value;
  if (field.number == kSize && field.is_varint()) entry.size = field.value;
  entry.is_sliced |= field.number == kSlices;
  if (field.number != kShape || !field.is_bytes()) return {};
  STACMLM_TRY(const auto shape, read_shape(message.nested(field)));
  if (!shape) return malformed("a variable without a shape");
  for (const Dimension& dimension : *shape) entry.shape.push_back(dimension.size);
  return {};
}

class Variables {
 public:
  Variables(const Source& model, Collector& collector) : model_(model), collector_(collector) {}

  base::Result<void> add(std::string_view key, std::string_view value) {
    const auto source = source_of(value, "");
    ByteReader reader(*source);
    Message message(reader);
    if (key.empty()) return read_header(message);
    if (key == kObjectGraph) return {};
    if (key.front() == '\0') return not_read("a part of a variable");
    Entry entry;
    STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
      return read_entry_field(message, field, entry);
    }));
    return add_weight(key, entry);
  }

 private:
  base::Result<void> read_header(Message message) {
    enum : std::uint32_t { kShards = 1, kByteOrder = 2 };
    return message.each([&](const Field& field) -> base::Result<void> {
      if (field.number == kShards && field.is_varint()) shards_ = field.value;
      if (field.number == kByteOrder && field.is_varint() && field.value != 0)
        return not_read("variables whose bytes stand in the other order");
      return {};
    });
  }

  base::Result<void> not_read(std::string_view what) {
    collector_.danger(DangerKind::kNotAnalysed, "variables/variables.index",
                      fmt::format("{}: not read", what));
    return {};
  }

  base::Result<void> add_weight(std::string_view key, const Entry& entry) {
    Weight weight;
    const bool has_suffix = key.ends_with(kValueOf);
    weight.name = key.substr(0, key.size() - (has_suffix ? kValueOf.size() : 0));
    weight.shape = entry.shape;
    weight.data_type = data_type_of(entry.type);
    weight.bytes = entry.size;
    weight.kind = is_of_training(weight.name) ? WeightKind::kOptimizerState
                                              : kind_of_weight(weight.name, weight.data_type);
    const ElementType* type = find_element_type(weight.data_type);
    if (type == nullptr) return malformed(fmt::format("\"{}\" has an unknown type", weight.name));
    STACMLM_CHECK(collector_.add_weight(std::move(weight)));
    Weight& kept = collector_.model().weights->back();
    if (entry.is_sliced) {
      kept.bytes = 0;
      return not_read("a variable in parts");
    }
    const bool is_full = type->bits == 0 || packed_bytes(*type, kept.elements) == entry.size;
    if (!is_full)
      return malformed(fmt::format("\"{}\" has not the data that its shape needs", kept.name));
    STACMLM_TRY(const auto size, size_of_shard(entry.shard));
    if (!size) {
      kept.bytes = 0;
    } else if (entry.offset > *size || entry.size > *size - entry.offset) {
      return malformed(fmt::format("\"{}\" lies beyond the end of its file", kept.name));
    }
    return {};
  }

  base::Result<std::optional<std::uint64_t>> size_of_shard(std::uint64_t shard) {
    if (shard >= shards_) return malformed("a variable in a file that there is not");
    const auto known = sizes_.find(shard);
    if (known != sizes_.end()) return known->second;
    constexpr std::size_t kMostShards = 4096;
    if (sizes_.size() == kMostShards) return over_limit("variables in more than 4096 files");
    const std::string name = fmt::format("variables/variables.data-{:05}-of-{:05}", shard, shards_);
    const auto file =
        open_companion(model_, name, "the file of variables is not there", collector_);
    std::optional<std::uint64_t> size;
    if (file != nullptr) size = file->size();
    sizes_.emplace(shard, size);
    return size;
  }

  const Source& model_;
  Collector& collector_;
  std::uint64_t shards_ = 0;
  std::map<std::uint64_t, std::optional<std::uint64_t>> sizes_;
};

}  // namespace

base::Result<void> read_variables(const Source& index, const Source& model, Collector& collector) {
  Variables variables(model, collector);
  return read_table(index, collector.limits(), [&](std::string_view key, std::string_view value) {
    return variables.add(key, value);
  });
}

}  // namespace stacmlm::artifact::saved_model
