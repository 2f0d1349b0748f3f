// SPDX-License-Identifier: Apache-2.0
#include "cli/run/scene_progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stacmlm::cli {
namespace {

constexpr std::uint64_t kBar = 24;        // characters
constexpr std::size_t kLongestName = 32;  // so that the line fits into 100 columns

std::string time_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::min(std::ceil(seconds), 359999.0));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

/// The end of a name, in which nothing moves the cursor.
std::string short_name(const std::string& name) {
  std::string text =
      name.size() <= kLongestName ? name : "..." + name.substr(name.size() - kLongestName + 3);
  std::ranges::replace_if(
      text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

}  // namespace

std::string progress_line(const std::string& scene, std::uint64_t done, std::uint64_t all,
                          std::uint64_t pixels, double seconds) {
  const double part = static_cast<double>(done) / static_cast<double>(std::max(all, done));
  const auto full = static_cast<std::uint64_t>(part * static_cast<double>(kBar));
  const double rate = part * static_cast<double>(pixels) / seconds / 1e6;
  return fmt::format("{}  [{}{}] {:3.0f} %  {}/{} tiles  {:.1f} Mpx/s  {} left", short_name(scene),
                     std::string(full, '#'), std::string(kBar - full, '-'), part * 100, done, all,
                     rate, time_text(seconds / part - seconds));
}

void SceneProgress::show(std::uint64_t done, std::uint64_t all) {
  if (done == 0 || !progress_.is_due()) return;
  progress_.show_line(progress_line(scene_, done, all, pixels_, progress_.seconds()));
}

}  // namespace stacmlm::cli
