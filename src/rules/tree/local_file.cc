// SPDX-License-Identifier: Apache-2.0
#include "rules/tree/local_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

namespace stacmlm::rules {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The scheme of a URI, without the colon; empty for a relative reference.
std::string_view scheme_of(std::string_view href) {
  const std::size_t end = href.find_first_of(":/?#");
  if (end == std::string_view::npos || href[end] != ':' || !is_letter(href.front())) return {};
  return href.substr(0, end);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The path of a URI reference as the file system writes it: no query, no fragment, no `%20`.
std::string decoded(std::string_view reference) {
  reference = reference.substr(0, reference.find_first_of("?#"));
  std::string path;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    const bool is_escape = reference[i] == '%' && i + 2 < reference.size() &&
                           hex_digit(reference[i + 1]) >= 0 && hex_digit(reference[i + 2]) >= 0;
    if (!is_escape) {
      path.push_back(reference[i]);
      continue;
    }
    path.push_back(
        static_cast<char>(16 * hex_digit(reference[i + 1]) + hex_digit(reference[i + 2])));
    i += 2;
  }
  return path;
}

enum class Presence { kThere, kMissing, kUnknown };

Presence presence_of(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) return Presence::kMissing;
  return error ? Presence::kUnknown : Presence::kThere;
}

/// What stands behind the scheme of a file URL, if it is on this machine.
std::optional<std::string_view> path_of_file_url(std::string_view rest) {
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    const std::string_view host = rest.substr(0, rest.find('/'));
    if (!host.empty() && host != "localhost") return std::nullopt;
    rest.remove_prefix(host.size());
  }
  if (!rest.starts_with('/')) return std::nullopt;
  return rest;
}

}  // namespace

std::string normal_path(std::string_view path) {
  std::vector<std::string_view> segments;
  const bool is_absolute = path.starts_with('/');
  while (!path.empty()) {
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(segment.size() + 1, path.size()));
    if (segment.empty() || segment == ".") continue;
    if (segment != ".." || (segments.empty() && !is_absolute) ||
        (!segments.empty() && segments.back() == "..")) {
      segments.push_back(segment);
    } else if (!segments.empty()) {
      segments.pop_back();
    }
  }
  std::string normal;
  for (const std::string_view segment : segments) {
    if (is_absolute || !normal.empty()) normal += '/';
    normal += segment;
  }
  return normal.empty() ? (is_absolute ? "/" : ".") : normal;
}

std::string absolute_path(std::string_view path) {
  if (path.starts_with('/')) return normal_path(path);
  std::error_code error;
  std::string absolute = std::filesystem::current_path(error).string();
  absolute += '/';
  absolute += path;
  return normal_path(absolute);
}

std::string encoded_path(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool is_kept = is_letter(c) || (c >= '0' && c <= '9') ||
                         std::string_view("-._~/!$&'()*+,;=:@").find(c) != std::string_view::npos;
    out += is_kept ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::optional<LocalFile> local_file(std::string_view from, std::string_view href) {
  const std::string_view scheme = scheme_of(href);
  const bool is_url = !scheme.empty();
  if (is_url) {
    if (scheme != "file") return std::nullopt;
    const auto path = path_of_file_url(href.substr(scheme.size() + 1));
    if (!path) return std::nullopt;
    href = *path;
  }
  const bool has_no_path = href.empty() || href.front() == '?' || href.front() == '#';
  if (has_no_path || href.starts_with("//") || href.find('\0') != std::string_view::npos)
    return std::nullopt;

  std::string folder;
  if (!href.starts_with('/')) folder = from.substr(0, from.rfind('/') + 1);
  LocalFile file{normal_path(folder + std::string(href))};
  // Its own name needs no look.
  if (file.path == normal_path(from)) return file;
  Presence presence = presence_of(file.path);
  if (presence != Presence::kThere && href.find_first_of("%?#") != std::string_view::npos) {
    file.path = normal_path(folder + decoded(href));
    if (file.path.find('\0') != std::string::npos) return std::nullopt;
    presence = presence_of(file.path);
  }
  // A path from the root may as well be one of the server that publishes the document.
  file.is_missing = presence == Presence::kMissing && (is_url || !href.starts_with('/'));
  return file;
}

}  // namespace stacmlm::rules
