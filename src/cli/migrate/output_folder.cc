// SPDX-License-Identifier: Apache-2.0
#include "cli/migrate/output_folder.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cctype>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "cli/system_error.h"
#include "cli/walk.h"
#include "rules/tree/local_file.h"
#include "stacmlm/json/draft.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;
using rules::absolute_path;

/// The place of `path` below `folder`; empty if it is elsewhere.
fs::path place_below(const fs::path& folder, const std::string& path) {
  const fs::path root = absolute_path(folder.empty() ? "." : folder.string());
  fs::path below = fs::path(absolute_path(path)).lexically_relative(root);
  if (below.empty() || *below.begin() == "..") return {};
  return below;
}

/// The part of the document's path that is kept: below an argument that is a folder, below the
/// folder of a catalogue that is followed, else its name.
fs::path kept_place(const MigrateRun& run, const std::string& path) {
  for (const std::string& argument : run.paths) {
    fs::path root = is_glob(argument) ? fs::path(split_glob(argument).first) : fs::path(argument);
    std::error_code none;
    if (!fs::is_directory(root, none)) {
      if (!run.follow) continue;
      root = root.parent_path();
    }
    if (fs::path place = place_below(root, path); !place.empty()) return place;
  }
  return fs::path(path).filename();
}

using FileId = std::pair<dev_t, ino_t>;

std::optional<FileId> id_of(const std::string& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) return std::nullopt;
  return FileId(facts.st_dev, facts.st_ino);
}

base::Result<void> refuse(std::string why) {
  return base::fail(base::ErrorKind::kInvalidArgument, std::move(why));
}

/// What would be lost by a document at `target`.
base::Result<void> check_room(const std::string& target, const std::set<FileId>& inputs,
                              bool force) {
  std::error_code none;
  if (!fs::exists(fs::symlink_status(target, none))) return {};
  const auto there = id_of(target);
  if (there && inputs.contains(*there))
    return refuse(fmt::format("{} is an input; that is what --in-place is for", target));
  if (!force) return refuse(fmt::format("{} is there already; --force writes over it", target));
  return {};
}

bool is_relative_file(std::string_view href) {
  return !href.empty() && href.front() != '/' && href.front() != '#' &&
         href.find(':') == std::string_view::npos;
}

/// A path as the path of a URL.
std::string encoded(std::string_view path) {
  std::string url;
  for (const char c : path) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                          std::string_view("/-._~!$&'()*+,;=@:").find(c) != std::string_view::npos;
    url += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return url;
}

fs::path relative_to(const std::string& folder, const std::string& file) {
  return fs::path(absolute_path(file)).lexically_relative(absolute_path(folder));
}

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

base::Result<OutputFolder> OutputFolder::plan(const MigrateRun& run, std::vector<Input>& inputs) {
  OutputFolder folder(run);
  std::set<FileId> ids;
  std::erase_if(inputs, [&](Input& input) {
    if (!input.error.empty()) return false;
    const auto id = id_of(input.path);
    if (!id) {
      input.error = system_error().message;
      return false;
    }
    const bool is_new = ids.insert(*id).second;
    const std::string target = (fs::path(run.folder) / kept_place(run, input.path)).string();
    const bool has_place = !folder.targets_.emplace(absolute_path(input.path), target).second;
    return has_place && !is_new;  // `..` behind a symbolic link may give two files one path
  });
  std::map<std::string, std::string> taken;
  for (const Input& input : inputs) {
    if (!input.error.empty()) continue;
    const std::string& target = folder.targets_.at(absolute_path(input.path));
    std::error_code none;
    const auto [other, is_first] =
        taken.emplace(fs::weakly_canonical(target, none).string(), input.path);
    if (!is_first) {
      return base::fail(
          base::ErrorKind::kInvalidArgument,
          fmt::format("{} and {} would both be {}", other->second, input.path, target));
    }
    if (auto room = check_room(target, ids, run.force); !room)
      return tl::unexpected(std::move(room).error());
  }
  return folder;
}

std::string OutputFolder::make_room(const std::string& path) const {
  std::string target = targets_.at(absolute_path(path));
  std::error_code none;  // a folder that cannot be made is told when the file is
  fs::create_directories(fs::path(target).parent_path(), none);
  return target;
}

std::optional<std::string> OutputFolder::moved_href(std::string_view href,
                                                    const std::string& from) const {
  const std::string old_folder = folder_of(from);
  const std::string new_folder = folder_of(targets_.at(absolute_path(from)));
  const std::string old_path = old_folder + "/" + std::string(href);
  const bool is_relative = is_relative_file(href);
  const auto file = rules::local_file(from, href);
  const auto target = file ? targets_.find(absolute_path(file->path)) : targets_.end();
  if (target == targets_.end()) {  // it stays where it is
    if (!is_relative) return std::nullopt;
    const std::string place = relative_to(new_folder, old_path).string();
    return href.ends_with('/') ? place + "/" : place;
  }
  if (!is_relative) {
    const std::string place = absolute_path(target->second);
    return href.front() == '/' ? place : "file://" + encoded(place);
  }
  const fs::path place = relative_to(new_folder, target->second);
  if (place == relative_to(old_folder, file->path)) return std::nullopt;
  const bool is_literal = absolute_path(file->path) == absolute_path(old_path);
  return is_literal ? place.string() : encoded(place.string());
}

std::string OutputFolder::with_moved_links(const std::string& text, const std::string& path) const {
  json::Document document;
  if (json::Parser(run_->limits).parse(json::Text::copy_of(text), document)) return text;
  json::Draft draft(document);
  for (const std::string_view list : {"links", "assets"}) {
    json::DraftNode* holders = draft.root().find(list);
    if (holders == nullptr) continue;
    const std::vector<json::DraftNode*> all = holders->children();
    for (json::DraftNode* holder : all) {
      json::DraftNode* href = holder->is_object() ? holder->find("href") : nullptr;
      if (href == nullptr || !href->is_string()) continue;
      if (const auto place = moved_href(href->string(), path))
        draft.replace(*href, json::quote(*place));
    }
  }
  return draft.text();
}

}  // namespace stacmlm::cli
