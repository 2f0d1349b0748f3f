// SPDX-License-Identifier: Apache-2.0
// What the steps that make a plan share.
#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "run/preprocess/preprocess.h"
#include "stacmlm/artifact/inspect.h"
#include "stacmlm/artifact/model_file.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// A plan in the making. The views live as long as the Item's document.
struct Planning {
  json::Value item;
  const Scene& scene;
  const PlanOptions& options;
  Plan plan{};
  mlm::Model model{};                     ///< as the chosen asset has it
  json::Value asset{};                    ///< the chosen one
  std::vector<mlm::ModelInput> inputs{};  ///< as Plan::inputs
  mlm::ModelOutput output{};
  std::unique_ptr<artifact::Source> source{};
  artifact::ModelFile file{};

  /// Once for each option of a field: what holds at one time of a series holds at the others.
  void ask(std::string field, std::string what, std::string option,
           std::vector<std::string> choices = {}) {
    const auto is_same = [&](const Question& known) {
      return known.field == field && known.option == option;
    };
    if (std::ranges::any_of(plan.questions, is_same)) return;
    plan.questions.push_back(
        {std::move(field), std::move(what), std::move(option), std::move(choices)});
  }
  void note(std::string text) { plan.notes.push_back(std::move(text)); }
};

/// Chooses the asset that can be run and looks into its file.
base::Result<void> choose_asset(Planning& planning, const artifact::Opener& open);

/// Where the file does not say what the model takes and gives: what the metadata say stands for it.
void take_stated_tensors(Planning& planning);

/// The runtime of its format, and the device, which must be one that the model may run on.
base::Result<void> choose_runtime(Planning& planning);

/// The input tensors: dimensions, and the bands that feed their channels.
base::Result<void> plan_inputs(Planning& planning);
base::Result<void> find_bands(Planning& planning);
/// Bands of options that no input has are mistakes, and so are inputs that the model has not.
base::Result<void> check_band_options(const Planning& planning);

/// A tree model that names its features names the same bands in the same order, if it names them.
base::Result<void> check_features(const Planning& planning);

/// The grid that all is brought to.
base::Result<void> plan_grid(Planning& planning);

/// Scale and offset of the bands that are read.
base::Result<void> plan_stored_numbers(Planning& planning);

/// When the scene was taken.
base::Result<void> plan_time(Planning& planning);

/// What is made of the model's output.
base::Result<void> plan_output(Planning& planning);

/// An option that decides nothing here is a mistake of the user's. @pre output is planned
base::Result<void> check_unused_options(const Planning& planning);

/// How the scene is cut. @pre input and output are planned
base::Result<void> plan_tiles(Planning& planning);

/// What the rows of a table are about. @pre input and output are planned
base::Result<void> plan_places(Planning& planning);

/// A row of the result has to be in memory, however small the tiles are. @pre tiles are planned
base::Result<void> check_row_memory(const Planning& planning);

/// The order of operations, in words. @pre all else is planned
void tell_steps(Planning& planning, std::span<const Preprocess> preprocess);

/// The Error for a field that cannot be honoured: `mlm:input[0].norm_type: why; cure`.
tl::unexpected<base::Error> refuse(std::string_view field, std::string_view why,
                                   std::string_view cure = {});

}  // namespace stacmlm::run
