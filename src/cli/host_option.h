// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the name of the library
class App;
}

namespace stacmlm::cli {

/// `--allow-network HOST`, which may stand several times. `hosts` must outlive the command.
void add_host_option(CLI::App& command, std::vector<std::string>& hosts, const std::string& about);

}  // namespace stacmlm::cli
