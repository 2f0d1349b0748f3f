// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "run/openvino/api.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run::ov {

/// The library and its core: what it knows of devices and formats.
struct Environment {
  std::shared_ptr<const Library> library;
  Owned<Core> core;

  [[nodiscard]] const Api& api() const { return library->api; }
};

base::Result<std::shared_ptr<const Environment>> make_environment(
    std::shared_ptr<const Library> library);

/// Reads a model, which is compiled for the sizes that it is run on: so many runs at a time, each
/// on one thread. `path` as OpenVINO takes it.
base::Result<std::unique_ptr<run::Model>> read_model(std::shared_ptr<const Environment> environment,
                                                     const std::string& path,
                                                     const artifact::ModelFile& file,
                                                     unsigned workers);

}  // namespace stacmlm::run::ov
