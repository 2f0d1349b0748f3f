// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// An object in the making: members in order, each with the JSON text of its value.
class JsonObject {
 public:
  JsonObject() = default;
  /// The members of `object`, as they are written.
  explicit JsonObject(json::Value object);

  /// @pre `key` is not there; add() does not look
  void add(std::string_view key, std::string json);
  /// Replaces the member, or adds it.
  void set(std::string_view key, std::string json);
  void set_text(std::string_view key, std::string_view text);
  void remove(std::string_view key);
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] bool empty() const { return members_.empty(); }
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::pair<std::string, std::string>> members_;
};

/// The JSON text of a list of JSON texts.
std::string list_of(const std::vector<std::string>& elements);

/// The JSON text of a list of strings.
std::string list_of_texts(const std::vector<std::string>& texts);

/// True if `text` is a JSON number that a double holds.
bool is_number_text(std::string_view text);

}  // namespace stacmlm::author
