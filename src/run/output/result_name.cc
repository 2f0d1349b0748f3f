// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdint>

#include "diag/visible.h"
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

bool is_inside_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80; }

}  // namespace

std::string result_id(const Plan& plan, const Scene& scene) {
  return fmt::format("{}_{}", scene.id(), plan.model_id);
}

std::string file_name_of(std::string_view id) {
  std::string name;
  for (std::string_view rest = id; !rest.empty();) {
    const diag::Glyph glyph = diag::first_glyph(rest);
    const std::string_view character = rest.substr(0, glyph.bytes);
    const bool is_kept = glyph.text == character && character != "/" && character != "\\";
    name += is_kept ? character : "_";
    rest.remove_prefix(glyph.bytes);
  }
  // Not hidden, and no option of what is given all names of a folder.
  if (name.empty() || name.front() == '.' || name.front() == '-') name.insert(name.begin(), '_');
  if (name.size() <= kLongest) return name;
  std::size_t end = kLongest - 17;
  while (end > 0 && is_inside_character(name[end])) --end;
  return fmt::format("{}-{:016x}", name.substr(0, end), hash_of(id));
}

}  // namespace stacmlm::run
