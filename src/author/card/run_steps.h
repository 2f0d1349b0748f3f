// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "author/card/model_card.h"

namespace stacmlm::author {

/// One thing to do on the way to a result.
struct RunStep {
  std::string title;     ///< not of the document
  std::string text;      ///< what the document says of it, or nothing
  std::string language;  ///< of the code
  std::string code;      ///< safe to paste: texts of the document are quoted in it
};

/// How the model is run, as far as its assets say.
std::vector<RunStep> run_steps(json::Value object, const ModelCard& card);

}  // namespace stacmlm::author
