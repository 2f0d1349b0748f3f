// SPDX-License-Identifier: Apache-2.0
#include "cli/collection/item_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "cli/inputs.h"
#include "cli/read_document.h"
#include "cli/terminal.h"
#include "rules/tree/local_file.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::cli {

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
      read_file(file->path, href, true);
    }
  }
}

void ItemReader::read(const std::vector<std::string>& paths) {
  Inputs inputs(paths, false, {});
  while (const auto input = inputs.next()) {
    if (!input->error.empty()) {
      fail(fmt::format("{}: {}", input->path, input->error));
      continue;
    }
    const bool is_named = std::ranges::find(paths, input->path) != paths.end();
    read_file(input->path, {}, is_named);
  }
}

void ItemReader::read_file(const std::string& path, const std::string& known_as,
                           bool must_be_item) {
  if (!seen_.insert(rules::absolute_path(path)).second) return;
  json::Document document;
  if (const auto read = read_json(path, document); !read) return fail(read.error().message);
  const json::Value root = document.root();
  if (root.find("type").equals("FeatureCollection")) {
    for (const json::Value item : root.find("features").elements()) {
      if (item.find("stac_version").exists()) builder_.add(item, std::nullopt);
    }
  } else if (root.find("type").equals("Feature") && root.find("stac_version").exists()) {
    builder_.add(root, author::ItemPlace{places_.href(collection_, path), known_as});
    files_.push_back(path);
  } else if (must_be_item) {
    fail(path + ": no Item");
  }
}

}  // namespace stacmlm::cli
