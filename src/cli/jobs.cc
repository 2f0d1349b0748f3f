// SPDX-License-Identifier: Apache-2.0
#include "cli/jobs.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "json/encoding.h"

namespace stacmlm::cli {
namespace {

constexpr std::size_t kFilesAJob = 16;

Job failed(Input input, const base::Error& error) {
  input.error = error.message;
  return std::vector<Input>{std::move(input)};
}

}  // namespace

std::size_t worker_count(std::size_t asked) {
  return asked > 0 ? asked
                   : std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostJobs);
}

bool is_json_lines(std::string_view path) {
  return path.ends_with(".ndjson") || path.ends_with(".jsonl");
}

std::optional<Job> JobReader::next() {
  if (lines_) {
    if (auto job = next_lines()) return job;
  }
  std::vector<Input> files;
  while (files.size() < kFilesAJob) {
    std::optional<Input> input = std::exchange(waiting_, std::nullopt);
    if (!input) input = next_input_();
    if (!input) break;
    const bool is_stream = input->path == "-" || is_json_lines(input->path);
    if (!input->error.empty() || !is_stream) {
      files.push_back(*std::move(input));
      continue;
    }
    if (!files.empty()) {
      waiting_ = std::move(input);
      break;
    }
    auto job = input->path == "-" ? open_stdin(*std::move(input)) : open_lines(*std::move(input));
    if (job) return job;
  }
  if (files.empty()) return std::nullopt;
  return files;
}

std::optional<Job> JobReader::open_lines(Input input) {
  auto stream = ByteStream::open(input.path);
  if (!stream) return failed(std::move(input), stream.error());
  // Each line of such a file would be a fault of its own.
  const auto one_text = holds_one_text(*stream, max_bytes_);
  if (!one_text) return failed(std::move(input), one_text.error());
  if (auto fault = json::wide_encoding_fault(stream->buffer())) {
    return NoLines{std::move(input), *std::move(fault)};
  }
  if (*one_text) {
    return NoLines{std::move(input),
                   {json::SyntaxFault::Kind::kSyntax, 0,
                    "the file looks like one JSON document over several lines"}};
  }
  lines_input_ = std::move(input);
  lines_.emplace(*std::move(stream), max_bytes_);
  return next_lines();
}

std::optional<Job> JobReader::open_stdin(Input input) {
  auto stream = ByteStream::open(input.path);
  if (!stream) return failed(std::move(input), stream.error());
  auto json_lines = holds_json_lines(*stream, max_bytes_);
  if (!json_lines) return failed(std::move(input), json_lines.error());
  if (*json_lines && !json::wide_encoding_fault(stream->buffer())) {
    lines_input_ = std::move(input);
    lines_.emplace(*std::move(stream), max_bytes_);
    return next_lines();
  }
  while (stream->buffer().size() <= max_bytes_) {
    const auto more = stream->read_more();
    if (!more) return failed(std::move(input), more.error());
    if (!*more) break;
  }
  return Piped{std::move(input), std::move(stream->buffer())};
}

std::optional<Job> JobReader::next_lines() {
  auto block = lines_->next();
  if (block && *block) return Lines{lines_input_, **std::move(block)};
  // Like a folder without documents, a file without any is no success.
  if (!block) {
    lines_input_.error = block.error().message;
  } else if (!lines_->has_text()) {
    lines_input_.error = "no documents in this file";
  }
  lines_.reset();
  return Lines{std::move(lines_input_), {}, true};
}

}  // namespace stacmlm::cli
