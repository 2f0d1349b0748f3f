// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <string>
#include <string_view>
#include <vector>

#include "json/yaml_tree.h"

namespace stacmlm::json {

/// Takes what yaml-cpp tells while it reads a document into a tree. Leaves by Stop as soon as
/// something is refused, before yaml-cpp goes deeper.
class YamlEvents final : public YAML::EventHandler {
 public:
  struct Stop {
    SyntaxFault fault;
  };

  /// Marks of yaml-cpp count from byte `skipped` of the text.
  YamlEvents(std::string_view text, std::size_t skipped, const YamlLimits& limits, YamlTree& tree)
      : text_(text), skipped_(skipped), limits_(limits), tree_(tree) {}

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }

 private:
  YamlNode& add(YamlNode::Kind kind, std::size_t begin, YAML::anchor_t anchor);
  void open(YamlNode::Kind kind, std::size_t begin, YAML::anchor_t anchor);
  void close();
  [[noreturn]] static void stop(std::size_t at, std::string message,
                                SyntaxFault::Kind kind = SyntaxFault::Kind::kSyntax);
  [[nodiscard]] std::size_t offset_of(const YAML::Mark& mark) const;
  /// Behind the tag and the anchor that may stand before a value.
  [[nodiscard]] std::size_t behind_properties(std::size_t at) const;
  [[nodiscard]] std::size_t end_of_scalar(std::size_t begin, std::string_view value) const;

  std::string_view text_;
  std::size_t skipped_;
  const YamlLimits& limits_;
  YamlTree& tree_;
  std::vector<std::uint32_t> open_;
  std::vector<std::uint32_t> anchors_;  // by anchor_t: index of the node
  bool has_started_ = false;
};

}  // namespace stacmlm::json
