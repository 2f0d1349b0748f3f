// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/file_text.h"
#include "cli/model_card.h"
#include "cli/output.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "stacmlm/json/line_index.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {
namespace {

struct Options {
  std::string path;
  std::string format = "text";
  std::string output = "-";
};

base::Result<void> read_document(const std::string& path, json::Document& document) {
  const json::ParseLimits limits;
  auto file = read_text(path, limits.bytes);
  if (!file) return tl::unexpected(std::move(file).error().during(path));
  if (!file->text) {
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("{}: larger than {} bytes", path, limits.bytes));
  }
  if (auto fault = json::Parser(limits).parse(*std::move(file->text), document)) {
    const base::SourceSpan at =
        json::LineIndex(document.text()).span(fault->offset, fault->offset + 1);
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{}:{}:{}: {}", path, at.line, at.column, fault->message));
  }
  if (!document.root().find("type").is_string()) {
    return base::fail(base::ErrorKind::kInvalidDocument, path + ": no STAC document");
  }
  return {};
}

int show(const Options& options) {
  json::Document document;
  if (const auto read = read_document(options.path, document); !read) {
    complain(read.error().message);
    return status::kNotDone;
  }
  const bool colour = options.output == "-" && colour_on_stdout();
  std::string out;
  const auto add = [&](json::Value object) {
    const ModelCard card = read_card(object);
    if (!out.empty() && options.format == "text") out += "\n";
    out += options.format == "json" ? card_json(card) : card_text(card, colour);
  };
  if (document.root().find("type").equals("FeatureCollection")) {
    for (const json::Value feature : document.root().find("features").elements()) add(feature);
  } else {
    add(document.root());
  }
  return print_to(options.output, out);
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
