// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "cli/line_blocks.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {

/// A scene that a model is to run on, or why there is none.
struct SceneCall {
  std::string name;   ///< for people: `scene.tif`, `items.ndjson:3`
  std::string path;   ///< of the scene, or of the file that its Item stands in with others
  std::string item;   ///< text of an Item that has no file of its own
  std::string error;  ///< empty: there is one
};

/// The scenes that `mlm run` is told: paths, then the Items of files, one at a time. Of a file of
/// JSON lines no more is in memory than some lines; an ItemCollection is read whole.
class SceneList {
 public:
  /// `-` among `files` is standard input.
  SceneList(std::vector<std::string> scenes, std::vector<std::string> files)
      : scenes_(std::move(scenes)), files_(std::move(files)) {}

  /// The next scene; nothing at the end.
  std::optional<SceneCall> next();

 private:
  std::optional<SceneCall> open(const std::string& file);
  std::optional<SceneCall> read_collection(ByteStream stream);
  std::optional<SceneCall> next_line();

  std::vector<std::string> scenes_;
  std::vector<std::string> files_;
  std::size_t scene_ = 0;
  std::size_t file_ = 0;
  std::string open_file_;
  std::string place_;  // of its Items
  std::optional<LineBlocks> lines_;
  std::string block_;
  std::size_t taken_ = 0;  // characters of it
  std::size_t line_ = 0;
  json::Document collection_;
  std::size_t feature_ = 0;
  bool is_collection_ = false;
};

}  // namespace stacmlm::cli
