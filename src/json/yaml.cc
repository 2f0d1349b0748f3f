// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <new>
#include <sstream>
#include <utility>

#include "json/utf8.h"
#include "json/yaml_events.h"
#include "json/yaml_writer.h"

namespace stacmlm::json {
namespace {

using FaultKind = SyntaxFault::Kind;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

SyntaxFault fault_at(std::size_t offset, std::string message, FaultKind kind = FaultKind::kSyntax) {
  return {kind, static_cast<std::uint32_t>(offset), std::move(message)};
}

/// What YAML does not allow in a text, and what only some readers take for the end of a line:
/// behind it one reader sees a comment and the other a member. yaml-cpp takes byte 4 for the end.
std::optional<SyntaxFault> find_odd_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
      return fault_at(i, fmt::format("control character 0x{:02x}", c));
    if (c < 0x80) continue;
    const std::string_view rest = text.substr(i);
    for (const std::string_view line_break : {"\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
      if (rest.starts_with(line_break))
        return fault_at(i, "a character that ends the line for some readers only");
    }
    if (c == 0xC2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0)
      return fault_at(
          i, fmt::format("control character 0x{:02x}", static_cast<unsigned char>(rest[1])));
    if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF"))
      return fault_at(i, "a code that is no character");
  }
  return std::nullopt;
}

std::optional<SyntaxFault> find_fault_in_bytes(std::string_view text, const YamlLimits& limits) {
  if (text.size() > limits.bytes) {
    return fault_at(0, fmt::format("{} bytes, the limit is {}", text.size(), limits.bytes),
                    FaultKind::kSize);
  }
  const std::size_t invalid = first_invalid_utf8(text);
  if (invalid < text.size()) return fault_at(invalid, "not valid UTF-8", FaultKind::kEncoding);
  return find_odd_character(text);
}

std::size_t offset_of(const YAML::Mark& mark, std::string_view text, std::size_t skipped) {
  if (mark.pos < 0) return 0;
  return std::min(static_cast<std::size_t>(mark.pos) + skipped, text.size());
}

/// Fills the tree with the one document of the text.
std::optional<SyntaxFault> read_tree(std::string_view text, const YamlLimits& limits,
                                     YamlTree& tree) {
  const std::size_t skipped = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  try {
    std::istringstream stream{std::string(text.substr(skipped))};
    YAML::Parser parser(stream);
    YamlEvents events(text, skipped, limits, tree);
    if (!parser.HandleNextDocument(events)) return fault_at(0, "an empty text is no document");
    if (!parser) return std::nullopt;
    parser.HandleNextDocument(events);  // stops at its start
    return fault_at(text.size(), "text behind the end of the document");
  } catch (const YamlEvents::Stop& stop) {
    return stop.fault;
  } catch (const YAML::Exception& error) {
    return fault_at(offset_of(error.mark, text, skipped), error.msg);
  } catch (const std::bad_alloc&) {
    return fault_at(0, "not enough memory", FaultKind::kSize);
  }
}

}  // namespace

std::optional<SyntaxFault> read_yaml(std::string text, YamlDocument& yaml,
                                     const YamlLimits& limits) {
  yaml.text_ = std::move(text);
  yaml.document_ = Document();
  yaml.places_.clear();
  if (auto fault = find_fault_in_bytes(yaml.text_, limits)) return fault;
  YamlTree tree;
  if (auto fault = read_tree(yaml.text_, limits, tree)) return fault;
  YamlWriter writer(tree, limits);
  if (auto fault = writer.write()) return fault;
  yaml.places_ = writer.take_places();
  ParseLimits parse_limits;
  parse_limits.depth = limits.depth;
  return Parser(parse_limits).parse(Text::copy_of(writer.take_json()), yaml.document_);
}

}  // namespace stacmlm::json
