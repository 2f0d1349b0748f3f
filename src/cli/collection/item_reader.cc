// SPDX-License-Identifier: Apache-2.0
#include "cli/collection/item_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/inputs.h"
#include "cli/jobs.h"
#include "cli/line_blocks.h"
#include "cli/read_document.h"
#include "cli/terminal.h"
#include "rules/tree/local_file.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::cli {

namespace fs = std::filesystem;

void ItemReader::fail(const std::string& message) {
  complain(message);
  is_whole_ = false;
}

void ItemReader::read_linked(const json::Document& old, const std::string& path) {
  const stac::Field<stac::List<stac::Link>> links(old.root().find("links"));
  for (const auto& field : links.value_or({})) {
    if (!field) continue;
    const stac::Link link = *field;
    if (link.rel.value_or("") != "item") continue;
    const std::string href(link.href.value_or(""));
    const auto file = rules::local_file(path, href);
    if (!file) {
      builder_.keep(href);
      ++kept_;
    } else if (!file->is_missing) {
      read_linked_file(file->path, href, fs::path(path).parent_path().string());
    }
  }
}

void ItemReader::read_linked_file(const std::string& path, const std::string& href,
                                  const std::string& folder) {
  std::error_code none;
  const fs::file_status status = fs::status(path, none);
  // Reading a pipe or a device may last for ever.
  if (fs::exists(status) && !fs::is_regular_file(status)) return fail(path + ": not a file");
  if (is_below(folder, path)) given_.insert(real_path(path));
  read_file(path, href, true);
}

void ItemReader::read(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::error_code none;
    const bool is_folder = fs::is_directory(path, none);
    Inputs inputs({path}, false, {});
    while (const auto input = inputs.next()) {
      if (!input->error.empty()) {
        fail(fmt::format("{}: {}", input->path, input->error));
        continue;
      }
      if (!is_folder || is_below(path, input->path)) given_.insert(real_path(input->path));
      read_file(input->path, {}, input->path == path);
    }
  }
}

void ItemReader::read_file(const std::string& path, const std::string& known_as,
                           bool must_be_item) {
  if (!seen_.insert(real_path(path)).second) return;
  if (is_json_lines(path)) return read_lines(path);
  json::Document document;
  if (const auto read = read_json(path, document); !read) return fail(read.error().message);
  const json::Value root = document.root();
  if (root.find("type").equals("FeatureCollection")) {
    add_without_place(root, path);
  } else if (root.find("type").equals("Feature") && root.find("stac_version").exists()) {
    add(root, path, author::ItemPlace{places_.href(collection_, path), known_as});
    files_.push_back(path);
  } else if (must_be_item) {
    fail(path + ": no Item");
  }
}

void ItemReader::add(json::Value item, const std::string& where,
                     std::optional<author::ItemPlace> place) {
  for (const std::string& note : builder_.add(item, std::move(place)))
    complain(fmt::format("{}: {}", where, note));
  const json::Value id = item.find("id");
  if (!id.is_string() || id.equals("")) return;
  const auto [first, is_new] = where_of_.emplace(id.string(), where);
  if (!is_new)
    fail(fmt::format("{}: its id `{}` is that of {} too", where, id.string(), first->second));
}

void ItemReader::add_without_place(json::Value root, const std::string& where) {
  std::size_t at = 0;
  for (const json::Value item : root.find("features").elements())
    add_without_place(item, fmt::format("{}, feature {}", where, ++at));
  if (!root.find("type").equals("Feature") || !root.find("stac_version").exists()) return;
  add(root, where, std::nullopt);
  ++without_place_;
}

void ItemReader::read_lines(const std::string& path) {
  auto stream = ByteStream::open(path);
  if (!stream) return fail(fmt::format("{}: {}", path, stream.error().message));
  LineBlocks blocks(*std::move(stream), json::ParseLimits().bytes);
  for (;;) {
    const auto block = blocks.next();
    if (!block) return fail(fmt::format("{}: {}", path, block.error().message));
    if (!*block) return;
    std::size_t number = (*block)->first_line;
    if ((*block)->oversized > 0) fail(fmt::format("{}:{}: the line is too long", path, number));
    std::string_view rest = (*block)->lines;
    for (; !rest.empty(); ++number) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      if (line.find_first_not_of(" \t\r") != std::string_view::npos) read_line(path, number, line);
    }
  }
}

void ItemReader::read_line(const std::string& path, std::size_t number, std::string_view line) {
  json::Document document;
  if (const auto fault = parser_.parse(json::Text::copy_of(line), document))
    return fail(fmt::format("{}:{}:{}: {}", path, number, fault->offset + 1, fault->message));
  add_without_place(document.root(), fmt::format("{}:{}", path, number));
}

}  // namespace stacmlm::cli
