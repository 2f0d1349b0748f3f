// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/card.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "cli/coastline.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/read_document.h"
#include "cli/status.h"
#include "cli/terminal.h"

namespace stacmlm::cli {
namespace {

constexpr std::string_view kNoCoastline = "none";

struct Options {
  std::string path;
  std::string format = "markdown";
  std::string coastline;
  std::string output = "-";
};

base::Result<std::string> written(const Options& options) {
  json::Document document;
  if (auto read = read_document(options.path, document); !read)
    return tl::unexpected(std::move(read).error());
  const json::Value object = document.root();
  if (object.find("type").equals("FeatureCollection")) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      options.path + ": a card is of one document, and this file holds several");
  }
  if (options.format == "markdown") {
    if (!options.coastline.empty())
      return base::fail(base::ErrorKind::kInvalidArgument, "--coastline is for --format html");
    return author::write_markdown_card(object);
  }
  json::Document coastline;
  const std::string file =
      options.coastline.empty() ? coastline_beside_program() : options.coastline;
  if (!file.empty() && file != kNoCoastline) {
    if (auto read = read_coastline(file, coastline); !read)
      return tl::unexpected(std::move(read).error());
  }
  return author::write_html_card(object, coastline.root());
}

int card(const Options& options) {
  const auto text = written(options);
  if (!text) {
    complain(text.error().message);
    return status::kNotDone;
  }
  return print_to(options.output, *text);
}

}  // namespace

void add_card(CLI::App& program, int& status) {
  CLI::App* command =
      program.add_subcommand("card", "Write a model card: Markdown for model hubs, or a web page");
  auto options = std::make_shared<Options>();
  command->add_option("PATH", options->path, "an Item, Collection or Catalog; - is stdin")
      ->required();
  command->add_option("--format", options->format, "markdown (default) or html")
      ->check(CLI::IsMember({"markdown", "html"}));
  command
      ->add_option("--coastline", options->coastline,
                   "a GeoJSON to draw beneath the footprint, or none (that of the installation)")
      ->type_name("FILE");
  command->add_option("--output,-o", options->output, "write the card to a file")
      ->type_name("FILE");
  command->footer("Example: mlm card item.json --format html --output card.html");
  command->callback([options, &status] { status = card(*options); });
}

}  // namespace stacmlm::cli
