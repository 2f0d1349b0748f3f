// SPDX-License-Identifier: Apache-2.0
#include "rules/user_schemas/schema_url.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace stacmlm::rules {
namespace {

using base::ErrorKind;
using base::fail;

constexpr std::size_t kMaxLength = 2000;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_host(std::string_view host) {
  return !host.empty() && is_letter_or_digit(host.front()) && std::ranges::all_of(host, [](char c) {
    return is_letter_or_digit(c) || c == '.' || c == '-' || c == ':';
  });
}

bool is_path_character(char c) {
  return is_letter_or_digit(c) ||
         std::string_view("/-._~!$&'()*+,;=:@").find(c) != std::string::npos;
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

/// The path without its `.` and `..`; nothing if it leads above the host.
std::optional<std::string> without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  for (const std::string_view segment : segments_of(path)) {
    if (segment == ".") continue;
    if (segment != "..") {
      kept.push_back(segment);
      continue;
    }
    if (kept.empty()) return std::nullopt;
    kept.pop_back();
  }
  std::string result;
  for (const std::string_view segment : kept) result.append("/").append(segment);
  return result;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = digit(text[i + 1]);
    const int low = digit(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

/// The reference, without its fragment, against the URL of the document it stands in.
base::Result<SchemaUrl> absolute(const SchemaUrl& base, std::string_view reference) {
  if (reference.empty()) return base;
  if (reference.find("://") != std::string_view::npos) return parse_schema_url(reference);
  if (reference.substr(0, 2) == "//") {
    return parse_schema_url(base.scheme + ":" + std::string(reference));
  }
  const std::string folder =
      reference.front() == '/' ? "" : base.path.substr(0, base.path.rfind('/') + 1);
  const auto path = without_dots(folder + std::string(reference));
  if (!path)
    return fail(ErrorKind::kInvalidArgument, fmt::format("`{}` leads out of its host", reference));
  return parse_schema_url(base.scheme + "://" + base.host + *path);
}

}  // namespace

base::Result<SchemaUrl> parse_schema_url(std::string_view text) {
  const auto refuse = [&](std::string_view why) {
    return fail(ErrorKind::kInvalidArgument,
                fmt::format("`{}` is no URL of a schema: {}", text.substr(0, kMaxLength), why));
  };
  if (text.size() > kMaxLength) return refuse("it is too long");
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return refuse("it is not absolute");
  const std::string_view scheme = text.substr(0, scheme_end);
  if (scheme != "http" && scheme != "https") return refuse("neither http nor https");
  const std::string_view rest = text.substr(scheme_end + 3);
  const std::size_t host_end = std::min(rest.find('/'), rest.size());
  SchemaUrl url{std::string(scheme), std::string(rest.substr(0, host_end)),
                std::string(rest.substr(host_end))};
  std::ranges::transform(url.host, url.host.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  if (!is_host(url.host)) return refuse("its host");
  if (!std::ranges::all_of(url.path, &is_path_character)) return refuse("a character of its path");
  for (const std::string_view segment : segments_of(url.path)) {
    if (segment == "." || segment == "..") return refuse("a `..` in its path");
  }
  return url;
}

base::Result<SchemaReference> resolve_reference(const SchemaUrl& base, std::string_view reference) {
  const std::size_t hash = std::min(reference.find('#'), reference.size());
  STACMLM_TRY(SchemaUrl url, absolute(base, reference.substr(0, hash)));
  const auto fragment = percent_decoded(hash == reference.size() ? "" : reference.substr(hash + 1));
  if (!fragment || (!fragment->empty() && fragment->front() != '/')) {
    return fail(ErrorKind::kUnsupported,
                fmt::format("the fragment of `{}` is no JSON Pointer", reference));
  }
  return SchemaReference{std::move(url), *fragment};
}

}  // namespace stacmlm::rules
