// SPDX-License-Identifier: Apache-2.0
#include "cli/migrate/target_path.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/walk.h"
#include "stacmlm/json/draft.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;

/// The folder that the document's place is kept below: an argument that is a folder above it, the
/// folder of a catalogue that is followed, else its own.
fs::path root_of(const MigrateRun& run, const fs::path& path) {
  for (const std::string& argument : run.paths) {
    fs::path root = is_glob(argument) ? fs::path(split_glob(argument).first) : fs::path(argument);
    std::error_code none;
    if (!fs::is_directory(root, none)) {
      if (!run.follow) continue;
      root = root.parent_path();
    }
    const fs::path below = path.lexically_normal().lexically_relative(root.lexically_normal());
    if (root.empty() || (!below.empty() && *below.begin() != "..")) return root;
  }
  return path.parent_path();
}

bool is_inside(const fs::path& inner, const fs::path& outer) {
  const fs::path below = fs::absolute(inner).lexically_normal().lexically_relative(
      fs::absolute(outer.empty() ? fs::path(".") : outer).lexically_normal());
  return !below.empty() && *below.begin() != "..";
}

bool is_relative_file(std::string_view href) {
  return !href.empty() && href.front() != '/' && href.front() != '#' &&
         href.find(':') == std::string_view::npos;
}

bool is_document(const fs::path& path) {
  return path.extension() == ".json" || path.extension() == ".geojson";
}

/// Changes the href of one link or asset, if its file stays behind.
void move_href(json::Draft& draft, json::DraftNode& holder, const fs::path& old_folder,
               const fs::path& new_folder, const fs::path& root) {
  json::DraftNode* href = holder.is_object() ? holder.find("href") : nullptr;
  if (href == nullptr || !href->is_string() || !is_relative_file(href->string())) return;
  const fs::path file = (old_folder / fs::path(href->string())).lexically_normal();
  if (is_document(file) && is_inside(file, root)) return;
  const fs::path moved = fs::absolute(file).lexically_normal().lexically_relative(
      fs::absolute(new_folder).lexically_normal());
  draft.replace(*href, json::quote(moved.string()));
}

}  // namespace

std::string target_path(const MigrateRun& run, const std::string& path) {
  if (run.target == MigrateRun::Target::kInPlace) return path;
  const fs::path root = root_of(run, path);
  const fs::path below =
      root.empty() ? fs::path(path)
                   : fs::path(path).lexically_normal().lexically_relative(root.lexically_normal());
  const fs::path target = fs::path(run.folder) / below;
  std::error_code none;  // a folder that cannot be made is told when the file is
  fs::create_directories(target.parent_path(), none);
  return target.string();
}

std::string with_moved_links(const MigrateRun& run, const std::string& text,
                             const std::string& path) {
  json::Document document;
  if (json::Parser(run.limits).parse(json::Text::copy_of(text), document)) return text;
  json::Draft draft(document);
  const fs::path old_folder = fs::path(path).parent_path();
  const fs::path new_folder = fs::path(target_path(run, path)).parent_path();
  const fs::path root = root_of(run, path);
  for (const std::string_view list : {"links", "assets"}) {
    json::DraftNode* holders = draft.root().find(list);
    if (holders == nullptr) continue;
    const std::vector<json::DraftNode*> all = holders->children();
    for (json::DraftNode* holder : all) move_href(draft, *holder, old_folder, new_folder, root);
  }
  return draft.text();
}

}  // namespace stacmlm::cli
