// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "author/card/model_card.h"
#include "cli/card_forms.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/read_document.h"
#include "cli/status.h"
#include "cli/terminal.h"

namespace stacmlm::cli {
namespace {

struct Options {
  std::string path;
  std::string format = "text";
  std::string output = "-";
};

// Each on a line of its own.
std::string cards_json(const std::vector<json::Value>& objects) {
  std::string out;
  for (const json::Value object : objects) out += card_json(author::read_card(object));
  return out;
}

std::string cards_text(const std::vector<json::Value>& objects, bool colour) {
  // More than a person reads.
  constexpr std::size_t kMostBytes = std::size_t{1} << 20U;
  std::string out;
  std::size_t shown = 0;
  for (; shown < objects.size() && out.size() < kMostBytes; ++shown) {
    if (shown > 0) out += "\n";
    out += card_text(author::read_card(objects[shown]), colour);
  }
  if (shown < objects.size()) {
    out += fmt::format("\n… {} more documents; --format json has all\n", objects.size() - shown);
  }
  return out;
}

int show(const Options& options) {
  json::Document document;
  if (const auto read = read_document(options.path, document); !read) {
    complain(read.error().message);
    return status::kNotDone;
  }
  const json::Value root = document.root();
  std::vector<json::Value> objects{root};
  if (root.find("type").equals("FeatureCollection")) {
    const json::Elements features = root.find("features").elements();
    objects.assign(features.begin(), features.end());
  }
  return print_to(options.output,
                  options.format == "json"
                      ? cards_json(objects)
                      : cards_text(objects, options.output == "-" && colour_on_stdout()));
}

}  // namespace

void add_show(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("show", "Show a model, readable");
  auto options = std::make_shared<Options>();
  command->add_option("PATH", options->path, "an Item, Collection or Catalog; - is stdin")
      ->required();
  command->add_option("--format", options->format, "form of the card (text)")
      ->check(CLI::IsMember({"text", "json"}));
  command->add_option("--output,-o", options->output, "write the card to a file")
      ->type_name("FILE");
  command->footer("Example: mlm show item.json");
  command->callback([options, &status] { status = show(*options); });
}

}  // namespace stacmlm::cli
