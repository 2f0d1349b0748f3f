// SPDX-License-Identifier: Apache-2.0
// The mounts of a service. Two folders of the machine may be mounted, each as a whole: a link
// inside one of them, which a container may have put there, would lead a mount of a part out of it.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "compose/engine_text.h"
#include "compose/service_check.h"
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

bool is_volume_name(std::string_view name) {
  return std::ranges::all_of(name,
                             [](char c) {
                               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                      (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
                             }) &&
         !name.empty() && name.front() != '.' && name.front() != '-';
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

  /// The mount in long form, or nothing (told).
  std::optional<std::string> check() {
    bool is_sound = false;
    if (mount_.is_string()) {
      is_sound = read_short(parts_of(file_.resolve(mount_)));
    } else if (mount_.is_object()) {
      is_sound = read_long();
    } else {
      file_.wrong_form(mount_, "a mount");
    }
    if (!is_sound) return std::nullopt;
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
  void write(std::string_view key, std::string text) {
    members_.emplace_back(key, std::move(text));
  }

  bool read_short(const std::vector<Part>& parts) {
    if (parts.size() > 3) return wrong(mount_, "a mount `source:target:options`");
    if (parts.size() == 1) {
      write("type", "\"volume\"");
      return read_target(mount_, as_text(parts[0]));
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
    if (!is_volume_name(text)) {
      if (text.empty()) return wrong(at, "a source");
      return refuse(at, fmt::format("{} is a folder of the machine", shown(text)));
    }
    if (!file_.has_volume(text))
      return wrong(at, fmt::format("a volume of this file, not {},", shown(text)));
    write("type", "\"volume\"");
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
    write("type", "\"bind\"");
    write("source", fmt::format("\"{}\"", as_text({folder}).text()));
    return true;
  }

  bool read_target(json::Value at, const Interpolated& target) {
    const std::string path = target.text();
    const bool is_path = target.is_text() && path.starts_with('/') &&
                         path.find_first_not_of("/.") != std::string::npos;
    if (!is_path) return wrong(at, "an absolute path in the container");
    write("target", quoted(path));
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
      write("type", "\"tmpfs\"");
    } else if (*word == "volume" && is_empty(source)) {
      write("type", "\"volume\"");
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
      } else if (key == "tmpfs") {
        write(key, file_.copy(member));
      } else {
        file_.leave_out(member);
      }
    }
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
    if (is_read_only_) write("read_only", "true");
    if (!folder_) return;
    write("bind",
          label_.empty()
              ? "{\"create_host_path\": false}"
              : fmt::format("{{\"create_host_path\": false, \"selinux\": \"{}\"}}", label_));
  }

  json::Value mount_;
  FileCheck& file_;
  std::vector<WrittenMember> members_;
  std::optional<Piece::Kind> folder_;
  bool is_read_only_ = false;
  std::string label_;
};

}  // namespace

std::string check_mounts(json::Value mounts, FileCheck& file) {
  if (!mounts.is_array()) {
    file.wrong_form(mounts, "a list of mounts");
    return "[]";
  }
  std::string out = "[";
  for (const json::Value mount : mounts.elements()) {
    const auto text = MountCheck(mount, file).check();
    if (text) out += fmt::format("{}{}", out.size() > 1 ? ", " : "", *text);
  }
  return out + "]";
}

}  // namespace stacmlm::compose
