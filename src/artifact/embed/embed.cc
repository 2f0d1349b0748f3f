// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/embed.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "artifact/embed/pieces.h"
#include "stacmlm/artifact/inspect.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::artifact {
namespace {

struct Embedder {
  std::string_view format;
  base::Result<void> (*plan)(const Source& file, std::string_view item, Pieces& pieces);
};

constexpr Embedder kEmbedders[] = {
    {"onnx", embed_in_onnx}, {"pt2", embed_in_pt2}, {"safetensors", embed_in_safetensors}};

constexpr auto kNames = [] {
  std::array<std::string_view, std::size(kEmbedders)> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kEmbedders[i].format;
  return names;
}();

base::Result<void> demand_object(std::string_view item) {
  json::Parser parser;
  json::Document document;
  if (const auto fault = parser.parse(json::Text::copy_of(item), document))
    return base::fail(base::ErrorKind::kInvalidArgument, "the metadata: " + fault->message);
  if (!document.root().is_object())
    return base::fail(base::ErrorKind::kInvalidArgument, "the metadata are no JSON object");
  return {};
}

tl::unexpected<base::Error> failure(base::ErrorKind kind, const Source& file,
                                    std::string_view why) {
  return base::fail(kind, fmt::format("{}: {}", file.name(), why));
}

/// The new file is the old one and the metadata, to our own reader at least.
base::Result<void> demand_same(const ModelFile& before, const Pieces& pieces,
                               std::string_view item) {
  STACMLM_TRY(const ModelFile after, inspect(pieces));
  const auto count = [](const ModelFile& model) {
    return model.weights ? model.weights->size() : 0;
  };
  if (!after.fault.empty()) return failure(base::ErrorKind::kInvalidDocument, pieces, after.fault);
  if (after.embedded_item != item || after.format != before.format ||
      after.verdict != before.verdict || count(after) != count(before) ||
      after.weight_bytes != before.weight_bytes)
    return failure(base::ErrorKind::kInternal, pieces, "would be another model with the metadata");
  return {};
}

}  // namespace

std::span<const std::string_view> formats_that_embed() { return kNames; }

base::Result<void> embed(const Source& file, std::string_view item, const ByteSink& sink) {
  STACMLM_CHECK(demand_object(item));
  STACMLM_TRY(const ModelFile model, inspect(file));
  const auto* embedder = std::ranges::find(kEmbedders, model.format, &Embedder::format);
  if (embedder == std::end(kEmbedders)) {
    return failure(base::ErrorKind::kUnsupported, file,
                   fmt::format("format {}: only files of {} hold metadata", model.format,
                               fmt::join(kNames, ", ")));
  }
  if (!model.fault.empty()) return failure(base::ErrorKind::kInvalidDocument, file, model.fault);
  Pieces pieces(file);
  auto planned = embedder->plan(file, item, pieces);
  if (!planned) return tl::unexpected(std::move(planned.error()).during(std::string(file.name())));
  STACMLM_CHECK(demand_same(model, pieces, item));
  return pieces.write(sink);
}

}  // namespace stacmlm::artifact
