// SPDX-License-Identifier: Apache-2.0
#include "rules/legacy/image_reference.h"

#include <algorithm>

namespace stacmlm::rules {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }

/// Letters and digits, with single separators between them.
bool is_name(std::string_view part) {
  const auto is_end = [](char c) { return is_lower(c) || is_digit(c); };
  return !part.empty() && is_end(part.front()) && is_end(part.back()) &&
         std::ranges::all_of(part,
                             [&](char c) { return is_end(c) || c == '.' || c == '_' || c == '-'; });
}

bool is_tag(std::string_view tag) {
  const auto is_start = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
  return !tag.empty() && tag.size() <= 128 && is_start(tag.front()) &&
         std::ranges::all_of(tag, [&](char c) { return is_start(c) || c == '.' || c == '-'; });
}

bool is_digest(std::string_view digest) {
  const std::size_t colon = digest.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view hex = digest.substr(colon + 1);
  return is_name(digest.substr(0, colon)) && hex.size() >= 32 && hex.size() <= 128 &&
         std::ranges::all_of(hex, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

/// A host as engines tell it from an owner: it has a dot, a port, or is this machine.
bool is_registry(std::string_view part) {
  const std::size_t colon = part.find(':');
  const std::string_view host = part.substr(0, colon);
  const bool has_port = colon != std::string_view::npos;
  if (has_port) {
    const std::string_view port = part.substr(colon + 1);
    if (port.empty() || port.size() > 5 || !std::ranges::all_of(port, is_digit)) return false;
  }
  const bool is_host = !host.empty() && std::ranges::all_of(host, [](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '-';
  });
  return is_host && host.front() != '-' && host.front() != '.' &&
         (has_port || host == "localhost" || host.find('.') != std::string_view::npos);
}

}  // namespace

ImageForm image_form(std::string_view reference) {
  constexpr std::size_t kLongest = 1024;
  if (reference.size() > kLongest) return ImageForm::kNone;
  bool is_fixed = false;
  if (const std::size_t at = reference.find('@'); at != std::string_view::npos) {
    if (!is_digest(reference.substr(at + 1))) return ImageForm::kNone;
    is_fixed = true;
    reference = reference.substr(0, at);
  }
  const std::size_t colon = reference.rfind(':');
  if (colon != std::string_view::npos && reference.find('/', colon) == std::string_view::npos) {
    if (!is_tag(reference.substr(colon + 1))) return ImageForm::kNone;
    is_fixed = true;
    reference = reference.substr(0, colon);
  }
  std::size_t parts = 0;
  bool has_registry = false;
  for (bool is_last = false; !is_last; ++parts) {
    const std::size_t slash = reference.find('/');
    is_last = slash == std::string_view::npos;
    const std::string_view part = reference.substr(0, slash);
    if (parts == 0 && !is_last && is_registry(part)) {
      has_registry = true;
    } else if (!is_name(part)) {
      return ImageForm::kNone;
    }
    if (!is_last) reference.remove_prefix(slash + 1);
  }
  return has_registry && is_fixed && parts >= 3 ? ImageForm::kFull : ImageForm::kPartial;
}

}  // namespace stacmlm::rules
