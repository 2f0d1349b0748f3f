// SPDX-License-Identifier: Apache-2.0
#include "compose/text_forms.h"

#include <algorithm>
#include <iterator>

namespace stacmlm::compose {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_plain(char c) { return is_letter(c) || is_digit(c); }

/// Letters, digits and these.
bool has_only(std::string_view text, std::string_view further) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return is_plain(c) || further.find(c) != std::string_view::npos;
  });
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.size() <= 18 && std::ranges::all_of(text, is_digit);
}

/// Each part between separators fits.
template <typename Fits>
bool each_part(std::string_view text, char separator, Fits fits) {
  for (;;) {
    const std::size_t end = text.find(separator);
    if (!fits(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

/// Digits, and perhaps more of them behind a point; cut off the text.
bool take_amount(std::string_view& text) {
  const auto take_digits = [&] {
    const auto* const end = std::ranges::find_if_not(text, is_digit);
    const auto size = static_cast<std::size_t>(end - text.begin());
    text.remove_prefix(size);
    return size > 0 && size <= 18;
  };
  if (!take_digits()) return false;
  if (!text.starts_with('.')) return true;
  text.remove_prefix(1);
  return take_digits();
}

template <std::size_t kSize>
bool is_one_of(std::string_view text, const std::string_view (&words)[kSize]) {
  return std::ranges::find(words, text) != std::end(words);
}

bool is_tmpfs_option(std::string_view option) {
  constexpr std::string_view kFlags[] = {"rw",     "ro",    "exec",   "noexec",
                                         "nosuid", "nodev", "noatime"};
  if (is_one_of(option, kFlags)) return true;
  const std::size_t equals = option.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view name = option.substr(0, equals);
  const std::string_view value = option.substr(equals + 1);
  if (name == "size")
    return is_size(value) || (value.ends_with('%') && is_digits(value.substr(0, value.size() - 1)));
  return (name == "mode" || name == "uid" || name == "gid") && is_digits(value);
}

}  // namespace

bool is_name(std::string_view text) { return has_only(text, "._-") && is_plain(text.front()); }

bool is_container_path(std::string_view text) {
  // The runtime of NVIDIA takes what is mounted there for the names of devices.
  constexpr std::string_view kDevices = "nvidia-container-devices";
  return text.starts_with('/') && has_only(text, "/_.-+@") &&
         text.find_first_not_of("/.") != std::string_view::npos &&
         text.find(kDevices) == std::string_view::npos &&
         each_part(text, '/', [](std::string_view part) { return part != ".."; });
}

bool is_tmpfs(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (!is_container_path(text.substr(0, colon))) return false;
  return colon == std::string_view::npos || each_part(text.substr(colon + 1), ',', is_tmpfs_option);
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return take_amount(text) && text.empty();
}

bool is_size(std::string_view text) {
  if (text == "-1") return true;
  if (!take_amount(text)) return false;
  const auto take = [&](std::string_view letters) {
    if (!text.empty() && letters.find(text.front()) != std::string_view::npos)
      text.remove_prefix(1);
  };
  take("kmgtKMGT");
  take("i");
  take("bB");
  return text.empty();
}

bool is_duration(std::string_view text) {
  constexpr std::string_view kUnits[] = {"d", "h", "m", "s", "ms", "us", "ns"};
  do {
    if (!take_amount(text)) return false;
    const auto* const end = std::ranges::find_if(text, is_digit);
    const auto size = static_cast<std::size_t>(end - text.begin());
    if (!is_one_of(text.substr(0, size), kUnits)) return false;
    text.remove_prefix(size);
  } while (!text.empty());
  return true;
}

bool is_user(std::string_view text) {
  return std::ranges::count(text, ':') <= 1 && each_part(text, ':', [](std::string_view part) {
           return has_only(part, "._-") && part.front() != '-';
         });
}

bool is_host_name(std::string_view text) {
  return text.size() <= 253 && has_only(text, "._-") && is_plain(text.front());
}

bool is_cpu_set(std::string_view text) {
  return each_part(text, ',', [](std::string_view part) {
    return std::ranges::count(part, '-') <= 1 && each_part(part, '-', is_digits);
  });
}

bool is_platform(std::string_view text) {
  return std::ranges::count(text, '/') <= 2 && each_part(text, '/', is_name);
}

bool is_word(std::string_view text) { return has_only(text, "_+-") && is_plain(text.front()); }

bool is_variable_name(std::string_view text) {
  return has_only(text, "_.-") && (is_letter(text.front()) || text.front() == '_');
}

bool is_gpu(std::string_view text) {
  constexpr std::string_view kWords[] = {"all", "none", "void"};
  if (is_one_of(text, kWords)) return true;
  if (text.starts_with("GPU-") || text.starts_with("MIG-")) return has_only(text, "-");
  // `0`, of a part of a GPU `0:1`, of a row of them `0-3`.
  return std::ranges::count_if(text, [](char c) { return !is_digit(c); }) <= 1 &&
         each_part(text, text.find(':') == std::string_view::npos ? '-' : ':', is_digits);
}

bool is_gpu_list(std::string_view text) {
  return text.empty() || text == "-1" || each_part(text, ',', is_gpu);
}

bool is_driver_part(std::string_view text) {
  constexpr std::string_view kParts[] = {"gpu",     "compute", "utility",  "graphics", "video",
                                         "display", "ngx",     "compat32", "all",      "nvidia"};
  return is_one_of(text, kParts);
}

bool is_driver_part_list(std::string_view text) {
  return text.empty() || each_part(text, ',', is_driver_part);
}

}  // namespace stacmlm::compose
