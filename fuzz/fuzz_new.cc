// SPDX-License-Identifier: Apache-2.0
// Any YAML as the model of a new Item: refused, incomplete, or an Item in canonical form that holds
// every property. Any bytes as statistics: refused, or numbers for each band.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "require.h"
#include "stacmlm/author/format.h"
#include "stacmlm/author/new_item.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/yaml.h"

namespace stacmlm::author {
namespace {

NewItemOptions whole_options() {
  NewItemOptions options;
  options.name = "Any model";
  options.architecture = "any";
  options.tasks = {"classification"};
  options.hrefs = {"a.pt2"};
  options.artifact_types = {"torch.export.save"};
  options.datetime = "2020-01-01/..";
  options.bbox = "170,-10,-170,10";
  return options;
}

void check(json::Value model, const NewItemOptions& options) {
  const auto item = new_item(model, options);
  if (!item) {
    require(!item.error().message.empty(), "an Error says why");
    return;
  }
  require(item->text.empty() != item->missing.empty(), "there is an Item, or something is missing");
  if (item->text.empty()) return;
  json::Document document;
  require(!json::Parser().parse(json::Text::copy_of(item->text), document), "an Item is JSON");
  require(format(document) == item->text, "an Item is in canonical form");
  const json::Value properties = document.root().find("properties");
  const json::Value given = model.find("properties").is_object() ? model.find("properties") : model;
  const json::Value hyperparameters = given.find("hyperparameters");
  if (hyperparameters.exists())
    require(json::equal(properties.find("mlm:hyperparameters"), hyperparameters),
            "what is given stays");
}

void check(std::string_view text) {
  const auto statistics = read_statistics(text, "f");
  require(!statistics || !statistics->bands.empty(), "statistics are of some bands");
  json::YamlDocument yaml;
  json::YamlLimits limits;
  limits.values = 20'000;
  limits.expanded = std::size_t{256} << 10U;
  if (json::read_yaml(std::string(text), yaml, limits)) return;
  check(yaml.root(), {});
  NewItemOptions options = whole_options();
  check(yaml.root(), options);
  options.sensor = "sentinel-2-l2a";
  check(yaml.root(), options);
  options.stac_version = "1.1.0";
  options.input_size = "64";
  options.classes = {"a", "b"};
  check(yaml.root(), options);
}

}  // namespace
}  // namespace stacmlm::author

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  stacmlm::author::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
