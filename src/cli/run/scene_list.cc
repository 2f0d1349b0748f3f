// SPDX-License-Identifier: Apache-2.0
#include "cli/run/scene_list.h"

#include <fmt/format.h>

#include <utility>

#include "cli/jobs.h"
#include "cli/read_document.h"

namespace stacmlm::cli {
namespace {

SceneCall no_scene(const std::string& name, std::string why) {
  return {name, name, {}, std::move(why)};
}

/// Several lines, each an Item; told by the text, and of one text by the name.
base::Result<bool> has_json_lines(ByteStream& stream, const std::string& name) {
  const std::size_t most = json::ParseLimits().bytes;
  if (!is_json_lines(name)) return holds_json_lines(stream, most);
  STACMLM_TRY(const bool is_one, holds_one_text(stream, most));
  return !is_one;
}

}  // namespace

std::optional<SceneCall> SceneList::next() {
  if (scene_ < scenes_.size()) {
    const std::string& path = scenes_[scene_++];
    return SceneCall{path, path, {}, {}};
  }
  for (;;) {
    if (lines_) {
      if (auto call = next_line()) return call;
      lines_.reset();
    }
    if (is_collection_) {
      const json::Value features = collection_.root().find("features");
      if (feature_ < features.size()) {
        const json::Value one = features.at(feature_++);
        return SceneCall{fmt::format("{}, feature {}", open_file_, feature_),
                         place_,
                         std::string(one.raw()),
                         {}};
      }
      is_collection_ = false;
      collection_ = {};
    }
    if (file_ == files_.size()) return {};
    if (auto call = open(files_[file_++])) return call;
  }
}

std::optional<SceneCall> SceneList::open(const std::string& file) {
  open_file_ = file;
  place_ = place_of_document(file);
  auto stream = ByteStream::open(file);
  if (!stream) return no_scene(file, stream.error().message);
  const auto has_lines = has_json_lines(*stream, file);
  if (!has_lines) return no_scene(file, has_lines.error().message);
  if (!*has_lines) return read_collection(*std::move(stream));
  lines_.emplace(*std::move(stream), json::ParseLimits().bytes);
  block_.clear();
  taken_ = 0;
  return {};
}

std::optional<SceneCall> SceneList::read_collection(ByteStream stream) {
  const json::ParseLimits limits;
  for (bool more = true; more;) {
    if (stream.buffer().size() > limits.bytes)
      return no_scene(open_file_,
                      fmt::format("larger than {} bytes, and no JSON lines", limits.bytes));
    const auto read = stream.read_more();
    if (!read) return no_scene(open_file_, read.error().message);
    more = *read;
  }
  if (auto fault = json::Parser(limits).parse(json::Text::copy_of(stream.buffer()), collection_))
    return no_scene(open_file_, fault->message);
  const json::Value root = collection_.root();
  if (root.find("type").equals("Feature"))
    return SceneCall{open_file_, place_, std::string(root.raw()), {}};
  if (!root.find("type").equals("FeatureCollection") || root.find("features").size() == 0)
    return no_scene(open_file_, "no Items: neither JSON lines nor an ItemCollection with features");
  is_collection_ = true;
  feature_ = 0;
  return {};
}

std::optional<SceneCall> SceneList::next_line() {
  for (;;) {
    while (taken_ < block_.size()) {
      std::string_view rest = std::string_view(block_).substr(taken_);
      const Line line = take_line(rest);
      taken_ = block_.size() - rest.size();
      const std::size_t number = line_++;
      if (line.is_blank) continue;
      return SceneCall{
          fmt::format("{}:{}", open_file_, number), place_, std::string(line.text), {}};
    }
    auto block = lines_->next();
    if (!block || (!*block && !lines_->has_text())) {
      lines_.reset();
      return no_scene(open_file_, block ? "no Items in this file" : block.error().message);
    }
    if (!*block) return {};
    block_ = std::move((*block)->lines);
    taken_ = 0;
    line_ = (*block)->first_line;
    if ((*block)->oversized > 0)
      return no_scene(fmt::format("{}:{}", open_file_, line_), "the line is too long");
  }
}

}  // namespace stacmlm::cli
