// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "json/read_text.h"
#include "run/proof/compare.h"

namespace stacmlm::run {
namespace {

/// Layers of examples are small: those of a part of a scene.
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20U;

base::Result<json::Value> read_layer(const artifact::Source& source, json::Document& document) {
  if (source.size() > kMostBytes)
    return base::fail(base::ErrorKind::kLimitExceeded, "a layer of more than 64 MiB");
  std::string text(source.size(), '\0');
  STACMLM_CHECK(source.read(0, text));
  json::Parser parser;
  STACMLM_TRY(const json::Value root, json::read_text(parser, text, document));
  const json::Value features = root.find("features");
  if (features.is_array()) return features;
  return base::fail(base::ErrorKind::kInvalidDocument, "no GeoJSON: it has no `features`");
}

bool is_whole(json::Value number) {
  return number.raw().find_first_of(".eE") == std::string_view::npos;
}

/// How deep they are nested is limited by the parser.
void compare_values(json::Value found, json::Value expected, bool are_places,
                    Differences& differences) {
  if (!found.exists() || found.kind() != expected.kind()) return differences.add_other();
  switch (expected.kind()) {
    case json::Kind::kNumber:
      if (are_places || (is_whole(found) && is_whole(expected)))
        return differences.add_exact(found.number(), expected.number());
      return differences.add(found.number(), expected.number());
    case json::Kind::kArray:
      if (found.size() != expected.size()) return differences.add_other();
      for (std::size_t i = 0; i < expected.size(); ++i)
        compare_values(found.at(i), expected.at(i), are_places, differences);
      return;
    case json::Kind::kObject:
      if (found.size() != expected.size()) differences.add_other();
      for (const json::Value member : expected.members())
        compare_values(found.find(member.key()), member, are_places, differences);
      return;
    default:
      return json::equal(found, expected) ? differences.add_same() : differences.add_other();
  }
}

}  // namespace

base::Result<void> compare_layers(const artifact::Source& found, const artifact::Source& expected,
                                  const Tolerance& tolerance, ExampleResult& result) {
  json::Document ours;
  json::Document theirs;
  STACMLM_TRY(const json::Value features, read_layer(found, ours));
  STACMLM_TRY(const json::Value wanted, read_layer(expected, theirs));
  if (features.size() != wanted.size()) {
    result.unlike = fmt::format("{} feature{}, not {}", features.size(),
                                features.size() == 1 ? "" : "s", wanted.size());
    return {};
  }
  Differences differences(tolerance);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    for (const char* part : {"geometry", "properties"}) {
      const json::Value told = wanted.at(i).find(part);
      if (told.exists())
        compare_values(features.at(i).find(part), told, part == std::string_view("geometry"),
                       differences);
    }
  }
  differences.tell(result);
  return {};
}

}  // namespace stacmlm::run
