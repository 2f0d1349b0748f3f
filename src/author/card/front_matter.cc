// SPDX-License-Identifier: Apache-2.0
#include "author/card/front_matter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "author/card/escape.h"

namespace stacmlm::author {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

template <std::size_t N>
std::string_view find(const std::array<Pair, N>& table, std::string_view word) {
  const auto row = std::ranges::find(table, word, &Pair::first);
  return row == table.end() ? std::string_view() : row->second;
}

/// What a hub calls a task. Tasks that are wider, or that it has no word for, are not here.
constexpr std::array<Pair, 8> kPipelines = {{
    {"scene-classification", "image-classification"},
    {"object-detection", "object-detection"},
    {"segmentation", "image-segmentation"},
    {"semantic-segmentation", "image-segmentation"},
    {"instance-segmentation", "image-segmentation"},
    {"panoptic-segmentation", "image-segmentation"},
    {"image-captioning", "image-to-text"},
    {"super-resolution", "image-to-image"},
}};

constexpr std::array<Pair, 6> kLibraries = {{{"PyTorch", "pytorch"},
                                             {"Keras", "keras"},
                                             {"scikit-learn", "sklearn"},
                                             {"Hugging Face", "transformers"},
                                             {"ONNX", "onnx"},
                                             {"JAX", "jax"}}};

/// The licences of SPDX that hubs list, under the names that they give them.
constexpr std::array<Pair, 27> kLicenses = {{{"Apache-2.0", "apache-2.0"},
                                             {"MIT", "mit"},
                                             {"BSD-2-Clause", "bsd-2-clause"},
                                             {"BSD-3-Clause", "bsd-3-clause"},
                                             {"CC0-1.0", "cc0-1.0"},
                                             {"CC-BY-3.0", "cc-by-3.0"},
                                             {"CC-BY-4.0", "cc-by-4.0"},
                                             {"CC-BY-SA-3.0", "cc-by-sa-3.0"},
                                             {"CC-BY-SA-4.0", "cc-by-sa-4.0"},
                                             {"CC-BY-NC-3.0", "cc-by-nc-3.0"},
                                             {"CC-BY-NC-4.0", "cc-by-nc-4.0"},
                                             {"CC-BY-ND-4.0", "cc-by-nd-4.0"},
                                             {"CC-BY-NC-SA-3.0", "cc-by-nc-sa-3.0"},
                                             {"CC-BY-NC-SA-4.0", "cc-by-nc-sa-4.0"},
                                             {"CC-BY-NC-ND-4.0", "cc-by-nc-nd-4.0"},
                                             {"GPL-2.0-only", "gpl-2.0"},
                                             {"GPL-2.0-or-later", "gpl-2.0"},
                                             {"GPL-3.0-only", "gpl-3.0"},
                                             {"GPL-3.0-or-later", "gpl-3.0"},
                                             {"LGPL-3.0-only", "lgpl-3.0"},
                                             {"LGPL-3.0-or-later", "lgpl-3.0"},
                                             {"AGPL-3.0-only", "agpl-3.0"},
                                             {"AGPL-3.0-or-later", "agpl-3.0"},
                                             {"MPL-2.0", "mpl-2.0"},
                                             {"Unlicense", "unlicense"},
                                             {"ISC", "isc"},
                                             {"EUPL-1.2", "eupl-1.2"}}};

/// `license_name` takes lower-case letters, digits, dots and dashes.
std::string license_name(std::string_view license) {
  std::string name;
  for (const char c : license) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const bool is_kept =
        (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == '.';
    if (is_kept) {
      name += lower;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (name.ends_with('-')) name.pop_back();
  return name;
}

std::string license(const PageContent& page) {
  if (page.license.text.empty()) return {};
  if (const auto known = find(kLicenses, page.license.text); !known.empty())
    return fmt::format("license: {}\n", known);
  std::string out = "license: other\n";
  const std::string name = license_name(page.license.text);
  if (!name.empty()) out += fmt::format("license_name: {}\n", yaml_text(name));
  if (const auto href = web_address(page.license.href))
    out += fmt::format("license_link: {}\n", yaml_text(*href));
  return out;
}

std::string list(std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return {};
  std::string out = fmt::format("{}:\n", key);
  for (const std::string& value : values) out += fmt::format("  - {}\n", yaml_text(value));
  return out;
}

void add_once(std::vector<std::string>& values, std::string value) {
  if (!value.empty() && std::ranges::find(values, value) == values.end())
    values.push_back(std::move(value));
}

std::vector<std::string> tags(const PageContent& page) {
  constexpr std::size_t kMost = 50;
  std::vector<std::string> all = {"stac", "mlm"};
  for (const auto* words : {&page.tasks, &page.keywords}) {
    for (const std::string& word : *words) {
      if (all.size() < kMost) add_once(all, word);
    }
  }
  return all;
}

/// A hub names its data sets `owner/name`; it knows no others.
std::vector<std::string> datasets(const PageContent& page) {
  constexpr std::string_view kHub = "https://huggingface.co/datasets/";
  std::vector<std::string> all;
  for (const DataSource& source : page.data) {
    if (source.href.starts_with(kHub)) add_once(all, source.href.substr(kHub.size()));
  }
  return all;
}

}  // namespace

std::string front_matter(const PageContent& page) {
  std::string out = "---\n" + license(page);
  if (const auto library = find(kLibraries, page.framework); !library.empty())
    out += fmt::format("library_name: {}\n", library);
  for (const std::string& task : page.tasks) {
    const auto pipeline = find(kPipelines, task);
    if (pipeline.empty()) continue;
    out += fmt::format("pipeline_tag: {}\n", pipeline);
    break;
  }
  return out + list("tags", tags(page)) + list("datasets", datasets(page)) + "---\n";
}

}  // namespace stacmlm::author
