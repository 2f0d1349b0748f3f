// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "artifact/collector.h"
#include "stacmlm/json/document.h"

namespace stacmlm::artifact::keras {

/// What the configuration says about layers that the weights alone do not.
struct Layers {
  std::map<std::string, std::string, std::less<>> class_of;  ///< by the layer's name
};

/// Reads the configuration of a model (the JSON text of `config.json`, or of `model_config`):
/// inputs, outputs, layers, hints, and what runs when it is loaded. `where` names the text.
base::Result<Layers> read_config(std::string_view text, std::string_view where,
                                 Collector& collector);

/// Looks in any other JSON text of Keras for what runs when it is loaded.
base::Result<void> check_config(std::string_view text, std::string_view where,
                                Collector& collector);

/// The member `name` of a JSON object of strings (`metadata.json`); empty if there is none.
base::Result<std::string> member_of(std::string_view text, std::string_view name);

}  // namespace stacmlm::artifact::keras
