// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/inspect_run.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/inspect/model_text.h"
#include "cli/output.h"
#include "cli/remote_source.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "stacmlm/artifact/inspect.h"
#include "stacmlm/artifact/model_json.h"

namespace stacmlm::cli {
namespace {

base::Result<artifact::ModelFile> read_model(const std::string& path, base::Fetcher* fetcher) {
  STACMLM_TRY(const auto source, open_model(path, fetcher));
  return artifact::inspect(*source);
}

int status_of(const artifact::ModelFile& model, bool by_danger) {
  const bool is_fine =
      by_danger ? model.verdict == artifact::Verdict::kDataOnly : artifact::was_read(model);
  return is_fine ? status::kClean : status::kFindings;
}

std::string told(const InspectRun& run, const std::string& path, const artifact::ModelFile& model) {
  if (run.format == "json") {
    return artifact::model_json(model, {.path = path, .weights = run.tensors}) + '\n';
  }
  const bool colour = run.output == "-" && colour_on_stdout();
  if (run.danger) return danger_text(path, model, colour);
  return model_text(path, model, {.colour = colour, .tensors = run.tensors});
}

}  // namespace

int run_inspect(const InspectRun& run) {
  const auto fetcher = open_network(run.hosts);
  if (!fetcher) {
    complain(fetcher.error().message);
    return status::kNotDone;
  }
  for (const std::string& path : run.paths) {
    std::error_code none;
    if (run.output == "-" || !std::filesystem::equivalent(run.output, path, none)) continue;
    complain("--output names a file that is to be read");
    return status::kNotDone;
  }
  auto output = Output::open(run.output);
  if (!output) {
    complain(output.error().message);
    return status::kNotDone;
  }
  int status = status::kClean;
  bool is_first = true;
  for (const std::string& path : run.paths) {
    const auto model = read_model(path, fetcher->get());
    if (!model) {
      complain(model.error().message);
      status = status::kNotDone;
      continue;
    }
    if (!is_first && run.format == "text" && !run.danger) output->write("\n");
    is_first = false;
    output->write(told(run, path, *model));
    status = std::max(status, status_of(*model, run.danger));
    if (!output->flush()) break;
  }
  if (const auto finished = output->finish(); !finished) {
    complain(finished.error().message);
    return status::kNotDone;
  }
  return status;
}

}  // namespace stacmlm::cli
