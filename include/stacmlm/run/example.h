// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stacmlm/artifact/verify.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/run.h"
#include "stacmlm/run/scene.h"

namespace stacmlm::run {

/// One file of an example: an asset of the model's Item. MLM has no word for examples, so the roles
/// `example-input` and `example-output` are ours (docs/reference/run.md).
struct ExampleFile {
  std::string key;   ///< of the asset
  std::string path;  ///< of the file
  std::string role;
  std::string media_type;
  std::string title;
  std::string tensor;   ///< name in the model file; empty: a raster or a layer
  std::string options;  ///< JSON object: what a run has to be told; empty: nothing
};

/// What an example is made with, and where it goes.
struct ExampleOptions {
  PlanOptions plan;  ///< those that the plan was made with
  RunOptions run;    ///< `folder` gets the files
};

/// Makes an example of a plan that is ready: a part of the scene in which all pixels are valid, or
/// as many as can be found, as a small GeoTIFF; what becomes of it, a raster or GeoJSON; and one
/// tensor for each input of the model with all outputs for those, as arrays of NumPy. Of a series
/// in time the arrays alone.
///
/// `kUnsupported`: the plan takes element types that NumPy has no word for.
///
/// ```cpp
/// auto files = run::make_example(*plan, item.root(), *scene, open, {.plan = options, .run = {}});
/// if (files) patch(run::example_patch(item.root(), "item.json", *files));
/// ```
base::Result<std::vector<ExampleFile>> make_example(const Plan& plan, json::Value item,
                                                    const Scene& scene,
                                                    const artifact::Opener& open,
                                                    const ExampleOptions& options);

/// What adds the files to the Item at `item_path` as assets, with `file:size` and `file:checksum`
/// (file extension): hrefs are relative to the Item. `kIo`: a file cannot be read.
base::Result<std::vector<json::PatchOperation>> example_patch(
    json::Value item, const std::string& item_path, const std::vector<ExampleFile>& files);

/// Numbers agree if |found - expected| <= absolute + relative * |expected|; whole numbers (classes,
/// counts) and coordinates if it is at most `absolute`.
struct Tolerance {
  double absolute = 1e-5;
  double relative = 1e-4;
};

/// How what came compares with an asset of the role `example-output`.
struct ExampleResult {
  std::string asset;   ///< its key
  std::string tensor;  ///< as ExampleFile
  /// Why nothing can be compared: another shape or type, no such output, no input to it; else
  /// empty.
  std::string unlike;
  std::uint64_t elements = 0;
  std::uint64_t differing = 0;  ///< beyond the tolerance, or valid in one of both alone
  double largest = 0;           ///< difference

  [[nodiscard]] bool agrees() const { return unlike.empty() && differing == 0; }
};

/// Replays the examples of an Item, once their files are found to be those that it states
/// (`file:size`, `file:checksum`): tensors go through the model, a scene through a whole run,
/// whose results go to `options.run.folder`. There is a result for each asset of the role
/// `example-output`, and for those of `example-input` that nothing comes of. What the Item says
/// that a run has to be told counts where `options.plan` says nothing; no more than choices of
/// PlanOptions can be said there.
///
/// Errors: what planning and running fail with; `kInvalidDocument` for files that are other ones,
/// and inputs that are none of the model's or twice there; `kNotFound` if the Item has no example.
///
/// ```cpp
/// auto results = run::check_examples(item.root(), "item.json", open, {.run = {.folder = "out"}},
///                                    run::Tolerance{.absolute = 1e-6});
/// if (results)
///   for (const auto& result : *results) print(result.asset, result.differing);
/// ```
base::Result<std::vector<ExampleResult>> check_examples(json::Value item,
                                                        const std::string& item_path,
                                                        const artifact::Opener& open,
                                                        const ExampleOptions& options,
                                                        const Tolerance& tolerance);

}  // namespace stacmlm::run
