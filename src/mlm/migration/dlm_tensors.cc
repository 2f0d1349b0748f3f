// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "mlm/migration/dlm.h"
#include "mlm/migration/legacy_fields.h"
#include "stacmlm/stac/vocabulary.h"

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;
using json::quote;

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kDataTypes = {{
    {"byte", "int8"},
    {"short", "int16"},
    {"intc", "int32"},
    {"int_", "int64"},
    {"longlong", "int64"},
    {"ubyte", "uint8"},
    {"ushort", "uint16"},
    {"uintc", "uint32"},
    {"uint", "uint64"},
    {"ulonglong", "uint64"},
    {"half", "float16"},
    {"double", "float64"},
    {"float_", "float64"},
}};

std::string data_type_of(const std::string& name) {
  for (const auto& [alias, data_type] : kDataTypes) {
    if (name == alias) return std::string(data_type);
  }
  return std::ranges::find(stac::kDataTypes, name) != stac::kDataTypes.end() ? name : "other";
}

/// What stands under an index: `{"0": "name"}` or `{"index": 0, "name": "name"}`.
using ByIndex = std::map<double, std::string>;

ByIndex names_by_index(DraftNode& list, std::string_view name_key) {
  ByIndex names;
  for (DraftNode* entry : list.children()) {
    DraftNode* index = entry->find("index");
    DraftNode* name = entry->find(name_key);
    if (index != nullptr && index->is_number() && index->value().is_integer() && name != nullptr &&
        name->is_string())
      names[index->value().number()] = name->string();
  }
  return names;
}

std::string band_list(const ByIndex& names, DraftNode* selected, bool& all_found) {
  std::string bands;
  const auto add = [&](const std::string& name) {
    bands += (bands.empty() ? "" : ", ") + quote(name);
  };
  all_found = true;
  if (selected != nullptr && selected->is_array()) {
    for (DraftNode* index : selected->children()) {
      const auto found = index->is_number() ? names.find(index->value().number()) : names.end();
      all_found = all_found && found != names.end();
      if (found != names.end()) add(found->second);
    }
    if (all_found) return bands;
    bands.clear();
  }
  for (const auto& [index, name] : names) add(name);
  return bands;
}

struct Tensor {
  std::string shape;
  std::string dim_order;
  std::size_t sizes = 0;
  bool is_whole = false;  // there is nothing else in it
};

/// `input_tensors` is an object of sizes, or a list with one.
Tensor tensor_of(DraftNode* tensors, bool has_bands) {
  if (tensors != nullptr && tensors->is_array() && tensors->size() == 1) tensors = tensors->at(0);
  if (tensors == nullptr || !tensors->is_object()) return {};
  Tensor tensor;
  const auto add = [&](std::initializer_list<std::string_view> keys, std::string_view dimension) {
    for (const std::string_view key : keys) {
      DraftNode* size = tensors->find(key);
      if (size == nullptr || !size->is_number()) continue;
      tensor.shape += (tensor.shape.empty() ? "" : ", ") + size->text();
      tensor.dim_order += (tensor.dim_order.empty() ? "" : ", ") + quote(dimension);
      ++tensor.sizes;
      return;
    }
  };
  add({"batch"}, "batch");
  add({"channels", "dim"}, has_bands ? "bands" : "channel");
  add({"height"}, "height");
  add({"width"}, "width");
  tensor.is_whole = tensor.sizes == tensors->size();
  return tensor;
}

/// `norm_type` and `statistics` of a mean and a deviation for each channel.
std::string normalisation_of(DraftNode& inputs) {
  DraftNode* mean = inputs.find("normalization:mean");
  DraftNode* deviation = inputs.find("normalization:std");
  if (mean == nullptr || deviation == nullptr || !mean->is_array() || !deviation->is_array() ||
      mean->size() != deviation->size() || mean->size() == 0)
    return {};
  std::string statistics;
  for (std::size_t i = 0; i < mean->size(); ++i) {
    statistics += fmt::format(R"({}{{"mean": {}, "stddev": {}}})", i == 0 ? "" : ", ",
                              mean->at(i)->text(), deviation->at(i)->text());
  }
  return fmt::format(R"(, "norm_by_channel": true, "norm_type": "z-score", "statistics": [{}])",
                     statistics);
}

std::string function_of(DraftNode& object, std::string_view key) {
  const auto function = text_member(object, key);
  if (!function) return {};
  return fmt::format(R"(, "{}": {{"format": "python", "expression": {}}})", key, quote(*function));
}

/// Multiplying by a factor is dividing by its inverse.
std::string scale_of(DraftNode* factor) {
  if (factor == nullptr || !factor->is_number() || factor->value().number() == 0) return {};
  return fmt::format(R"(, "value_scaling": [{{"type": "scale", "value": {}}}])",
                     1 / factor->value().number());
}

/// One class for each name: a map, a list of maps of one member, or a list of indices and names.
ByIndex classes_of(DraftNode* mapping) {
  ByIndex names;
  if (mapping == nullptr) return names;
  const auto add = [&](DraftNode& map) {
    for (DraftNode* name : map.children()) {
      std::string_view key = name->key();
      if (key.starts_with("I_")) key.remove_prefix(2);
      int index = 0;
      const auto read = std::from_chars(key.data(), key.data() + key.size(), index);
      if (name->is_string() && read.ec == std::errc() && read.ptr == key.data() + key.size())
        names[index] = name->string();
    }
  };
  if (mapping->is_object()) add(*mapping);
  if (mapping->is_array()) {
    names = names_by_index(*mapping, "class_name");
    for (DraftNode* entry : mapping->children()) {
      if (entry->is_object() && entry->find("index") == nullptr) add(*entry);
    }
  }
  return names;
}

/// The mapping has so many names and nothing else.
bool says_only_names(DraftNode& mapping, std::size_t names) {
  if (mapping.size() != names) return false;
  return mapping.is_object() || std::ranges::all_of(mapping.children(), [](DraftNode* entry) {
           return entry->size() == (entry->find("index") == nullptr ? 1U : 2U);
         });
}

std::string class_list(const ByIndex& classes, DraftNode* dont_care) {
  std::string list;
  for (const auto& [value, name] : classes) {
    const bool is_nodata =
        dont_care != nullptr && dont_care->is_number() && dont_care->value().number() == value;
    list += fmt::format(R"({}{{"value": {}, "name": {}, "description": {}{}}})",
                        list.empty() ? "" : ", ", value, quote(name), quote(name),
                        is_nodata ? R"(, "nodata": true)" : "");
  }
  return list;
}

/// Names for the sizes of a last layer: classes behind the batch, then space.
std::string output_dimensions(std::size_t count) {
  static constexpr std::array<std::string_view, 4> kNames = {"batch", "class", "height", "width"};
  std::string names;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name =
        i < kNames.size() ? std::string(kNames.at(i)) : fmt::format("dim-{}", char('a' + i % 26));
    names += (names.empty() ? "" : ", ") + quote(name);
  }
  return names;
}

}  // namespace

void migrate_dlm_inputs(ObjectMigration& migration, const DlmObjects& dlm) {
  DraftNode& inputs = *dlm.inputs;
  DraftNode& properties = *migration.properties();
  if (properties.find("mlm:input") != nullptr) return;
  DraftNode* useful = dlm.data == nullptr ? nullptr : dlm.data->find("useful_bands");
  const ByIndex names =
      useful != nullptr && useful->is_array() ? names_by_index(*useful, "name") : ByIndex();
  bool all_found = true;
  const std::string bands = band_list(names, inputs.find("selected_bands"), all_found);
  const Tensor tensor = tensor_of(inputs.find("input_tensors"), !bands.empty());
  const std::string normalisation = normalisation_of(inputs);
  const std::string scale = normalisation.empty() ? scale_of(inputs.find("scaling_factor")) : "";
  std::string data_type = "float32";
  std::string_view type_key;
  for (const std::string_view key : {"data_type", "dtype"}) {
    const auto name = dlm.data == nullptr ? std::nullopt : text_member(*dlm.data, key);
    if (!name) continue;
    data_type = data_type_of(*name);
    type_key = key;
  }
  const auto name = text_member(inputs, "name");
  DraftNode& list = migration.draft().set(
      properties, "mlm:input",
      fmt::format(
          R"([{{"name": {}, "bands": [{}], "input": {{"shape": [{}], "dim_order": [{}], "data_type": {}}}{}{}{}}}])",
          quote(name ? *name : "input"), bands, tensor.shape, tensor.dim_order, quote(data_type),
          normalisation, scale, function_of(inputs, "pre_processing_function")));
  DraftNode& input = *list.at(0);
  take(migration, inputs, "name", input);
  if (tensor.is_whole) take(migration, inputs, "input_tensors", input);
  if (!normalisation.empty()) {
    take(migration, inputs, "normalization:mean", input);
    take(migration, inputs, "normalization:std", input);
  }
  if (!scale.empty()) take(migration, inputs, "scaling_factor", input);
  if (text_member(inputs, "pre_processing_function"))
    take(migration, inputs, "pre_processing_function", input);
  if (!type_key.empty()) take(migration, *dlm.data, type_key, input);
  if (!bands.empty() && all_found) take(migration, inputs, "selected_bands", input);
  if (!all_found)
    migration.needs_person(input, "the bands are all that `useful_bands` names",
                           "`selected_bands` has indices that it does not name");
  if (inputs.find("scaling_factor") != nullptr)
    migration.needs_person(*inputs.find("scaling_factor"), "values are multiplied by it first",
                           "a band has one scaling in MLM, and mean and deviation are there too");
  if (tensor.shape.empty() || type_key.empty())
    migration.needs_person(input, "the tensor is not known in full",
                           "DLM has no sizes or no data type here");
}

void migrate_dlm_outputs(ObjectMigration& migration, DraftNode& outputs) {
  DraftNode& properties = *migration.properties();
  if (DraftNode* task = outputs.find("task"); task != nullptr) {
    migration.draft().move(*task, properties, "dlm:task");
    take_over_task(migration, *task);
  }
  if (properties.find("mlm:output") != nullptr) return;
  DraftNode* size = outputs.find("final_layer_size");
  const bool has_size = size != nullptr && size->is_array() && size->size() > 0;
  const ByIndex classes = classes_of(outputs.find("class_name_mapping"));
  DraftNode* tasks = properties.find("mlm:tasks");
  const std::string class_text = class_list(classes, outputs.find("dont_care_index"));
  DraftNode& list = migration.draft().set(
      properties, "mlm:output",
      fmt::format(
          R"([{{"name": "output", "tasks": {}, "result": {{"shape": {}, "dim_order": [{}], "data_type": "float32"}}{}{}}}])",
          tasks == nullptr ? "[]" : tasks->text(), has_size ? size->text() : "[-1]",
          output_dimensions(has_size ? size->size() : 1),
          class_text.empty() ? "" : fmt::format(R"(, "classification:classes": [{}])", class_text),
          function_of(outputs, "post_processing_function")));
  DraftNode& output = *list.at(0);
  migration.needs_person(output, "dimensions and data type of the output are guessed",
                         "DLM names neither");
  if (has_size) take(migration, outputs, "final_layer_size", output);
  if (text_member(outputs, "post_processing_function"))
    take(migration, outputs, "post_processing_function", output);
  if (classes.empty()) return;
  if (says_only_names(*outputs.find("class_name_mapping"), classes.size()))
    take(migration, outputs, "class_name_mapping", output);
  DraftNode* dont_care = outputs.find("dont_care_index");
  if (dont_care != nullptr && dont_care->is_number() &&
      classes.contains(dont_care->value().number()))
    take(migration, outputs, "dont_care_index", output);
  DraftNode* count = outputs.find("number_of_classes");
  if (count != nullptr && count->is_number() &&
      count->value().number() == static_cast<double>(classes.size()))
    take(migration, outputs, "number_of_classes", output);
}

}  // namespace stacmlm::mlm::migration
