// SPDX-License-Identifier: Apache-2.0
#include "cli/range_answer.h"

#include <algorithm>
#include <charconv>

namespace stacmlm::cli {
namespace {

constexpr int kWhole = 200;
constexpr int kPart = 206;
constexpr int kNothingThere = 416;
// The text of a redirect or an error is read to its end, so that the connection can be used again.
constexpr std::uint64_t kMostThrownAway = std::uint64_t{64} << 10U;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = std::min(text.find_first_not_of(kBlank), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kBlank) + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

/// The whole of `text` as a number, or nothing.
std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return {};
  return number;
}

}  // namespace

void RangeAnswer::header(std::string_view line) {
  line = trimmed(line);
  if (line.starts_with("HTTP/")) {
    *this = RangeAnswer(offset_, size_);
    const std::size_t space = std::min(line.find(' '), line.size() - 1);
    status_ = static_cast<int>(number_of(line.substr(space + 1, 3)).value_or(0));
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string name = lower(line.substr(0, colon));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (name == "content-range") content_range(value);
  if (name == "content-length") length_ = number_of(value);
  if (name == "content-encoding") is_encoded_ = lower(value) != "identity";
  if (name == "etag") tag_ = value;
  if (name == "last-modified") changed_ = value;
}

// `bytes 0-99/1234`, or `bytes */1234` if there is nothing.
void RangeAnswer::content_range(std::string_view value) {
  const std::size_t space = value.find(' ');
  const std::size_t slash = value.find('/');
  if (space == std::string_view::npos || slash == std::string_view::npos || slash < space) return;
  if (lower(value.substr(0, space)) != "bytes") return;
  total_ = number_of(value.substr(slash + 1));
  const std::string_view range = trimmed(value.substr(space, slash - space));
  const std::size_t dash = std::min(range.find('-'), range.size());
  first_ = number_of(range.substr(0, dash));
  last_ = dash == range.size() ? std::nullopt : number_of(range.substr(dash + 1));
}

bool RangeAnswer::body(std::string_view bytes) {
  if (status_ != kWhole && status_ != kPart) {
    passed_ += bytes.size();
    return passed_ <= kMostThrownAway;
  }
  const bool fits = !is_encoded_ && (status_ == kPart || offset_ == 0) &&
                    length_.value_or(0) <= size_ && bytes.size() <= size_ - bytes_.size();
  was_cut_ = was_cut_ || !fits;
  if (fits) bytes_ += bytes;
  return fits;
}

std::optional<std::uint64_t> RangeAnswer::file_size() const {
  if (status_ == kNothingThere) return total_ == 0 && offset_ == 0 ? total_ : std::nullopt;
  if (was_cut_ || is_encoded_) return {};
  if (status_ == kWhole) {
    const bool is_all = offset_ == 0 && length_.value_or(bytes_.size()) == bytes_.size();
    return is_all ? std::optional<std::uint64_t>(bytes_.size()) : std::nullopt;
  }
  if (status_ != kPart || !first_ || !last_ || !total_) return {};
  const bool is_asked = *first_ == offset_ && *last_ >= *first_ && *last_ < *total_ &&
                        *last_ - *first_ + 1 == bytes_.size();
  return is_asked ? total_ : std::nullopt;
}

}  // namespace stacmlm::cli
