// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/export.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/export/export_files.h"
#include "cli/export/export_report.h"
#include "cli/output.h"
#include "cli/read_document.h"
#include "cli/report_head.h"
#include "cli/status.h"
#include "cli/terminal.h"

namespace stacmlm::cli {
namespace {

struct Options {
  std::string path;
  std::string format;
  author::ExportOptions choice;
  std::string output = "-";
  std::string notes;
  bool force = false;
};

bool writes_folder(const std::string& format) {
  const auto formats = author::export_formats();
  return std::ranges::find(formats, format, &author::ExportFormat::name)->is_folder;
}

base::Result<author::Export> exported(const Options& options) {
  if (options.notes == "-" && options.output == "-")
    return base::fail(base::ErrorKind::kInvalidArgument,
                      "--notes - and --output - would write into each other");
  json::Document document;
  if (auto read = read_document(options.path, document); !read)
    return tl::unexpected(std::move(read).error());
  auto done = author::export_model(document.root(), options.format, options.choice);
  if (!done) return tl::unexpected(std::move(done).error().during(options.path));
  if (auto written =
          write_files(*done, writes_folder(options.format), options.output, options.force);
      !written)
    return tl::unexpected(std::move(written).error());
  return done;
}

int export_to(const Options& options) {
  const auto done = exported(options);
  if (!done) {
    complain(done.error().message);
    return status::kNotDone;
  }
  const std::string notes =
      options.notes.empty() ? notes_text(*done) : notes_json(*done, options.format, options.path);
  return tell_notes(options.notes, notes, done->is_complete());
}

}  // namespace

void add_export(CLI::App& program, int& status) {
  CLI::App* command =
      program.add_subcommand("export", "Write a model's metadata in the form of another system");
  auto options = std::make_shared<Options>();
  command->add_option("ITEM", options->path, "a STAC Item; - is stdin")->required();
  std::vector<std::string> names;
  for (const author::ExportFormat& format : author::export_formats()) {
    names.emplace_back(format.name);
  }
  command->add_option("--format", options->format, fmt::format("{}", fmt::join(names, ", ")))
      ->type_name("NAME")
      ->required()
      ->check(CLI::IsMember(names));
  command->add_option("--asset", options->choice.asset, "which model asset (the one that fits)")
      ->type_name("KEY");
  command
      ->add_option("--input", options->choice.input,
                   "which input, for formats that know one only (the first)")
      ->type_name("NAME");
  command
      ->add_option("--output,-o", options->output,
                   "a folder, or a file; - is stdout, which takes the configuration alone")
      ->type_name("PATH");
  command->add_option("--notes", options->notes, "write what was not carried over as JSON")
      ->type_name("FILE");
  command->add_flag("--force", options->force, "write over files that are there");
  command->footer("Example: mlm export item.json --format triton --output model-repository/");
  command->callback([options, &status] { status = export_to(*options); });
}

}  // namespace stacmlm::cli
