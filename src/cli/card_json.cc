// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/card_forms.h"
#include "diag/json_writer.h"

namespace stacmlm::cli {
namespace {

using diag::JsonWriter;

// What is empty is not known and left out.
void put(JsonWriter& out, std::string_view key, const std::string& text) {
  if (!text.empty()) out.key(key).string(text);
}

void put_facts(JsonWriter& out, const std::vector<author::Fact>& facts) {
  out.key("facts").open('[');
  for (const author::Fact& fact : facts) {
    out.open('{').key("name").string(fact.first).key("value").string(fact.second).close('}');
  }
  out.close(']');
}

void put_tensors(JsonWriter& out, std::string_view key,
                 const std::vector<author::TensorCard>& tensors) {
  out.key(key).open('[');
  for (const author::TensorCard& tensor : tensors) {
    out.open('{');
    put(out, "name", tensor.name);
    put(out, "description", tensor.description);
    put(out, "shape", fmt::format("{}", fmt::join(tensor.dimensions, " × ")));
    put_facts(out, tensor.facts);
    out.key("channels").open('[');
    for (const author::ChannelRow& row : tensor.channels) {
      out.open('{');
      put(out, "name", row.name);
      put(out, "common_name", row.common_name);
      put(out, "wavelength", row.wavelength);
      put(out, "expression", row.expression);
      put(out, "scaling", row.scaling);
      out.close('}');
    }
    out.close(']').key("classes").open('[');
    for (const author::ClassRow& row : tensor.classes) {
      out.open('{');
      put(out, "value", row.value);
      put(out, "name", row.name);
      put(out, "title", row.title);
      put(out, "color", row.color);
      out.close('}');
    }
    out.close(']').close('}');
  }
  out.close(']');
}

}  // namespace

std::string card_json(const author::ModelCard& card) {
  JsonWriter out;
  out.open('{');
  put(out, "title", card.title);
  put(out, "description", card.description);
  put_facts(out, card.facts);
  put_tensors(out, "inputs", card.inputs);
  put_tensors(out, "outputs", card.outputs);
  out.key("assets").open('[');
  for (const author::AssetRow& row : card.assets) {
    out.open('{');
    put(out, "key", row.key);
    put(out, "artifact_type", row.artifact_type);
    put(out, "type", row.type);
    if (!row.size.empty()) out.key("bytes").raw(row.bytes);
    put(out, "roles", row.roles);
    put(out, "href", row.href);
    out.close('}');
  }
  return out.close(']').close('}').text() + "\n";
}

}  // namespace stacmlm::cli
