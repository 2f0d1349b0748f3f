// SPDX-License-Identifier: Apache-2.0
#include "cli/new/new_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "cli/new/item_files.h"
#include "cli/new/model_file.h"
#include "cli/new/questions.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/told_errors.h"

namespace stacmlm::cli {
namespace {

using author::ItemOption;
using author::NewItem;

constexpr std::string_view kProgram = "mlm new";

/// Takes back the last answer.
void forget(const ItemOption& option, author::NewItemOptions& options) {
  if (option.text != nullptr) {
    (options.*option.text).clear();
  } else if (option.is_cut_at_commas) {
    (options.*option.list).clear();
  } else if (!(options.*option.list).empty()) {
    (options.*option.list).pop_back();
  }
}

/// Asks one thing after the other; an answer that cannot be meant is asked for again. What no
/// answer can mend ends it.
class Dialogue {
 public:
  Dialogue(json::Value model, author::NewItemOptions& options)
      : model_(model), options_(&options) {}

  author::ItemResult<NewItem> run() {
    for (;;) {
      auto item = author::new_item(model_, *options_);
      if (item && item->missing.empty() && !is_sensor_new()) return item;
      if (item) {
        question_ = next(*item);
      } else if (question_.missing.option == nullptr ||
                 item.error().option != question_.missing.option) {
        return item;
      } else {
        complain(item.error().message, kProgram);
        forget(*question_.missing.option, *options_);
      }
      if (!ask(question_.missing, question_.answer, *options_))
        return author::new_item(model_, *options_);
    }
  }

 private:
  struct Question {
    author::MissingOption missing;
    Answer answer = Answer::kNeeded;
  };

  /// A sensor was the last answer.
  [[nodiscard]] bool is_sensor_new() const {
    return question_.missing.option == sensor_ && !options_->sensor.empty();
  }

  /// Bands are best told by their sensor, of which not all need to be used.
  [[nodiscard]] Question next(const NewItem& item) {
    if (is_sensor_new()) return {{bands_, "all", {}}, Answer::kOptional};
    const author::MissingOption& missing = item.missing.front();
    if (missing.option == bands_ && !is_sensor_asked_) {
      is_sensor_asked_ = true;
      return {{sensor_, "none", {}}, Answer::kOptional};
    }
    return {missing, Answer::kNeeded};
  }

  json::Value model_;
  author::NewItemOptions* options_;
  const ItemOption* sensor_ = &author::item_option("sensor");
  const ItemOption* bands_ = &author::item_option("bands");
  Question question_;
  bool is_sensor_asked_ = false;
};

void tell_missing(const NewItem& item) {
  std::string lines;
  for (const author::MissingOption& missing : item.missing) {
    const ItemOption& option = *missing.option;
    lines += fmt::format("mlm new: missing --{} {}: {}", option.name, option.form, about(missing));
    if (!missing.suggestion.empty()) lines += fmt::format(" ({}?)", missing.suggestion);
    lines += '\n';
  }
  write_to_stderr(lines);
}

/// What our own rules call an error goes to standard error, of the first profile that has one. True
/// if there is none.
bool is_sound(const std::string& text) {
  for (const rules::Profile profile : {rules::Profile::kDocumented, rules::Profile::kPublished}) {
    const diag::DocumentReport report = errors_in(text, "the new Item", profile);
    if (report.findings.empty()) continue;
    tell_errors(report);
    return false;
  }
  return true;
}

int refuse(const base::Error& error) {
  complain(error.message, kProgram);
  return status::kNotDone;
}

base::Result<void> refuse_unused(const NewRun& run) {
  if (run.raster.percentiles.empty() || run.options.scaling == "min-max") return {};
  return base::fail(base::ErrorKind::kInvalidArgument,
                    "--percentiles are the bounds of --scaling min-max, which is not asked for");
}

}  // namespace

int run_new(NewRun run) {
  if (const auto free = refuse_existing(run.output, run.force); !free) return refuse(free.error());
  if (const auto used = refuse_unused(run); !used) return refuse(used.error());
  ModelFile model;
  if (!run.model.empty()) {
    if (const auto read = model.read(run.model); !read) return refuse(read.error());
  }
  auto statistics = run.raster.path.empty() ? read_statistics_file(run.statistics)
                                            : statistics_of_raster(run.raster);
  if (!statistics) return refuse(statistics.error());
  run.options.statistics = *std::move(statistics);
  auto item = run.model != "-" && can_ask() ? Dialogue(model.root(), run.options).run()
                                            : author::new_item(model.root(), run.options);
  if (!item && item.error().kind == base::ErrorKind::kInvalidDocument)
    return refuse(std::move(item).error().during(run.model));
  if (!item) return refuse(item.error());
  if (!item->missing.empty()) {
    tell_missing(*item);
    return status::kNotDone;
  }
  if (!is_sound(item->text)) return status::kFindings;
  return save_item(run.output, item->text, kProgram);
}

}  // namespace stacmlm::cli
