// SPDX-License-Identifier: Apache-2.0
#include "artifact/keras/graph.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "artifact/json/json_text.h"
#include "artifact/keras/shape.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact::keras {
namespace {

using json::Value;

/// What a layer gives, as far as it is known.
struct Known {
  std::optional<Shape> shape;
  std::string data_type;
};

/// `float32`, or a policy whose name says what is computed with.
std::string data_type_of(Value layer) {
  const Value dtype = layer.find("config").find("dtype");
  std::string_view name =
      dtype.is_string() ? dtype.string() : text_of(dtype.find("config"), "name");
  if (name.starts_with("mixed_")) name.remove_prefix(6);
  return find_element_type(name) == nullptr ? std::string() : std::string(name);
}

std::string_view name_of(Value layer) {
  const std::string_view name = text_of(layer, "name");
  return name.empty() ? text_of(layer.find("config"), "name") : name;
}

Tensor tensor_of(std::string name, const Known& known) {
  Tensor tensor{.name = std::move(name), .shape = std::nullopt, .data_type = known.data_type};
  if (!known.shape) return tensor;
  tensor.shape.emplace();
  for (const std::int64_t size : *known.shape) tensor.shape->push_back({size, ""});
  return tensor;
}

bool is_input(Value layer) { return text_of(layer, "class_name") == "InputLayer"; }

Known input_of(Value layer) {
  const Value config = layer.find("config");
  auto shape = read_shape(config.find("batch_shape"));
  if (!shape) shape = read_shape(config.find("batch_input_shape"));
  return {std::move(shape), data_type_of(layer)};
}

/// A reference to what a layer gives: `["dense", 0, 0]`.
struct Reference {
  std::string_view layer;
  bool is_first = true;  ///< the first output of the layer's first use
  std::string index;     ///< `:1` if it is not the first output
};

bool is_reference(Value value) {
  return value.is_array() && value.size() >= 3 && value.at(0).is_string() &&
         value.at(1).is_number() && value.at(2).is_number();
}

void find_references(Value value, std::vector<Reference>& found) {
  if (is_reference(value)) {
    const double node = value.at(1).number();
    const double index = value.at(2).number();
    Reference reference{value.at(0).string(), node == 0 && index == 0, ""};
    if (index != 0) reference.index = fmt::format(":{}", index);
    found.push_back(std::move(reference));
    return;
  }
  for (const Value element : value.elements()) find_references(element, found);
  for (const Value member : value.members()) find_references(member, found);
}

/// The shapes in `__keras_tensor__` objects: Keras 3 writes them where a layer is called.
void find_tensors(Value value, std::vector<std::optional<Shape>>& found) {
  if (text_of(value, "class_name") == "__keras_tensor__") {
    found.push_back(read_shape(value.find("config").find("shape")));
    return;
  }
  for (const Value element : value.elements()) find_tensors(element, found);
  for (const Value member : value.members()) find_tensors(member, found);
}

class Graph {
 public:
  explicit Graph(Collector& collector) : hints_(collector.model().hints), collector_(collector) {}

  base::Result<void> read_functional(Value config) {
    for (const Value layer : config.find("layers").elements()) {
      if (layer.is_object())
        known_.insert_or_assign(name_of(layer),
                                is_input(layer) ? input_of(layer) : applied(layer, inputs(layer)));
    }
    std::vector<Reference> references;
    find_references(config.find("input_layers"), references);
    for (const Reference& reference : references) {
      STACMLM_CHECK(collector_.add_input(tensor(reference)));
    }

    references.clear();
    find_references(config.find("output_layers"), references);
    for (const Reference& reference : references) {
      STACMLM_CHECK(collector_.add_output(tensor(reference)));
    }

    return {};
  }

  base::Result<void> read_sequential(Value config) {
    Known running{read_shape(config.find("build_input_shape")), ""};
    std::string_view last;
    bool has_input = false;
    for (const Value layer : config.find("layers").elements()) {
      if (!layer.is_object()) continue;
      last = name_of(layer);
      if (!has_input) {
        has_input = true;
        STACMLM_CHECK(add_first_input(layer, running));
        if (is_input(layer)) continue;
      }
      std::vector<Shape> shapes;
      if (running.shape) shapes.push_back(*running.shape);
      if (auto built = read_shape(layer.find("build_config").find("input_shape")))
        shapes.assign(1, *std::move(built));
      running = applied(layer, shapes);
    }
    if (!has_input) return {};
    return collector_.add_output(tensor_of(std::string(last), running));
  }

 private:
  // Before Keras 3 the first layer could say what it takes.
  base::Result<void> add_first_input(Value layer, Known& running) {
    Known stated = input_of(layer);
    if (is_input(layer)) {
      running = std::move(stated);
      return collector_.add_input(tensor_of(std::string(name_of(layer)), running));
    }
    std::string name;
    if (stated.shape) {
      running = std::move(stated);
      name = fmt::format("{}_input", name_of(layer));
    }
    if (!running.shape) return {};
    return collector_.add_input(tensor_of(std::move(name), running));
  }

  Known applied(Value layer, const std::vector<Shape>& inputs) {
    look_for_hints(layer, inputs);
    Known result{output_shape(layer, inputs), ""};
    if (result.shape) result.data_type = data_type_of(layer);
    return result;
  }

  /// The shapes that a layer is called with; nothing if that is not known, or it is called twice.
  std::vector<Shape> inputs(Value layer) {
    const Value nodes = layer.find("inbound_nodes");
    if (nodes.size() != 1) return {};
    std::vector<std::optional<Shape>> tensors;
    const Value arguments = nodes.at(0).find("args");
    if (arguments.exists()) {
      find_tensors(arguments, tensors);
    } else {
      std::vector<Reference> references;
      find_references(nodes.at(0), references);
      for (const Reference& reference : references) tensors.push_back(known(reference).shape);
    }
    std::vector<Shape> shapes;
    for (auto& tensor : tensors) {
      if (!tensor) return {};
      shapes.push_back(*std::move(tensor));
    }
    return shapes;
  }

  [[nodiscard]] Known known(const Reference& reference) const {
    const auto found = known_.find(reference.layer);
    return found == known_.end() || !reference.is_first ? Known{} : found->second;
  }

  [[nodiscard]] Tensor tensor(const Reference& reference) const {
    return tensor_of(std::string(reference.layer) + reference.index, known(reference));
  }

  void look_for_hints(Value layer, const std::vector<Shape>& inputs) {
    const std::string_view name = text_of(layer, "class_name");
    const Value config = layer.find("config");
    if (!hints_.first_channels && name.find("Conv") != std::string_view::npos &&
        inputs.size() == 1 && inputs[0].size() > 2) {
      const std::int64_t channels = inputs[0][channel_of(layer, inputs[0])];
      if (channels > 0) hints_.first_channels = channels;
    }
    for (const std::string_view key : {"units", "filters"}) {
      const Value size = config.find(key);
      if (size.is_number() && size.is_integer() && size.number() > 0 && size.number() < 1e9)
        hints_.last_channels = static_cast<std::int64_t>(size.number());
    }
  }

  Hints& hints_;
  Collector& collector_;
  std::map<std::string_view, Known> known_;
};

}  // namespace

base::Result<void> read_graph(Value config, Collector& collector) {
  if (!config.find("layers").is_array()) return {};
  Graph graph(collector);
  return config.find("output_layers").exists() ? graph.read_functional(config)
                                               : graph.read_sequential(config);
}

}  // namespace stacmlm::artifact::keras
