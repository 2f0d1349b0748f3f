// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "cli/file_text.h"
#include "cli/jobs.h"
#include "cli/status.h"
#include "cli/system_error.h"
#include "cli/terminal.h"
#include "stacmlm/artifact/format.h"
#include "stacmlm/artifact/inspect.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {
namespace {

constexpr std::size_t kBuffered = std::size_t{64} << 10U;

// A document is named by mistake sooner than to be lost. (No report has links or features.)
bool holds_stac(const std::string& path) {
  const json::ParseLimits limits;
  auto file = read_text(path, limits.bytes);
  if (!file || !file->text) return false;
  std::string_view text = file->text->view();
  if (is_json_lines(path)) text = text.substr(0, text.find('\n'));
  json::Document document;
  if (json::Parser(limits).parse(json::Text::copy_of(text), document)) return false;
  const json::Value root = document.root();
  return root.find("type").is_string() &&
         (root.find("links").is_array() || root.find("features").is_array() ||
          root.find("geometry").exists());
}

// Models may be text as well. The title of its format; empty if it is none.
std::string_view model_at(const std::string& path) {
  const auto source = artifact::open_source(path);
  const auto model = source ? artifact::inspect(**source) : base::Result<artifact::ModelFile>();
  const artifact::Format* format = source && model ? artifact::find_format(model->format) : nullptr;
  if (format == nullptr || format->name == "html") return {};
  // Lines of a report may look like the first ones of a pickle.
  if (format->name == "pickle" && !model->fault.empty()) return {};
  return format->title;
}

// All that is written here is text: what is not, such as a model, was no earlier result.
bool holds_no_text(const std::string& path) {
  const auto is_of_no_text = [](char c) {
    return static_cast<unsigned char>(c) < ' ' && !(c >= '\t' && c <= '\r') && c != '\x1b';
  };
  std::string head(4096, ' ');
  std::ifstream(path, std::ios::binary)
      .read(head.data(), static_cast<std::streamsize>(head.size()));
  return std::ranges::any_of(head, is_of_no_text);
}

}  // namespace

base::Result<Output> Output::open(const std::string& path, int standard) {
  if (path.empty()) return base::fail(base::ErrorKind::kInvalidArgument, "no name to write to");
  if (path == "-") return Output(standard, std::nullopt);
  // These may be redirected to files, which must not be replaced either.
  if (path == "/dev/stdout") return Output(STDOUT_FILENO, std::nullopt);
  if (path == "/dev/stderr") return Output(STDERR_FILENO, std::nullopt);
  // Devices and pipes are written to as they are: a draft would take their place. The stream stays
  // open until the program ends.
  struct stat facts {};
  if (::stat(path.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode)) {
    const int stream = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (stream >= 0) return Output(stream, std::nullopt);
    return tl::unexpected(system_error().during("cannot write " + path));
  }
  if (holds_stac(path)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("cannot write {}: it is a STAC document", path));
  }
  if (holds_no_text(path)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("cannot write {}: what is there is no text", path));
  }
  if (const std::string_view title = model_at(path); !title.empty()) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("cannot write {}: it is a model ({})", path, title));
  }
  auto file = AtomicFile::create(path);
  if (!file) return tl::unexpected(std::move(file).error().during("cannot write " + path));
  return Output(-1, *std::move(file));
}

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBuffered && state_) state_ = drain();
}

base::Result<void> Output::drain() {
  auto result = file_ ? file_->write(buffer_) : write_all(stream_, buffer_);
  buffer_.clear();
  if (!result) return tl::unexpected(std::move(result).error().during("cannot write the output"));
  return result;
}

base::Result<void> Output::flush() {
  if (state_) state_ = drain();
  return state_;
}

base::Result<void> Output::finish() {
  auto result = flush();
  if (result && file_) result = file_->commit();
  return result;
}

int print_to(const std::string& path, std::string_view text) {
  auto output = Output::open(path);
  if (output) {
    output->write(text);
    const auto finished = output->finish();
    if (finished) return status::kClean;
    complain(finished.error().message);
  } else {
    complain(output.error().message);
  }
  return status::kNotDone;
}

}  // namespace stacmlm::cli
