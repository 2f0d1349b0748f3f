// SPDX-License-Identifier: Apache-2.0
#include "artifact/keras/config.h"

#include <fmt/format.h>

#include "artifact/json/json_text.h"
#include "artifact/keras/config_danger.h"
#include "artifact/keras/graph.h"
#include "artifact/keras/known_classes.h"

namespace stacmlm::artifact::keras {
namespace {

using json::Value;

base::Result<json::Document> parse(std::string_view text, std::string_view where) {
  return read_json(text, where, {.values = std::size_t{2} << 20U, .depth = 128});
}

class LayerReader {
 public:
  explicit LayerReader(Collector& collector) : collector_(collector) {}

  base::Result<void> read(Value layers) {
    for (const Value layer : layers.elements()) {
      STACMLM_CHECK(read_one(layer));
    }

    return {};
  }

  [[nodiscard]] Layers take() { return std::move(layers_); }

 private:
  base::Result<void> read_one(Value layer) {
    const std::string_view name = text_of(layer, "class_name");
    const Value config = layer.find("config");
    if (!name.empty()) {
      if (is_known_class(name)) {
        STACMLM_CHECK(collector_.add_operator(std::string(name)));
      }

      layers_.class_of.insert_or_assign(std::string(text_of(config, "name")), std::string(name));
      if (name.find("BatchNormalization") != std::string_view::npos)
        collector_.model().hints.has_batch_norm = true;
    }
    // A model among the layers; a layer that is wrapped by another.
    STACMLM_CHECK(read(config.find("layers")));
    return config.find("layer").is_object() ? read_one(config.find("layer")) : base::Result<void>{};
  }

  Collector& collector_;
  Layers layers_;
};

}  // namespace

base::Result<Layers> read_config(std::string_view text, std::string_view where,
                                 Collector& collector) {
  STACMLM_TRY(const json::Document document, parse(text, where));
  const Value root = document.root();
  STACMLM_CHECK(find_danger(document, where, collector));
  const Value config = root.find("config");
  const std::string_view class_name = text_of(root, "class_name");
  if (class_name.empty() || !config.exists())
    return malformed(fmt::format("{}: is no configuration of a model", where));
  if (const std::string_view name = text_of(config, "name"); !name.empty()) {
    STACMLM_CHECK(collector.add_metadata("name", name));
  }

  // The oldest Sequential models have their layers without an object around.
  LayerReader layers(collector);
  STACMLM_CHECK(layers.read(config.is_array() ? config : config.find("layers")));
  STACMLM_CHECK(read_graph(config, collector));
  return layers.take();
}

base::Result<void> check_config(std::string_view text, std::string_view where,
                                Collector& collector) {
  STACMLM_TRY(const json::Document document, parse(text, where));
  return find_danger(document, where, collector);
}

base::Result<std::string> member_of(std::string_view text, std::string_view name) {
  STACMLM_TRY(const json::Document document, parse(text, "metadata.json"));
  return std::string(text_of(document.root(), name));
}

}  // namespace stacmlm::artifact::keras
