// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/document.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::json {

struct YamlLimits {
  std::size_t bytes = std::size_t{1} << 20U;      ///< of the YAML text
  std::size_t values = std::size_t{1} << 20U;     ///< with what aliases and merge keys bring
  std::size_t expanded = std::size_t{16} << 20U;  ///< bytes of the JSON text that it becomes
  std::size_t depth = 128;
};

/// Bytes of a YAML text: [begin, end). A list or an object has the place where it starts.
struct YamlPlace {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// A YAML text and the ordered document that it means. The document's text is JSON; the places lead
/// back into the YAML. Filled by read_yaml(). Values are views: valid until it is filled again,
/// moved or destroyed. Safe to read from several threads.
class YamlDocument {
 public:
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const Document& document() const& { return document_; }
  const Document& document() const&& = delete;
  [[nodiscard]] Value root() const& { return document_.root(); }
  Value root() const&& = delete;

  /// Where a value of the document stands in text(). What an alias brings stands at its anchor.
  /// @pre value.exists()
  [[nodiscard]] YamlPlace value_place(Value value) const { return places_of(value).value; }
  /// ... and where its key stands; the value's place if it has none.
  [[nodiscard]] YamlPlace key_place(Value value) const { return places_of(value).key; }

 private:
  friend std::optional<SyntaxFault> read_yaml(std::string text, YamlDocument& yaml,
                                              const YamlLimits& limits);
  struct Places {
    YamlPlace key;
    YamlPlace value;
  };
  friend class YamlWriter;
  [[nodiscard]] const Places& places_of(Value value) const {
    return places_[static_cast<std::size_t>(&value.node() - &document_.root().node())];
  }

  std::string text_;
  Document document_;
  std::vector<Places> places_;  // in the order of the document's nodes
};

/// Reads one YAML document (UTF-8) by the core schema of YAML 1.2 into `yaml`, or says what is
/// wrong where in `text`; `yaml` then has the text and no values.
///
/// - `true`, `null`, `~`, `7`, `0x1F`, `0o17`, `1.50` without quotes are what they look like, and
///   numbers keep their digits; `yes` and `on` are texts, as is everything in quotes.
/// - A key that is no text becomes the text it is written as; lists, objects and null are no keys.
///   A key that stands twice stays twice, and is noted as in JSON (`Document::notes()`).
/// - Aliases are replaced by what they stand for, merge keys (`<<`) by the members they bring.
/// - `!!set` becomes the list of its keys. The tags of the core schema are known, others refused.
/// - Refused as well: `.inf` and `.nan`, numbers with leading zeros and line breaks of YAML 1.1
/// alone
///   (NEL, LS, PS), because readers do not agree what they mean; control characters; a second
///   document.
///
/// ```cpp
/// json::YamlDocument yaml;
/// if (auto fault = json::read_yaml("tasks: !!set {detection}", yaml)) return report(*fault);
/// std::string_view task = yaml.root().find("tasks").at(0).string();
/// ```
[[nodiscard]] std::optional<SyntaxFault> read_yaml(std::string text, YamlDocument& yaml,
                                                   const YamlLimits& limits = {});

}  // namespace stacmlm::json
