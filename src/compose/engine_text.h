// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compose/interpolation.h"
#include "stacmlm/json/document.h"

namespace stacmlm::compose {

class EngineText;

/// A member of an object that is being written.
using WrittenMember = std::pair<std::string, EngineText>;

/// A value of the engine's document, as JSON that readers of YAML 1.1 take for the same. Nothing
/// but the functions below makes one, and each doubles every `$`: the engine resolves no variable
/// but the two folders.
class EngineText {
 public:
  [[nodiscard]] const std::string& json() const { return json_; }

 private:
  explicit EngineText(std::string json) : json_(std::move(json)) {}

  friend EngineText quoted(std::string_view text);
  friend EngineText quoted(const Interpolated& text);
  friend EngineText bare(json::Value value);
  friend EngineText truth(bool value);
  friend EngineText listed(const std::vector<EngineText>& values);
  friend EngineText written(const std::vector<WrittenMember>& members);
  friend EngineText laid_out(const std::vector<WrittenMember>& members, std::size_t indent);

  std::string json_;
};

/// A text.
EngineText quoted(std::string_view text);

/// A resolved text; a folder of the run stays as its variable.
EngineText quoted(const Interpolated& text);

/// A number, true or false; null for all else.
EngineText bare(json::Value value);

/// True or false.
EngineText truth(bool value);

/// A list on one line.
EngineText listed(const std::vector<EngineText>& values);

/// An object on one line.
EngineText written(const std::vector<WrittenMember>& members);

/// An object with each member on a line of its own, `indent` blanks before its end.
EngineText laid_out(const std::vector<WrittenMember>& members, std::size_t indent);

}  // namespace stacmlm::compose
