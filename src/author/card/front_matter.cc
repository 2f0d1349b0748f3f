// SPDX-License-Identifier: Apache-2.0
#include "author/card/front_matter.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "author/card/escape.h"
#include "author/peers/hugging_face.h"

namespace stacmlm::author {
namespace {

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
  if (const auto known = hugging_face::write(hugging_face::licenses(), page.license.text);
      !known.empty())
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
  if (const auto library = hugging_face::write(hugging_face::libraries(), page.framework);
      !library.empty())
    out += fmt::format("library_name: {}\n", library);
  for (const std::string& task : page.tasks) {
    const auto pipeline = hugging_face::write(hugging_face::tasks(), task);
    if (pipeline.empty()) continue;
    out += fmt::format("pipeline_tag: {}\n", pipeline);
    break;
  }
  return out + list("tags", tags(page)) + list("datasets", datasets(page)) + "---\n";
}

}  // namespace stacmlm::author
