// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include <utility>

#include "cli/status.h"
#include "cli/terminal.h"

namespace stacmlm::cli {
namespace {

constexpr std::size_t kBuffered = std::size_t{64} << 10U;

}  // namespace

base::Result<Output> Output::open(const std::string& path, int standard) {
  if (path == "-") return Output(standard, std::nullopt);
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
