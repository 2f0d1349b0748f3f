// SPDX-License-Identifier: Apache-2.0
#include "artifact/safetensors/tensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "artifact/embedded_item.h"
#include "artifact/json/json_text.h"
#include "artifact/weight_names.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact {
namespace {

constexpr std::string_view kMetadata = "__metadata__";

struct Word {
  std::string_view theirs;
  std::string_view ours;
};

constexpr Word kElementTypes[] = {
    {"BOOL", "bool"},
    {"U8", "uint8"},
    {"I8", "int8"},
    {"U16", "uint16"},
    {"I16", "int16"},
    {"U32", "uint32"},
    {"I32", "int32"},
    {"U64", "uint64"},
    {"I64", "int64"},
    {"F16", "float16"},
    {"BF16", "bfloat16"},
    {"F32", "float32"},
    {"F64", "float64"},
    {"C64", "cfloat32"},
    {"F8_E4M3", "float8_e4m3"},
    {"F8_E4M3FNUZ", "float8_e4m3fnuz"},
    {"F8_E5M2", "float8_e5m2"},
    {"F8_E5M2FNUZ", "float8_e5m2fnuz"},
    {"F8_E8M0", "float8_e8m0"},
    {"F6_E2M3", "float6_e2m3"},
    {"F6_E3M2", "float6_e3m2"},
    {"F4", "float4_e2m1"},
};

// What `format` in the metadata says of the program that saved the file.
constexpr Word kFrameworks[] = {{"pt", "PyTorch"}, {"tf", "TensorFlow"}, {"flax", "Flax"}};

const Word* find(const auto& words, std::string_view theirs) {
  const auto* found = std::ranges::find(words, theirs, &Word::theirs);
  return found == std::end(words) ? nullptr : found;
}

/// Bytes [begin, end) of the data.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  friend auto operator<=>(const Range&, const Range&) = default;
};

tl::unexpected<base::Error> wrong(std::string_view tensor, std::string_view why) {
  return malformed(fmt::format("tensor \"{}\": {}", tensor.substr(0, 200), why));
}

base::Result<Range> range_of(json::Value tensor) {
  const json::Value offsets = tensor.find("data_offsets");
  const auto begin = whole_number(offsets.at(0));
  const auto end = whole_number(offsets.at(1));
  if (!offsets.is_array() || offsets.size() != 2 || !begin || !end || *begin > *end)
    return wrong(tensor.key(), "data_offsets is not a pair of places");
  return Range{*begin, *end};
}

base::Result<Weight> weight_of(json::Value tensor) {
  Weight weight;
  weight.name = tensor.key();
  const json::Value shape = tensor.find("shape");
  if (!shape.is_array()) return wrong(weight.name, "has no shape");
  for (const json::Value size : shape.elements()) {
    const auto number = whole_number(size);
    if (!number || *number > std::uint64_t{1} << 62U)
      return wrong(weight.name, "its shape has what is no size");
    weight.shape.push_back(static_cast<std::int64_t>(*number));
  }
  const Word* type = find(kElementTypes, text_of(tensor.find("dtype")));
  if (type == nullptr) return wrong(weight.name, "its dtype is not known");
  weight.data_type = type->ours;
  weight.kind = kind_of_weight(weight.name, weight.data_type);
  return weight;
}

base::Result<void> add_weight(Weight weight, Collector& collector) {
  const std::string name = weight.name;
  const std::uint64_t bits = weight.bytes * 8;  // of a file: far from 64 bits
  const std::uint64_t element_bits = find_element_type(weight.data_type)->bits;
  STACMLM_CHECK(collector.add_weight(std::move(weight)));
  ModelFile& model = collector.model();
  if (bits % element_bits != 0 || bits / element_bits != model.weights->back().elements)
    return wrong(name, "has another number of bytes than its shape takes");
  if (is_running_statistic(name)) model.hints.has_batch_norm = true;
  return {};
}

base::Result<void> add_metadata(json::Value metadata, Collector& collector) {
  if (!metadata.is_object()) return malformed("__metadata__ is no object");
  for (const json::Value value : metadata.members()) {
    if (!value.is_string())
      return malformed(fmt::format("__metadata__: \"{}\" is no text", value.key().substr(0, 200)));
    if (value.key() == kItemKey) {
      STACMLM_CHECK(keep_embedded_item(std::string(value.string()), collector));
      continue;
    }
    STACMLM_CHECK(collector.add_metadata(value.key(), value.string()));
  }
  if (const Word* framework = find(kFrameworks, text_of(metadata.find("format"))))
    collector.model().framework = framework->ours;
  return {};
}

/// The saver of a model writes a tensor that has two names once, and the other name as text:
/// `__metadata__` has `"head.weight": "embedding.weight"`.
base::Result<void> add_tied(json::Value header, Collector& collector) {
  std::multimap<std::string_view, std::string_view> others;  // by the name of the tensor
  for (const json::Value name : header.find(kMetadata).members()) {
    if (name.key() != kItemKey && !header.find(name.key()).exists())
      others.emplace(name.string(), name.key());
  }
  const auto& weights = *collector.model().weights;
  const std::size_t stored = weights.size();
  for (std::size_t i = 0; i < stored && !others.empty(); ++i) {
    const auto [begin, end] = others.equal_range(weights[i].name);
    for (auto other = begin; other != end; ++other) {
      Weight again = weights[i];
      again.shares = std::exchange(again.name, std::string(other->second));
      again.bytes = 0;
      STACMLM_CHECK(collector.add_weight(std::move(again)));
    }
  }
  return {};
}

/// The ranges are sorted here: each begins where the one before ends, the last ends with the data.
base::Result<void> check_places(std::vector<Range> ranges, std::uint64_t data_size) {
  std::ranges::sort(ranges);
  std::uint64_t end = 0;
  for (const Range& range : ranges) {
    if (range.begin < end)
      return malformed(fmt::format("tensors overlap at byte {} of the data", range.begin));
    if (range.begin > end)
      return malformed(
          fmt::format("bytes {} to {} of the data belong to no tensor", end, range.begin));
    end = range.end;
  }
  if (end != data_size)
    return malformed(
        fmt::format("the tensors take {} bytes of data, the file has {}", end, data_size));
  return {};
}

}  // namespace

base::Result<void> read_safetensors(const Source& source, const TensorFilter& belongs,
                                    bool with_metadata, Collector& collector) {
  collector.states_weights();
  STACMLM_TRY(SafetensorsHeader header,
              read_safetensors_header(source, collector.limits().header_bytes));
  STACMLM_TRY(const json::Document document, take_json(std::move(header.text), "header"));
  std::vector<Range> ranges;
  for (const json::Value tensor : document.root().members()) {
    if (tensor.key() == kMetadata) {
      if (with_metadata) {
        STACMLM_CHECK(add_metadata(tensor, collector));
      }
      continue;
    }
    STACMLM_TRY(const Range range, range_of(tensor));
    STACMLM_TRY(Weight weight, weight_of(tensor));
    ranges.push_back(range);
    if (range.end > header.data_size) return wrong(weight.name, "lies outside of the file");
    weight.bytes = range.end - range.begin;
    if (belongs(weight.name)) {
      STACMLM_CHECK(add_weight(std::move(weight), collector));
    }
  }
  STACMLM_CHECK(check_places(std::move(ranges), header.data_size));
  if (with_metadata) return add_tied(document.root(), collector);
  return {};
}

}  // namespace stacmlm::artifact
