// SPDX-License-Identifier: Apache-2.0
// Any document as the Item of a model, and of the scene that it is to run on: refused, or a plan
// whose parts fit together and that can be told.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "model_bytes.h"
#include "require.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {
namespace {

constexpr std::array<const char*, 4> kKinds = {"onnx-ndvi", "onnx-ndvi-blurred", "onnx-unet",
                                               "onnx-classifier"};

/// One raster of four bands, and what the document says of the time.
Scene scene_of(std::string_view text) {
  Scene scene;
  scene.times.push_back({"scene.json", "scene", std::string(text)});
  scene.files.push_back({"scene.tif", "data", {}});
  scene.files.front().grid.width = 1000;
  scene.files.front().grid.height = 700;
  for (int number = 1; const char* name : {"B02", "B03", "B04", "B08"}) {
    SceneBand band;
    band.number = number++;
    band.name = name;
    band.data_type = "uint16";
    scene.bands.push_back(band);
  }
  return scene;
}

PlanOptions options_of(std::size_t size) {
  PlanOptions options;
  options.runtime = "evaluator";
  options.workers = 2;
  if (size % 2 == 0) options.bands_by_position = true;
  if (size % 3 == 0) options.datetime = "2024-06-01T10:30:00Z";
  if (size % 5 == 0) options.tiling = Tiling::kBlend;
  if (size % 7 == 0) options.form = ResultForm::kValues;
  if (size % 11 == 0) options.norm_domain = "channel";
  return options;
}

void check_plan(const Plan& plan, const Scene& scene) {
  for (const InputPlan& input : plan.inputs) {
    require(input.times >= 1 && input.reads.size() % input.times == 0, "times have as many bands");
    for (const BandUse& use : input.reads)
      require(use.band < scene.bands.size(), "a band that is read is there");
    for (const ChannelPlan& channel : input.channels) {
      for (const std::size_t source : channel.sources)
        require(source < input.reads_of(0).size(), "a channel is made of what is read");
    }
  }
  require(plan.grid < scene.files.size(), "the grid is that of a file");
  for (const Question& question : plan.questions)
    require(!question.what.empty() && !question.option.empty(), "a question can be answered");
  require(!plan_text(plan, scene).empty(), "a plan has a text");
  json::Document document;
  require(!json::Parser().parse(json::Text::copy_of(plan_json(plan, scene)), document),
          "a plan is JSON");
}

void check(std::string_view text) {
  json::Document item;
  if (json::Parser().parse(json::Text::copy_of(text), item)) return;
  const artifact::Opener open = [&](std::string_view href) -> base::Result<artifact::OpenedFile> {
    return artifact::OpenedFile{
        artifact::source_of(model_bytes(kKinds, text.size()), std::string(href))};
  };
  const Scene scene = scene_of(text);
  const auto plan = make_plan(item.root(), "item.json", scene, open, options_of(text.size()));
  if (!plan) return require(!plan.error().message.empty(), "an Error says why");
  check_plan(*plan, scene);
}

}  // namespace
}  // namespace stacmlm::run

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  stacmlm::run::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
