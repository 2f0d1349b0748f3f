// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/model_json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diag/json_writer.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact {
namespace {

using diag::JsonWriter;

constexpr std::uint64_t kReportVersion = 1;

void put_text(JsonWriter& out, std::string_view key, std::string_view text) {
  out.key(key);
  if (text.empty()) {
    out.raw("null");
  } else {
    out.string(text);
  }
}

void put_number(JsonWriter& out, std::string_view key, std::optional<std::uint64_t> number) {
  out.key(key);
  if (number) {
    out.number(*number);
  } else {
    out.raw("null");
  }
}

// Hints are numbers that may come out of arithmetic: with a sign.
void put_signed(JsonWriter& out, std::string_view key, std::optional<std::int64_t> number) {
  out.key(key).raw(number ? std::to_string(*number) : "null");
}

void put_strings(JsonWriter& out, std::string_view key, const std::vector<std::string>& texts) {
  out.key(key).open('[');
  for (const std::string& text : texts) out.string(text);
  out.close(']');
}

// MLM's word, and the exact one where MLM has none.
void put_data_type(JsonWriter& out, std::string_view element_type) {
  const std::string_view word = mlm_data_type(element_type);
  put_text(out, "data_type", word);
  if (word != element_type) out.key("element_type").string(element_type);
}

void put_tensor(JsonWriter& out, const Tensor& tensor) {
  out.open('{').key("name").string(tensor.name).key("shape");
  if (!tensor.shape) {
    out.raw("null");
  } else {
    out.open('[');
    for (const Dimension& dimension : *tensor.shape) {
      if (dimension.size < 0 && !dimension.name.empty()) {
        out.string(dimension.name);
      } else {
        out.raw(std::to_string(dimension.size < 0 ? -1 : dimension.size));
      }
    }
    out.close(']');
  }
  put_data_type(out, tensor.data_type);
  out.close('}');
}

void put_tensors(JsonWriter& out, std::string_view key,
                 const std::optional<std::vector<Tensor>>& tensors) {
  out.key(key);
  if (!tensors) {
    out.raw("null");
    return;
  }
  out.open('[');
  for (const Tensor& tensor : *tensors) put_tensor(out, tensor);
  out.close(']');
}

void put_weight(JsonWriter& out, const Weight& weight) {
  out.open('{').key("name").string(weight.name).key("shape").open('[');
  for (const std::int64_t size : weight.shape) out.raw(std::to_string(size));
  out.close(']');
  put_data_type(out, weight.data_type);
  out.key("elements").number(weight.elements).key("bytes").number(weight.bytes);
  out.key("kind").plain(name_of(weight.kind));
  put_text(out, "shares", weight.shares);
  out.close('}');
}

void put_sums(JsonWriter& out, const ModelFile& model) {
  const bool is_known = model.weights.has_value();
  put_number(out, "total_parameters", model.total_parameters);
  put_number(out, "buffers", is_known ? std::optional(model.buffer_elements) : std::nullopt);
  put_number(out, "weight_count", is_known ? std::optional(model.weights->size()) : std::nullopt);
  out.key("bytes");
  if (!is_known) {
    out.raw("null");
    return;
  }
  out.open('{').key("total").number(model.weight_bytes).key("by_type").open('{');
  for (const auto& [type, bytes] : model.bytes_by_type) {
    out.key(type.empty() ? std::string_view("unknown") : type).number(bytes);
  }
  out.close('}').close('}');
}

void put_graph(JsonWriter& out, const ModelFile& model) {
  out.key("operator_sets").open('[');
  for (const OperatorSet& set : model.operator_sets) {
    out.open('{').key("domain").string(set.domain);
    out.key("version").raw(std::to_string(set.version)).close('}');
  }
  out.close(']');
  put_strings(out, "operators", model.operators);
  put_strings(out, "classes", model.classes);
}

void put_metadata(JsonWriter& out, const ModelFile& model) {
  out.key("metadata").open('[');
  for (const auto& [key, value] : model.metadata) {
    out.open('{').key("key").string(key).key("value").string(value).close('}');
  }
  out.close(']').key("embedded_item");
  if (model.embedded_item) {
    out.string(*model.embedded_item);
  } else {
    out.raw("null");
  }
}

void put_hints(JsonWriter& out, const Hints& hints) {
  out.key("hints").open('{');
  put_signed(out, "first_channels", hints.first_channels);
  put_signed(out, "last_channels", hints.last_channels);
  put_strings(out, "class_names", hints.class_names);
  out.key("has_batch_norm").raw(hints.has_batch_norm ? "true" : "false").close('}');
}

void put_danger(JsonWriter& out, const ModelFile& model) {
  out.key("danger").open('{').key("verdict").plain(name_of(model.verdict));
  out.key("findings").open('[');
  for (const Danger& danger : model.danger) {
    out.open('{').key("kind").plain(name_of(danger.kind));
    out.key("where").string(danger.where).key("what").string(danger.what).close('}');
  }
  out.close(']').close('}');
}

}  // namespace

std::string model_json(const ModelFile& model, const ModelJsonOptions& options) {
  JsonWriter out;
  out.open('{').key("report_version").number(kReportVersion);
  if (!options.path.empty()) out.key("path").string(options.path);
  out.key("format").plain(model.format);
  put_text(out, "format_version", model.format_version);
  out.key("file_size").number(model.file_bytes);
  put_text(out, "producer", model.producer);
  put_text(out, "producer_version", model.producer_version);
  put_text(out, "framework", model.framework);
  put_text(out, "framework_version", model.framework_version);
  put_tensors(out, "inputs", model.inputs);
  put_tensors(out, "outputs", model.outputs);
  put_sums(out, model);
  put_graph(out, model);
  put_metadata(out, model);
  put_hints(out, model.hints);
  put_danger(out, model);
  put_text(out, "fault", model.fault);
  if (options.weights) {
    out.key("weights");
    if (!model.weights) {
      out.raw("null");
    } else {
      out.open('[');
      for (const Weight& weight : *model.weights) put_weight(out, weight);
      out.close(']');
    }
  }
  return out.close('}').text();
}

}  // namespace stacmlm::artifact
