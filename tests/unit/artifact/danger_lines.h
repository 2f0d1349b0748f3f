// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "stacmlm/artifact/model_file.h"

namespace stacmlm::artifact {

using Findings = std::vector<std::string>;

/// `kind where: what` of each danger.
inline Findings findings(const ModelFile& model) {
  Findings all;
  for (const Danger& danger : model.danger)
    all.push_back(std::string(name_of(danger.kind)) + " " + danger.where + ": " + danger.what);
  return all;
}

/// The same, a line each.
inline std::string dangers(const ModelFile& model) {
  std::string text;
  for (const std::string& line : findings(model)) text += line + '\n';
  return text;
}

}  // namespace stacmlm::artifact
