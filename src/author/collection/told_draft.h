// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/author/collection.h"
#include "stacmlm/json/draft.h"

namespace stacmlm::author {

/// A document under change that tells a person what was changed.
class ToldDraft {
 public:
  explicit ToldDraft(const json::Document& document) : draft_(document) {}

  [[nodiscard]] json::DraftNode& root() { return draft_.root(); }

  /// The member `key`, which is made where it is missing or of another kind.
  json::DraftNode& object_in(json::DraftNode& object, std::string_view key);
  json::DraftNode& array_in(json::DraftNode& object, std::string_view key);

  // Texts given are JSON texts.
  void replace(json::DraftNode& node, const std::string& json);
  void set(json::DraftNode& object, std::string_view key, const std::string& json);
  /// Nothing changes if the member has that value.
  void set_if_other(json::DraftNode& object, std::string_view key, const std::string& json);
  void append(json::DraftNode& array, const std::string& json);
  void insert(json::DraftNode& array, std::size_t index, const std::string& json);
  void remove(json::DraftNode& node);

  [[nodiscard]] WrittenDocument finish() const;

 private:
  void tell(const json::DraftNode& node, std::string what);

  json::Draft draft_;
  std::vector<Change> changes_;
};

/// The one link of a relation: its href is changed, or it is added at the end. An empty `href`
/// changes nothing.
void set_link(ToldDraft& draft, std::string_view rel, const std::string& href,
              const std::string& type);

}  // namespace stacmlm::author
