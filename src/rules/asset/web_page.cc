// SPDX-License-Identifier: Apache-2.0
#include "rules/asset/web_page.h"

#include <algorithm>

namespace stacmlm::rules {
namespace {

constexpr std::string_view kGitHub = "https://github.com/";
constexpr std::string_view kGitLab = "https://gitlab.com/";
constexpr std::string_view kHuggingFace = "https://huggingface.co/";

std::string with_step(std::string_view href, std::size_t at, std::string_view old_step,
                      std::string_view new_step) {
  return std::string(href.substr(0, at)).append(new_step).append(href.substr(at + old_step.size()));
}

}  // namespace

std::optional<std::string> address_behind_page(std::string_view href) {
  constexpr std::string_view kBlob = "/blob/";
  if (!href.starts_with(kGitHub) && !href.starts_with(kGitLab) && !href.starts_with(kHuggingFace))
    return {};
  href = href.substr(0, href.find_first_of("#?"));
  const std::size_t at = href.find(kBlob);
  if (at == std::string_view::npos) return {};
  if (href.starts_with(kGitHub)) {
    return "https://raw.githubusercontent.com/" +
           with_step(href, at, kBlob, "/").substr(kGitHub.size());
  }
  if (href.starts_with(kGitLab)) return with_step(href, at, kBlob, "/raw/");
  return with_step(href, at, kBlob, "/resolve/");
}

bool is_whole_repository(std::string_view href) {
  if (href.starts_with("git+")) {
    href.remove_prefix(4);
    const std::size_t path = href.find("://");
    return path == std::string_view::npos || href.rfind('@') == std::string_view::npos ||
           href.find('/', path + 3) > href.rfind('@');
  }
  for (const std::string_view host : {kGitHub, kGitLab}) {
    if (!href.starts_with(host)) continue;
    href.remove_prefix(host.size());
    while (href.ends_with('/')) href.remove_suffix(1);
    return href.find_first_of("#?@") == std::string_view::npos &&
           std::count(href.begin(), href.end(), '/') == 1;
  }
  return href.ends_with(".git");
}

}  // namespace stacmlm::rules
