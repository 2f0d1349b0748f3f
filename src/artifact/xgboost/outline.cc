// SPDX-License-Identifier: Apache-2.0
#include "artifact/xgboost/outline.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include "artifact/collector.h"
#include "artifact/json/json_text.h"
#include "artifact/ubjson/ubjson.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::artifact::xgboost {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10U;
constexpr std::size_t kLongestNumber = 64;

tl::unexpected<base::Error> too_long(std::size_t limit) {
  return over_limit(fmt::format("more than {} bytes beside the numbers of the trees", limit));
}

std::string called(const NumberList& list) {
  return fmt::format("{}:{}:{}", list.type, list.begin, list.count);
}

/// The most numbers of an array that are not replaced.
std::size_t longest_kept(Lists lists) { return lists == Lists::kCounted ? kShortArray : 0; }

/// Copies JSON text and counts what stands in arrays of numbers. Whether the copy is JSON is for
/// its reader to find out.
class Thinner {
 public:
  Thinner(std::size_t limit, Lists lists) : limit_(limit), lists_(lists) {}

  base::Result<void> take(std::string_view piece) {
    for (const char c : piece) {
      ++position_;
      STACMLM_CHECK(in_numbers_ ? take_in_numbers(c) : take_elsewhere(c));
    }
    if (text_.size() > limit_) return too_long(limit_);
    return {};
  }
  base::Result<std::string> finish() && {
    if (in_numbers_) return malformed("JSON that ends in an array");
    return std::move(text_);
  }

 private:
  base::Result<void> take_elsewhere(char c) {
    text_.push_back(c);
    if (in_string_) {
      if (c == '"' && !is_escaped_) in_string_ = false;
      is_escaped_ = c == '\\' && !is_escaped_;
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '[') {
      in_numbers_ = true;
      begin_ = text_.size() - 1;
      list_begin_ = position_;
      count_ = 0;
      is_number_over_ = false;
    }
    return {};
  }

  base::Result<void> take_in_numbers(char c) {
    switch (c) {
      case ' ':
      case '\t':
      case '\r':
      case '\n':
        is_number_over_ = !number_.empty();
        return {};
      case ',':
        return end_number(c);
      case ']':
        if (count_ > 0 || !number_.empty()) {
          STACMLM_CHECK(end_number(c));
        } else {
          text_.push_back(c);
        }
        if (count_ > longest_kept(lists_)) {
          text_.resize(begin_);
          text_ += lists_ == Lists::kCounted
                       ? std::to_string(count_)
                       : json::quote(called({NumberList::kText, list_begin_, count_}));
        }
        in_numbers_ = false;
        return {};
      case '"':
      case '[':
      case '{':
        return end_numbers(c);
      case 't':
      case 'f':
      case 'n':
        if (number_.empty()) return end_numbers(c);
        [[fallthrough]];  // `-Infinity`
      default:
        if (is_number_over_ || number_.size() == kLongestNumber)
          return malformed("JSON with an array of what are no numbers");
        number_.push_back(c);
        return {};
    }
  }

  /// It is no array of numbers, or not only: all of it has been copied so far.
  base::Result<void> end_numbers(char c) {
    if (!number_.empty() || count_ > longest_kept(lists_))
      return malformed("JSON with an array of numbers and other things");
    in_numbers_ = false;
    return take_elsewhere(c);
  }

  base::Result<void> end_number(char behind) {
    double value = 0;
    const char* const end = number_.data() + number_.size();
    const bool is_word = number_ == "NaN" || number_ == "Infinity" || number_ == "-Infinity";
    const bool is_plain = number_.find_first_not_of("0123456789+-.eE") == std::string::npos;
    if (!is_word) {
      const auto [stop, fault] = std::from_chars(number_.data(), end, value);
      if (!is_plain || stop != end || fault == std::errc::invalid_argument)
        return malformed("JSON with an array of what are no numbers");
    }
    if (++count_ <= longest_kept(lists_)) {
      text_ += is_word ? "null" : number_;
      text_.push_back(behind);
    }
    number_.clear();
    is_number_over_ = false;
    return {};
  }

  std::size_t limit_;
  Lists lists_;
  std::uint64_t position_ = 0;  // in the file, behind the letter that is taken
  std::string text_;
  bool in_string_ = false;
  bool is_escaped_ = false;
  // In an array that has had nothing but numbers so far:
  bool in_numbers_ = false;
  std::size_t begin_ = 0;         // of the array in text_
  std::uint64_t list_begin_ = 0;  // of its first number in the file
  std::uint64_t count_ = 0;
  std::string number_;
  bool is_number_over_ = false;  // white space has ended it
};

/// Writes JSON.
class UbjsonOutline : public ubjson::Visitor {
 public:
  UbjsonOutline(std::size_t limit, Lists lists) : limit_(limit), lists_(lists) {}
  [[nodiscard]] std::string take_text() { return std::move(text_); }

  base::Result<void> null() override { return value("null"); }
  base::Result<void> boolean(bool is_true) override { return value(is_true ? "true" : "false"); }
  base::Result<void> integer(std::int64_t number) override { return value(std::to_string(number)); }
  base::Result<void> real(double number) override {
    return value(std::isfinite(number) ? fmt::format("{}", number) : "null");
  }
  base::Result<void> text(const std::string& text) override { return value(json::quote(text)); }
  base::Result<void> key(const std::string& name) override {
    STACMLM_CHECK(value(json::quote(name)));
    text_.push_back(':');
    needs_comma_ = false;
    return {};
  }
  base::Result<void> begin_object() override { return begin('{'); }
  base::Result<void> end_object() override { return end('}'); }
  base::Result<void> begin_array() override { return begin('['); }
  base::Result<void> end_array() override { return end(']'); }

  base::Result<void> numbers(char type, std::uint64_t count, ByteReader numbers) override {
    if (count > longest_kept(lists_)) {
      return value(lists_ == Lists::kCounted
                       ? std::to_string(count)
                       : json::quote(called({type, numbers.position(), count})));
    }
    STACMLM_CHECK(begin_array());
    for (std::uint64_t i = 0; i < count; ++i) {
      STACMLM_TRY(const double number, ubjson::read_real(type, numbers));
      STACMLM_CHECK(real(number));
    }
    return end_array();
  }

 private:
  base::Result<void> value(std::string_view written) {
    if (needs_comma_) text_.push_back(',');
    text_ += written;
    needs_comma_ = true;
    if (text_.size() > limit_) return too_long(limit_);
    return {};
  }
  base::Result<void> begin(char bracket) {
    STACMLM_CHECK(value(std::string_view(&bracket, 1)));
    needs_comma_ = false;
    return {};
  }
  base::Result<void> end(char bracket) {
    text_.push_back(bracket);
    needs_comma_ = true;
    return {};
  }

  std::size_t limit_;
  Lists lists_;
  std::string text_;
  bool needs_comma_ = false;
};

}  // namespace

base::Result<std::string> outline_of_json(ByteReader reader, std::size_t limit, Lists lists) {
  Thinner thinner(limit, lists);
  while (reader.left() > 0) {
    const std::uint64_t size = std::min<std::uint64_t>(reader.left(), kPiece);
    STACMLM_TRY(const std::string piece, reader.text(size, kPiece));
    STACMLM_CHECK(thinner.take(piece));
  }
  return std::move(thinner).finish();
}

base::Result<std::string> outline_of_ubjson(const ByteReader& reader, std::size_t limit,
                                            Lists lists) {
  UbjsonOutline outline(limit, lists);
  STACMLM_CHECK(ubjson::read(reader, outline, limit));
  return outline.take_text();
}

std::uint64_t count_of(json::Value array) {
  return array.is_array() ? array.size() : whole_number(array).value_or(0);
}

}  // namespace stacmlm::artifact::xgboost
