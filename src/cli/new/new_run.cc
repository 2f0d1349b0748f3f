// SPDX-License-Identifier: Apache-2.0
#include "cli/new/new_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/atomic_file.h"
#include "cli/file_text.h"
#include "cli/new/model_file.h"
#include "cli/new/questions.h"
#include "cli/output.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/told_errors.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;
using author::ItemOption;
using author::NewItem;

constexpr std::string_view kProgram = "mlm new";

base::Result<void> read_statistics(NewRun& run) {
  if (run.statistics.empty()) return {};
  constexpr std::size_t kMostBytes = std::size_t{16} << 20U;
  auto file = read_text(run.statistics, kMostBytes);
  if (!file) return tl::unexpected(std::move(file).error().during(run.statistics));
  if (!file->text)
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("{}: larger than {} bytes", run.statistics, kMostBytes));
  STACMLM_TRY(run.options.statistics, author::read_statistics(file->text->view(), run.statistics));
  return {};
}

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

int save(const NewRun& run, const std::string& text) {
  std::error_code none;
  const bool is_file = !fs::exists(run.output, none) || fs::is_regular_file(run.output, none);
  if (run.output == "-" || !is_file) return print_to(run.output, text);
  if (const auto written = replace_file(run.output, text); !written) {
    complain(fmt::format("cannot write {}: {}", run.output, written.error().message), kProgram);
    return status::kNotDone;
  }
  return status::kClean;
}

int refuse(const base::Error& error) {
  complain(error.message, kProgram);
  return status::kNotDone;
}

}  // namespace

int run_new(NewRun run) {
  std::error_code none;
  if (run.output != "-" && !run.force && fs::is_regular_file(run.output, none)) {
    complain(fmt::format("{} is there already; --force writes over it", run.output), kProgram);
    return status::kNotDone;
  }
  ModelFile model;
  if (!run.model.empty()) {
    if (const auto read = model.read(run.model); !read) return refuse(read.error());
  }
  if (const auto read = read_statistics(run); !read) return refuse(read.error());
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
  return save(run, item->text);
}

}  // namespace stacmlm::cli
