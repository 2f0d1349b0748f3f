// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdint>

#include "stacmlm/run/run.h"

namespace stacmlm::run {
namespace {

/// Bytes of a name, at most; file systems allow 255, and drafts have endings of their own.
constexpr std::size_t kLongest = 200;

/// FNV-1a: tells apart the names that would be the same once they are cut.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

bool is_control(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  // U+0080 to U+009F have the bytes C2 80 to C2 9F.
  const bool is_high = byte >= 0x80 && byte < 0xa0 && at > 0 && text[at - 1] == '\xc2';
  return byte < ' ' || byte == 0x7f || is_high;
}

bool is_inside_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80; }

}  // namespace

std::string result_id(const Plan& plan, const Scene& scene) {
  return fmt::format("{}_{}", scene.id(), plan.model_id);
}

std::string file_name_of(std::string_view id) {
  std::string name;
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (is_control(id, i)) {
      if (is_inside_character(id[i])) name.pop_back();
      name += '_';
    } else {
      name += id[i] == '/' || id[i] == '\\' ? '_' : id[i];
    }
  }
  if (name.empty() || name.front() == '.') name.insert(name.begin(), '_');
  if (name.size() <= kLongest) return name;
  std::size_t end = kLongest - 17;
  while (end > 0 && is_inside_character(name[end])) --end;
  return fmt::format("{}-{:016x}", name.substr(0, end), hash_of(id));
}

}  // namespace stacmlm::run
