// SPDX-License-Identifier: Apache-2.0
#include "compose/engine_text.h"

#include <fmt/format.h>

#include "stacmlm/json/patch.h"

namespace stacmlm::compose {
namespace {

/// The code of a UTF-8 sequence of two or three bytes that is to be escaped, or 0.
unsigned escaped_code(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) == 0x7F) return 0x7F;
  if (text.size() > 1 && byte(0) == 0xC2 && byte(1) < 0xA0) return byte(1);
  if (text.size() < 3) return 0;
  const unsigned code = (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
  const bool is_three = (byte(0) & 0xF0U) == 0xE0U;
  const bool is_odd = code == 0x2028 || code == 0x2029 || code >= 0xFFFE || code == 0xFEFF;
  return is_three && is_odd ? code : 0;
}

/// A text in quotes. What readers of YAML 1.1 would read as a line break, or refuse, is escaped.
std::string escaped(std::string_view text) {
  const std::string json = json::quote(text);
  std::string out;
  for (std::size_t i = 0; i < json.size();) {
    const unsigned code = escaped_code(std::string_view(json).substr(i));
    if (code == 0) {
      out += json[i++];
    } else {
      out += fmt::format("\\u{:04x}", code);
      i += code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    }
  }
  return out;
}

}  // namespace

EngineText quoted(std::string_view text) {
  Interpolated characters;
  characters.pieces.push_back({Piece::Kind::kText, std::string(text), {}});
  return quoted(characters);
}

EngineText quoted(const Interpolated& text) {
  Interpolated doubled;
  for (const Piece& piece : text.pieces) {
    Piece& copy = doubled.pieces.emplace_back(piece);
    for (std::size_t i = copy.text.find('$'); i != std::string::npos;
         i = copy.text.find('$', i + 2))
      copy.text.insert(i, 1, '$');
  }
  return EngineText(escaped(doubled.text()));
}

EngineText bare(json::Value value) {
  const bool is_bare = value.is_number() || value.is_boolean();
  return EngineText(is_bare ? std::string(value.raw()) : "null");
}

EngineText truth(bool value) { return EngineText(value ? "true" : "false"); }

EngineText listed(const std::vector<EngineText>& values) {
  std::string out = "[";
  for (const EngineText& value : values) {
    if (out.size() > 1) out += ", ";
    out += value.json();
  }
  return EngineText(out + "]");
}

EngineText written(const std::vector<WrittenMember>& members) {
  std::string out = "{";
  for (const auto& [key, value] : members) {
    if (out.size() > 1) out += ", ";
    out += fmt::format("{}: {}", quoted(key).json(), value.json());
  }
  return EngineText(out + "}");
}

EngineText laid_out(const std::vector<WrittenMember>& members, std::size_t indent) {
  const std::string end = "\n" + std::string(indent, ' ');
  std::string out = "{";
  for (const auto& [key, value] : members) {
    if (out.size() > 1) out += ',';
    out += fmt::format("{}  {}: {}", end, quoted(key).json(), value.json());
  }
  return EngineText(out + end + "}");
}

}  // namespace stacmlm::compose
