// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/import.h"

#include <fmt/format.h>

#include <algorithm>

#include "author/import/formats.h"
#include "json/utf8.h"
#include "stacmlm/json/line_index.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/yaml.h"
#include "stacmlm/stac/field.h"

namespace stacmlm::author {
namespace {

/// In the order in which a guess tries them.
std::span<const Importer* const> importers() {
  static constexpr const Importer* kImporters[] = {&kTritonConfig, &kMlflowModel, &kEmdFile,
                                                   &kDeepnessMetadata, &kHuggingFaceCard};
  return kImporters;
}

json::ParseLimits parse_limits(const ImportLimits& limits) {
  json::ParseLimits parse;
  // A byte may take six in JSON (`\u0001`), and aliases of YAML repeat what is short.
  parse.bytes = std::max(limits.bytes * 8, json::YamlLimits().expanded);
  parse.values = limits.values * 2;
  parse.depth = limits.depth * 2 + 2;  // lists around the values of each field
  return parse;
}

base::Result<void> read_json(const Importer& importer, std::string_view text,
                             const ImportLimits& limits, json::Document& document) {
  if (text.size() > limits.bytes)
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("larger than {} bytes", limits.bytes));
  STACMLM_TRY(const std::string json, importer.to_json(text, limits));
  const auto fault = json::Parser(parse_limits(limits)).parse(json::Text::copy_of(json), document);
  if (!fault) return {};
  const base::SourceSpan at = json::LineIndex(json).span(fault->offset, fault->offset);
  return base::fail(base::ErrorKind::kInvalidDocument,
                    fmt::format("{}:{}: {}", at.line, at.column, fault->message));
}

}  // namespace

std::span<const ImportFormat> import_formats() {
  static const std::vector<ImportFormat> formats = [] {
    std::vector<ImportFormat> all;
    for (const Importer* importer : importers()) all.push_back(importer->format);
    return all;
  }();
  return formats;
}

std::string_view name_of(ImportNote::Kind kind) {
  switch (kind) {
    case ImportNote::Kind::kNotUnderstood:
      return "not understood";
    case ImportNote::Kind::kAssumed:
      return "assumed";
    case ImportNote::Kind::kToFillIn:
      break;
  }
  return "to fill in";
}

bool Import::is_complete() const {
  return std::ranges::none_of(
      notes, [](const ImportNote& note) { return note.kind == ImportNote::Kind::kToFillIn; });
}

std::string_view guess_format(std::string_view text, std::string_view file) {
  for (const Importer* importer : importers()) {
    json::Document document;
    if (!read_json(*importer, text, {}, document)) continue;
    if (importer->suits(document.root())) return importer->format.name;
  }
  for (const Importer* importer : importers()) {
    if (!importer->name_end.empty() && file.ends_with(importer->name_end))
      return importer->format.name;
  }
  return {};
}

base::Result<Import> import_model(std::string_view text, std::string_view format,
                                  const ImportOptions& options, const ImportLimits& limits) {
  if (json::first_invalid_utf8(options.href) < options.href.size())
    return base::fail(base::ErrorKind::kInvalidArgument, "the href is not UTF-8");
  for (const Importer* importer : importers()) {
    if (importer->format.name != format) continue;
    json::Document document;
    if (auto read = read_json(*importer, text, limits, document); !read)
      return tl::unexpected(std::move(read).error());
    if (!document.root().is_object())
      return base::fail(base::ErrorKind::kInvalidDocument, "1:1: not an object");
    ImportNotes notes;
    const ImportedModel model = importer->read(document.root(), notes);
    notes.drop_rest(document.root(), std::string(importer->why_dropped));
    Import done;
    done.model = write_model(model, options, notes);
    done.notes = notes.take();
    return done;
  }
  return base::fail(base::ErrorKind::kInvalidArgument, fmt::format("no format `{}`", format));
}

base::Result<std::string> json_itself(std::string_view text, const ImportLimits&) {
  return std::string(text);
}

std::string text_of(json::Value value) {
  return value.is_string() ? std::string(value.string()) : std::string();
}

std::optional<std::int64_t> integer_of(json::Value value) {
  const stac::Field<std::int64_t> field(value);
  if (!field) return std::nullopt;
  return *field;
}

}  // namespace stacmlm::author
