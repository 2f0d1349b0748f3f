// SPDX-License-Identifier: Apache-2.0
#include "cli/new/model_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/file_text.h"
#include "rules/nearest.h"
#include "stacmlm/json/line_index.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {
namespace {

tl::unexpected<base::Error> fault_at(const std::string& path, std::string_view text,
                                     std::uint32_t offset, std::string_view what) {
  const auto size = static_cast<std::uint32_t>(text.size());
  const base::SourceSpan at =
      json::LineIndex(text).span(std::min(offset, size), std::min(offset, size));
  return base::fail(base::ErrorKind::kInvalidDocument,
                    fmt::format("{}:{}:{}: {}", path, at.line, at.column, what));
}

/// The node of the first member that a later one hides, or nothing.
const json::Note* twin_in(const json::Document& document) {
  const auto& notes = document.notes();
  const auto note = std::ranges::find(notes, json::Note::Kind::kDuplicateKey, &json::Note::kind);
  return note == notes.end() ? nullptr : &*note;
}

std::string twice(json::Value member) {
  return fmt::format("{} stands there twice", rules::shown(member.key()));
}

}  // namespace

base::Result<void> ModelFile::read(const std::string& path) {
  const json::ParseLimits limits;
  auto file = read_text(path, limits.bytes);
  if (!file) return tl::unexpected(std::move(file).error().during(path));
  if (!file->text)
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("{}: larger than {} bytes", path, limits.bytes));
  is_json_ = path.ends_with(".json");
  if (is_json_) return read_json(path, *std::move(file->text));
  return read_yaml(path, std::string(file->text->view()));
}

base::Result<void> ModelFile::read_json(const std::string& path, json::Text text) {
  if (const auto fault = json::Parser().parse(std::move(text), json_))
    return fault_at(path, json_.text(), fault->offset, fault->message);
  if (const json::Note* twin = twin_in(json_))
    return fault_at(path, json_.text(), twin->begin, twice(json_.value_at(twin->node)));
  return {};
}

base::Result<void> ModelFile::read_yaml(const std::string& path, std::string text) {
  if (const auto fault = json::read_yaml(std::move(text), yaml_))
    return fault_at(path, yaml_.text(), fault->offset, fault->message);
  if (const json::Note* twin = twin_in(yaml_.document())) {
    const json::Value member = yaml_.document().value_at(twin->node);
    return fault_at(path, yaml_.text(), yaml_.key_place(member).begin, twice(member));
  }
  return {};
}

json::Value ModelFile::root() const { return is_json_ ? json_.root() : yaml_.root(); }

}  // namespace stacmlm::cli
