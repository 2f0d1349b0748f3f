// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/document.h"

namespace stacmlm::author {

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The models of the example catalogue.
inline constexpr std::array<std::string_view, 6> kExamples = {
    "climate-downscaling", "flood-extent-s1-s2",  "landcover-unet-s2",
    "roof-material-rgb",   "scene-classifier-s2", "ship-detector-3m"};

inline std::string example(std::string_view name) {
  return content_of(std::filesystem::path(STACMLM_EXAMPLES) / name / (std::string(name) + ".json"));
}

/// The JSON files in and under a folder.
inline std::vector<std::string> documents_below(const std::filesystem::path& folder) {
  std::vector<std::string> texts;
  if (!std::filesystem::exists(folder)) return texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".json") texts.push_back(content_of(entry.path()));
  }
  std::ranges::sort(texts);
  return texts;
}

/// The text with one of its values in the place of another.
inline std::string mutated(const json::Document& document, std::mt19937& random) {
  const auto any = [&] {
    return document.value_at(static_cast<std::uint32_t>(random() % document.node_count()));
  };
  const json::Node& old = any().node();
  std::string text(document.text());
  return text.replace(old.begin, old.end - old.begin, any().raw());
}

}  // namespace stacmlm::author
