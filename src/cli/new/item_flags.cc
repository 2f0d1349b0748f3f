// SPDX-License-Identifier: Apache-2.0
#include "cli/new/item_flags.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>

#include "cli/new/questions.h"

namespace stacmlm::cli {
namespace {

using author::ItemOption;

/// The form, and the words for the help and for completion. The library refuses other words.
std::string type_of(const ItemOption& option) {
  if (option.words == nullptr || option.is_open) return std::string(option.form);
  return fmt::format("{}:{{{}}}", option.form, fmt::join(option.words(), ","));
}

}  // namespace

void add_item_option(CLI::App& command, const ItemOption& option, author::NewItemOptions& options) {
  const std::string flag = fmt::format("--{}", option.name);
  const std::string about(option.about);
  CLI::Option* added = nullptr;
  if (option.text != nullptr) {
    added = command.add_option(flag, options.*option.text, about);
  } else {
    const auto take_all = [&option, &options](const std::vector<std::string>& texts) {
      for (const std::string& text : texts) take(option, text, options);
    };
    added = command.add_option_function<std::vector<std::string>>(flag, take_all, about);
    added->take_all()->expected(1)->allow_extra_args(false);
  }
  added->type_name(type_of(option));
}

}  // namespace stacmlm::cli
