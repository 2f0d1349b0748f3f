// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "artifact/collector.h"
#include "artifact/digits.h"
#include "artifact/limits.h"
#include "artifact/pickle/unpickler.h"
#include "artifact/pickle/utf8.h"

namespace stacmlm::artifact::pickle {
namespace {

constexpr std::size_t kLongestLine = std::size_t{16} << 20U;

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

/// Python's codec raw-unicode-escape: Latin-1 with \uXXXX and \UXXXXXXXX. Nothing if it is broken.
std::optional<std::string> decode_raw_unicode(std::string_view raw) {
  std::string text;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    append_utf8(text, static_cast<unsigned char>(raw[i]));
    if (raw[i] != '\\' || i + 1 == raw.size()) continue;
    ++i;
    const std::size_t digits = raw[i] == 'u' ? 4 : raw[i] == 'U' ? 8 : 0;
    if (digits == 0) {
      append_utf8(text, static_cast<unsigned char>(raw[i]));
      continue;
    }
    std::uint32_t point = 0;
    if (raw.size() - i - 1 < digits) return {};
    const char* begin = raw.data() + i + 1;
    const auto [end, error] = std::from_chars(begin, begin + digits, point, 16);
    if (error != std::errc{} || end != begin + digits || point > 0x10FFFF) return {};
    text.pop_back();
    append_utf8(text, point);
    i += digits;
  }
  return text;
}

}  // namespace

template <class Number>
base::Result<Number> Unpickler::number() {
  if constexpr (sizeof(Number) == 1) {
    return reader_.u8();
  } else if constexpr (sizeof(Number) == 2) {
    return reader_.u16();
  } else if constexpr (sizeof(Number) == 8) {
    return reader_.u64();
  } else {
    STACMLM_TRY(const std::uint32_t bits, reader_.u32());
    return std::bit_cast<Number>(bits);
  }
}

template <class Number>
base::Result<void> Unpickler::integer() {
  STACMLM_TRY(const Number value, number<Number>());
  push(values().add_integer(value));
  return {};
}

base::Result<std::string> Unpickler::line() { return reader_.line(kLongestName); }

base::Result<std::uint64_t> Unpickler::memo_key() {
  STACMLM_TRY(const std::string text, line());
  const auto key = number_in<std::uint64_t>(text);
  if (!key) {
    return base::fail(base::ErrorKind::kUnsupported, "the place in the memo is no plain number");
  }
  return *key;
}

base::Result<void> Unpickler::integer_line() {
  STACMLM_TRY(const std::string text, reader_.line(kLongestLine));
  const std::string_view digits(text);
  if (digits == std::string_view("00")) return no();
  if (digits == std::string_view("01")) return yes();
  const auto value = number_in<std::int64_t>(digits);
  push(value ? values().add_integer(*value) : Values::kUnknown);
  return {};
}

base::Result<void> Unpickler::long_line() {
  STACMLM_TRY(std::string text, reader_.line(kLongestLine));
  if (text.ends_with('L')) text.pop_back();
  const auto value = number_in<std::int64_t>(text);
  push(value ? values().add_integer(*value) : Values::kUnknown);
  return {};
}

// Two's complement of as many bytes as are said.
template <class Number>
base::Result<void> Unpickler::long_of() {
  STACMLM_TRY(const Number size, number<Number>());
  if (std::cmp_less(size, 0)) return malformed("a number of negative length");
  if (std::cmp_greater(size, sizeof(std::int64_t))) {
    push(Values::kUnknown);
    return reader_.skip(static_cast<std::uint64_t>(size));
  }
  std::uint64_t bits = 0;
  unsigned shift = 0;
  for (; std::cmp_less(shift, size * 8); shift += 8) {
    STACMLM_TRY(const std::uint8_t byte, reader_.u8());
    bits |= std::uint64_t{byte} << shift;
  }
  if (shift > 0 && shift < 64 && (bits >> (shift - 1)) != 0) bits |= ~std::uint64_t{0} << shift;
  push(values().add_integer(std::bit_cast<std::int64_t>(bits)));
  return {};
}

base::Result<void> Unpickler::real() {
  STACMLM_TRY(std::uint64_t bits, reader_.u64());
  std::uint64_t turned = 0;  // big-endian, alone of all numbers here
  for (int i = 0; i < 8; ++i, bits >>= 8U) turned = turned << 8U | (bits & 0xFFU);
  push(values().add_real(std::bit_cast<double>(turned)));
  return {};
}

base::Result<void> Unpickler::real_line() {
  STACMLM_TRY(const std::string text, line());
  const auto value = number_in<double>(text);
  push(value ? values().add_real(*value) : Values::kUnknown);
  return {};
}

base::Result<void> Unpickler::keep(std::size_t text_bytes) {
  kept_ += text_bytes;
  if (kept_ > limits_.text_bytes)
    return base::fail(base::ErrorKind::kLimitExceeded, "more text than is kept");
  return {};
}

base::Result<void> Unpickler::push_text(std::string_view text) {
  STACMLM_CHECK(keep(text.size()));
  push(values().add_text(text));
  return {};
}

// With an escape in it, what it means is not worked out.
base::Result<void> Unpickler::string_line() {
  STACMLM_TRY(const std::string quoted, reader_.line(kLongestLine));
  const bool is_quoted = quoted.size() >= 2 && quoted.front() == quoted.back() &&
                         (quoted.front() == '\'' || quoted.front() == '"');
  if (!is_quoted) return base::fail(base::ErrorKind::kUnsupported, "a text without quotes");
  const std::string_view text = std::string_view(quoted).substr(1, quoted.size() - 2);
  if (text.size() <= kLongestName && is_ascii(text) && text.find('\\') == std::string_view::npos)
    return push_text(text);
  push(Values::kUnknown);
  return {};
}

base::Result<void> Unpickler::unicode_line() {
  STACMLM_TRY(const std::string raw, reader_.line(kLongestLine));
  const auto text = decode_raw_unicode(raw);
  if (!text) return malformed("a text with a broken escape");
  if (text->size() <= kLongestName) return push_text(*text);
  push(Values::kUnknown);
  return {};
}

template <class Number>
base::Result<void> Unpickler::text_of() {
  STACMLM_TRY(const std::uint64_t size, number<Number>());
  if (size > kLongestName) {
    push(Values::kUnknown);
    return reader_.skip(size);
  }
  STACMLM_TRY(const std::string text, reader_.text(size, kLongestName));
  return push_text(text);
}

// Text of Python 2, in which bytes were text.
template <class Number>
base::Result<void> Unpickler::string_of() {
  STACMLM_TRY(const Number size, number<Number>());
  if (std::cmp_less(size, 0)) return malformed("a text of negative length");
  const Values::Extent extent{reader_.position(), static_cast<std::uint64_t>(size)};
  if (extent.size <= kLongestName) {
    STACMLM_TRY(const std::string text, reader_.text(extent.size, kLongestName));
    if (is_ascii(text)) return push_text(text);
  } else {
    STACMLM_CHECK(reader_.skip(extent.size));
  }
  push(values().add_bytes(extent));
  return {};
}

template <class Number>
base::Result<void> Unpickler::bytes_of() {
  STACMLM_TRY(const std::uint64_t size, number<Number>());
  const Values::Extent extent{reader_.position(), size};
  STACMLM_CHECK(reader_.skip(size));
  push(values().add_bytes(extent));
  return {};
}

template base::Result<std::uint8_t> Unpickler::number();
template base::Result<std::uint32_t> Unpickler::number();
template base::Result<void> Unpickler::integer<std::int32_t>();
template base::Result<void> Unpickler::integer<std::uint8_t>();
template base::Result<void> Unpickler::integer<std::uint16_t>();
template base::Result<void> Unpickler::long_of<std::uint8_t>();
template base::Result<void> Unpickler::long_of<std::int32_t>();
template base::Result<void> Unpickler::text_of<std::uint8_t>();
template base::Result<void> Unpickler::text_of<std::uint32_t>();
template base::Result<void> Unpickler::text_of<std::uint64_t>();
template base::Result<void> Unpickler::string_of<std::uint8_t>();
template base::Result<void> Unpickler::string_of<std::int32_t>();
template base::Result<void> Unpickler::bytes_of<std::uint8_t>();
template base::Result<void> Unpickler::bytes_of<std::uint32_t>();
template base::Result<void> Unpickler::bytes_of<std::uint64_t>();

}  // namespace stacmlm::artifact::pickle
