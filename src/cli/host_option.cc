// SPDX-License-Identifier: Apache-2.0
#include "cli/host_option.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace stacmlm::cli {
namespace {

// For CLI11: empty, or why it is no host.
std::string refuse_no_host(const std::string& text) {
  if (!text.empty() && text.find_first_of("/ @") == std::string::npos) return {};
  return fmt::format("`{}` is no host; write example.org or localhost:8080", text);
}

}  // namespace

void add_host_option(CLI::App& command, std::vector<std::string>& hosts, const std::string& about) {
  command.add_option("--allow-network", hosts, about)
      ->type_name("HOST")
      ->check(CLI::Validator(refuse_no_host, ""))
      ->allow_extra_args(false);
}

}  // namespace stacmlm::cli
