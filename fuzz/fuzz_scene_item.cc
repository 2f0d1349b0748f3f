// SPDX-License-Identifier: Apache-2.0
// Any document as the Item of a scene, and as what an example has to be told: bands, or an Error.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "require.h"
#include "run/proof/example_choices.h"
#include "run/scene/item_bands.h"
#include "stacmlm/json/parser.h"

namespace {

using namespace stacmlm;

void check_choices(json::Value asset) {
  run::PlanOptions options;
  const auto read = run::read_choices(asset.find("stac-mlm:options"), options);
  if (!read) return require(!read.error().message.empty(), "an error says why");
  const std::string text = run::write_choices(options);
  json::Document document;
  require(!json::Parser().parse(json::Text::copy_of(text), document), "choices are JSON");
  run::PlanOptions again;
  require(run::read_choices(document.root(), again).has_value(), "what is written is read");
  require(run::write_choices(again) == text, "what was written is read as the same");
}

void check(json::Value item) {
  for (const json::Value asset : item.find("assets").members()) {
    check_choices(asset);
    if (!run::is_data(asset)) continue;
    for (const run::SceneBand& stated : run::stated_bands(item, asset)) {
      run::SceneBand band;
      band.name = "B04";
      run::add_stated(band, stated);
      require(!band.name.empty(), "a name stays");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  json::Document document;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!json::Parser().parse(json::Text::copy_of(text), document)) check(document.root());
  return 0;
}
