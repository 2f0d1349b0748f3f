// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/import.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/file_text.h"
#include "cli/import/import_report.h"
#include "cli/output.h"
#include "cli/report_head.h"
#include "cli/status.h"
#include "cli/terminal.h"

namespace stacmlm::cli {
namespace {

struct Options {
  std::string path;
  std::string format;
  author::ImportOptions import;
  std::string output = "-";
  std::string notes;
};

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const author::ImportFormat& format : author::import_formats()) {
    names.emplace_back(format.name);
  }
  return names;
}

/// Fills in the format if it was not told.
base::Result<author::Import> imported(Options& options) {
  if (options.notes == "-" && options.output == "-")
    return base::fail(base::ErrorKind::kInvalidArgument,
                      "--notes - and --output - would write into each other");
  const std::size_t limit = author::ImportLimits().bytes;
  auto file = read_text(options.path, limit);
  if (!file) return tl::unexpected(std::move(file).error().during(options.path));
  if (!file->text)
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("{}: larger than {} bytes", options.path, limit));
  const std::string_view text = file->text->view();
  if (options.format.empty()) options.format = author::guess_format(text, options.path);
  if (options.format.empty())
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{}: none of {}; --from says which it is", options.path,
                                  fmt::join(format_names(), ", ")));
  auto done = author::import_model(text, options.format, options.import);
  if (done || done.error().kind == base::ErrorKind::kInvalidArgument) return done;
  // A place stands behind the path without a blank.
  const bool has_place = done.error().kind == base::ErrorKind::kInvalidDocument;
  return base::fail(done.error().kind, fmt::format("{}:{}{}", options.path, has_place ? "" : " ",
                                                   done.error().message));
}

int import_from(Options options) {
  const auto done = imported(options);
  if (!done) {
    complain(done.error().message);
    return status::kNotDone;
  }
  if (const int written = print_to(options.output, done->model); written != status::kClean)
    return written;
  const std::string notes =
      options.notes.empty() ? notes_text(*done) : notes_json(*done, options.format, options.path);
  return tell_notes(options.notes, notes, done->is_complete());
}

}  // namespace

void add_import(CLI::App& program, int& status) {
  CLI::App* command =
      program.add_subcommand("import", "Read a model's metadata from the form of another system");
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->path, "what describes the model; - is stdin")->required();
  command
      ->add_option("--from", options->format,
                   fmt::format("{} (by the content)", fmt::join(format_names(), ", ")))
      ->type_name("NAME")
      ->check(CLI::IsMember(format_names()));
  command->add_option("--href", options->import.href, "where the model file is")->type_name("HREF");
  command->add_option("--output,-o", options->output, "write the model's properties to a file")
      ->type_name("FILE");
  command->add_option("--notes", options->notes, "write what is left to do as JSON")
      ->type_name("FILE");
  command->footer(
      "Example: mlm import config.pbtxt --href https://example.org/unet.onnx > model.json");
  command->callback([options, &status] { status = import_from(*options); });
}

}  // namespace stacmlm::cli
