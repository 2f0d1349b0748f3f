// SPDX-License-Identifier: Apache-2.0
// The mounts of a service. Two folders of the machine may be mounted, each as a whole: a link
// inside one of them, which a container may have put there, would lead a mount of a part out of it.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "compose/service_check.h"
#include "compose/text_forms.h"
#include "rules/nearest.h"

namespace stacmlm::compose {
namespace {

using rules::kHostMount;
using rules::shown;

constexpr std::string_view kCure = "mount `${INPUT_DATA}` and `${OUTPUT_DATA}`, nothing else";

/// What stands between two colons of a short form.
using Part = std::vector<Piece>;

Interpolated as_text(Part part) {
  Interpolated text;
  text.pieces = std::move(part);
  return text;
}

/// Cuts at each `:` that the author wrote; one in a folder's path does not count.
std::vector<Part> parts_of(const Interpolated& mount) {
  std::vector<Part> parts(1);
  for (const Piece& piece : mount.pieces) {
    if (piece.kind != Piece::Kind::kText) {
      parts.back().push_back(piece);
      continue;
    }
    std::string_view rest = piece.text;
    for (;;) {
      const std::size_t colon = rest.find(':');
      if (colon != 0 && !rest.empty())
        parts.back().push_back({Piece::Kind::kText, std::string(rest.substr(0, colon)), {}});
      if (colon == std::string_view::npos) break;
      parts.emplace_back();
      rest.remove_prefix(colon + 1);
    }
  }
  return parts;
}

/// Stays in the folder of the Compose file.
bool is_inside(std::string_view path) {
  if (path.starts_with('/') || path.starts_with('~') ||
      path.find_first_of("\\:") != std::string_view::npos)
    return false;
  while (!path.empty()) {
    const std::string_view segment = path.substr(0, path.find('/'));
    if (segment == "..") return false;
    path.remove_prefix(std::min(segment.size() + 1, path.size()));
  }
  return true;
}

class MountCheck {
 public:
  MountCheck(json::Value mount, FileCheck& file) : mount_(mount), file_(file) {}

  /// The mount in long form, or nothing (told). A volume without a name is a text: engines differ
  /// about one without a source.
  std::optional<EngineText> check() {
    bool is_sound = false;
    if (mount_.is_string()) {
      is_sound = read_short(parts_of(file_.resolve(mount_)));
    } else if (mount_.is_object()) {
      is_sound = read_long();
    } else {
      file_.wrong_form(mount_, "a mount");
    }
    if (!is_sound) return std::nullopt;
    if (anonymous_) return anonymous_;
    return written(members_);
  }

 private:
  bool wrong(json::Value at, std::string_view what) {
    file_.wrong_form(at, what);
    return false;
  }
  bool refuse(json::Value at, std::string message) {
    file_.at_value(kHostMount, at, std::move(message)).hint(std::string(kCure));
    return false;
  }
  void write(std::string_view key, EngineText value) {
    members_.emplace_back(key, std::move(value));
  }

  bool read_short(const std::vector<Part>& parts) {
    if (parts.size() > 3) return wrong(mount_, "a mount `source:target:options`");
    if (parts.size() == 1) {
      return read_anonymous(mount_, as_text(parts[0]));
    }
    if (!read_source(mount_, as_text(parts[0])) || !read_target(mount_, as_text(parts[1])))
      return false;
    if (parts.size() == 3 && !read_options(as_text(parts[2]))) return false;
    finish();
    return true;
  }

  /// A folder of the run, or a volume of the file.
  bool read_source(json::Value at, const Interpolated& source) {
    const std::string text = source.text();
    if (!source.is_text()) return read_folder(at, source);
    if (text.find("docker.sock") != std::string::npos ||
        text.find("podman.sock") != std::string::npos)
      return refuse(at, fmt::format("{} is the engine itself, and so the machine", shown(text)));
    if (!is_name(text)) {
      if (text.empty()) return wrong(at, "a source");
      return refuse(at, fmt::format("{} is a folder of the machine", shown(text)));
    }
    if (!file_.has_volume(text))
      return wrong(at, fmt::format("a volume of this file, not {},", shown(text)));
    write("type", quoted("volume"));
    write("source", quoted(text));
    return true;
  }

  bool read_folder(json::Value at, const Interpolated& source) {
    const Piece& folder = source.pieces.front();
    const bool is_whole =
        folder.kind != Piece::Kind::kText &&
        (source.pieces.size() == 1 || (source.pieces.size() == 2 && source.pieces[1].text == "/"));
    if (!is_whole) {
      return refuse(at, fmt::format("{} is not the whole folder: what is inside may lead out of it",
                                    shown(source.text())));
    }
    file_.note_data(folder.kind);
    if (folder.fallback && !is_inside(*folder.fallback)) {
      return refuse(at, fmt::format("without its variable the mount is {}, a folder of the machine",
                                    shown(*folder.fallback)));
    }
    folder_ = folder.kind;
    is_read_only_ = folder.kind == Piece::Kind::kInput;
    write("type", quoted("bind"));
    write("source", quoted(as_text({folder})));
    return true;
  }

  /// The text would be options for some engines: `--mount` cuts at `,`, `--volume` at `:`.
  bool is_target(json::Value at, const Interpolated& target) {
    const std::string path = target.text();
    const bool is_path = target.is_text() && path.starts_with('/') &&
                         path.find_first_not_of("/.") != std::string::npos;
    if (!is_path) return wrong(at, "an absolute path in the container");
    if (is_container_path(path)) return true;
    file_
        .at_value(kHostMount, at,
                  fmt::format("the target {} may tell an engine more than a path", shown(path)))
        .hint(
            "paths in the container have letters, digits, `_`, `.`, `-`, `+` and `@`, and no `..`");
    return false;
  }

  bool read_target(json::Value at, const Interpolated& target) {
    if (!is_target(at, target)) return false;
    write("target", quoted(target));
    return true;
  }

  bool read_anonymous(json::Value at, const Interpolated& target) {
    if (!is_target(at, target)) return false;
    anonymous_ = quoted(target);
    return true;
  }

  bool read_options(const Interpolated& options) {
    const std::string text = options.text();
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
      if (word == "ro") {
        is_read_only_ = true;
      } else if (word == "z" || word == "Z") {
        label_ = word;
      } else if (word != "rw" && word != "cached" && word != "delegated" && word != "consistent" &&
                 word != "nocopy") {
        return refuse(mount_, fmt::format("the option {} is not known here", shown(word)));
      }
    }
    return true;
  }

  bool read_long() {
    const json::Value type = mount_.find("type");
    const auto word = file_.plain_text(type.exists() ? type : mount_, "a mount with a `type`");
    if (!word) return false;
    const json::Value target = mount_.find("target");
    if (!target.is_string()) return wrong(mount_, "a mount with a `target`");
    const json::Value source = mount_.find("source");
    if (*word == "tmpfs") {
      write("type", quoted("tmpfs"));
      is_tmpfs_ = true;
    } else if (*word == "volume" && is_empty(source)) {
      for (const json::Value member : mount_.members()) {
        if (member.key() != "type" && member.key() != "source" && member.key() != "target")
          file_.leave_out(member);
      }
      return read_anonymous(target, file_.resolve(target));
    } else if (*word != "bind" && *word != "volume") {
      return refuse(type, fmt::format("a mount of the type {}", shown(*word)));
    } else if (!source.is_string()) {
      return wrong(mount_, "a mount with a `source`");
    } else if (!read_source(source, file_.resolve(source)) || !agrees(*word)) {
      return false;
    }
    if (!read_target(target, file_.resolve(target)) || !read_settings()) return false;
    finish();
    return true;
  }

  /// Compose takes the source for a path or a name as the type says.
  bool agrees(std::string_view type) {
    if (folder_.has_value() == (type == "bind")) return true;
    return refuse(mount_, folder_ ? "a folder as a `volume`" : "the name of a volume as a `bind`");
  }

  bool read_settings() {
    for (const json::Value member : mount_.members()) {
      const std::string_view key = member.key();
      if (key == "type" || key == "source" || key == "target") continue;
      if (key == "read_only" && member.is_boolean()) {
        is_read_only_ = is_read_only_ || member.boolean();
      } else if (key == "read_only") {
        return wrong(member, "true or false");
      } else if (key == "bind" && member.is_object()) {
        if (!read_bind(member)) return false;
      } else if (key == "tmpfs" && is_tmpfs_) {
        if (!read_tmpfs(member)) return false;
      } else {
        file_.leave_out(member);
      }
    }
    return true;
  }

  bool read_tmpfs(json::Value settings) {
    std::vector<WrittenMember> kept;
    for (const json::Value setting : settings.members()) {
      const std::string_view key = setting.key();
      if (key != "size" && key != "mode") {
        file_.leave_out(setting);
        continue;
      }
      const auto value = file_.fitting(setting, key == "size" ? "a size such as `8gb`" : "a number",
                                       key == "size" ? is_size : is_number);
      if (!value) return false;
      kept.emplace_back(key, *value);
    }
    write("tmpfs", written(kept));
    return true;
  }

  bool read_bind(json::Value settings) {
    for (const json::Value setting : settings.members()) {
      if (setting.key() == "selinux") {
        const auto label = file_.plain_text(setting, "`z` or `Z`");
        if (!label) return false;
        if (*label != "z" && *label != "Z") return wrong(setting, "`z` or `Z`");
        label_ = *label;
      } else if (setting.key() != "create_host_path") {
        file_.leave_out(setting);
      }
    }
    return true;
  }

  void finish() {
    if (is_read_only_) write("read_only", truth(true));
    if (!folder_) return;
    std::vector<WrittenMember> bind = {{"create_host_path", truth(false)}};
    if (!label_.empty()) bind.emplace_back("selinux", quoted(label_));
    write("bind", written(bind));
  }

  json::Value mount_;
  FileCheck& file_;
  std::vector<WrittenMember> members_;
  std::optional<Piece::Kind> folder_;
  std::optional<EngineText> anonymous_;
  bool is_tmpfs_ = false;
  bool is_read_only_ = false;
  std::string label_;
};

}  // namespace

EngineText check_mounts(json::Value mounts, FileCheck& file) {
  std::vector<EngineText> kept;
  if (!mounts.is_array()) file.wrong_form(mounts, "a list of mounts");
  for (const json::Value mount : mounts.elements()) {
    if (auto text = MountCheck(mount, file).check()) kept.push_back(*text);
  }
  return listed(kept);
}

}  // namespace stacmlm::compose
