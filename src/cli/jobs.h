// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/line_blocks.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {

struct Config;

inline constexpr std::size_t kMostJobs = 256;

/// As many as are asked for; 0: as many as the machine has cores.
std::size_t worker_count(std::size_t asked);

/// Why a file is read only (Input::is_outside).
inline constexpr std::string_view kOutside = "outside the folder of the document that leads to it";

/// A file to check, or why there is none.
struct Input {
  std::string path;
  std::string error{};
  const Config* config = nullptr;
  /// Followed links led out of the folder of the document that was named.
  bool is_outside = false;
};

/// A piece of an NDJSON file; behind the last comes an empty one.
struct Lines {
  Input input;  ///< with an error in the last one if there were no more lines to be had
  LineBlock block;
  bool is_end = false;
  bool is_changed = false;  ///< by fixes
};

/// A document that came through a pipe.
struct Piped {
  Input input;
  std::string text;
};

/// A file that is NDJSON by its name alone: what is wrong with it as a whole.
struct NoLines {
  Input input;
  json::SyntaxFault fault;
};

/// What one worker does at a time: some files to open, or what has been read already.
using Job = std::variant<std::vector<Input>, Lines, Piped, NoLines>;

/// Turns inputs into jobs, in their order.
class JobReader {
 public:
  using NextInput = std::function<std::optional<Input>()>;
  JobReader(NextInput next_input, std::size_t max_bytes)
      : next_input_(std::move(next_input)), max_bytes_(max_bytes) {}

  /// The next job, or nothing at the end.
  std::optional<Job> next();

 private:
  std::optional<Job> open_lines(Input input);
  std::optional<Job> open_stdin(Input input);
  std::optional<Job> next_lines();

  NextInput next_input_;
  std::size_t max_bytes_;
  std::optional<Input> waiting_;  // an input that ends a job of files
  Input lines_input_;
  std::optional<LineBlocks> lines_;
};

/// The file is NDJSON by its name.
bool is_json_lines(std::string_view path);

}  // namespace stacmlm::cli
