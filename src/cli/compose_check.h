// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/compose/check.h"

namespace stacmlm::cli {

/// What `mlm compose check` is asked for.
struct ComposeCheck {
  std::vector<std::string> paths;
  std::string format = "text";
  std::string output = "-";
  bool strict = false;
};

/// Checks everything and returns the exit status.
int run_compose_check(const ComposeCheck& options);

/// Reads and checks a Compose file or an Item. The file of a runtime must be a regular one: an Item
/// of others may name anything.
base::Result<compose::Checked> check_compose(const std::string& path, bool only_regular);

}  // namespace stacmlm::cli
