// SPDX-License-Identifier: Apache-2.0
#include "artifact/gguf/metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace stacmlm::artifact::gguf {
namespace {

constexpr std::size_t kLongestKey = 65535;   // the format's own limit
constexpr std::size_t kLongestKept = 65536;  // a longer value is told by its size
constexpr int kDeepest = 16;                 // lists in lists

enum ValueType : std::uint32_t {
  kU8,
  kI8,
  kU16,
  kI16,
  kU32,
  kI32,
  kF32,
  kBool,
  kText,
  kList,
  kU64,
  kI64,
  kF64
};

/// Bytes of a value; 0 of those that differ in length.
unsigned size_of(std::uint32_t type) {
  constexpr unsigned kSizes[] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
  return kSizes[type];
}

bool is_type(std::uint32_t type) { return type <= kF64; }

std::string text_of(std::uint32_t type, std::uint64_t bits) {
  switch (type) {
    case kI8:
      return fmt::to_string(static_cast<std::int8_t>(bits));
    case kI16:
      return fmt::to_string(static_cast<std::int16_t>(bits));
    case kI32:
      return fmt::to_string(static_cast<std::int32_t>(bits));
    case kI64:
      return fmt::to_string(static_cast<std::int64_t>(bits));
    case kF32:
      return fmt::to_string(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    case kF64:
      return fmt::to_string(std::bit_cast<double>(bits));
    case kBool:
      return bits == 0 ? "false" : "true";
    default:
      return fmt::to_string(bits);
  }
}

/// A template of Jinja reaches Python's own objects by names with two underscores, or by `attr`.
bool reaches_into_python(std::string_view text) {
  return text.find("__") != std::string_view::npos ||
         text.find("|attr") != std::string_view::npos ||
         text.find("| attr") != std::string_view::npos;
}

class MetadataReader {
 public:
  MetadataReader(ByteReader& reader, const Numbers& numbers, Collector& collector)
      : reader_(reader), numbers_(numbers), collector_(collector) {}

  base::Result<Layout> run(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      STACMLM_TRY(std::string key, numbers_.text(reader_, kLongestKey));
      STACMLM_TRY(const std::uint32_t type, reader_.u32());
      if (!is_type(type))
        return malformed(fmt::format("\"{}\" has a value of unknown type {}", key, type));
      STACMLM_CHECK(read_value(key, type));
      STACMLM_CHECK(collector_.keep(key.size() + sizeof key));
      if (!keys_.insert(std::move(key)).second) return malformed("a key of metadata stands twice");
    }
    if (parts_ > 1) {
      collector_.danger(DangerKind::kNotAnalysed, "",
                        fmt::format("one of {} files: the others are not looked at", parts_));
    }
    return layout_;
  }

 private:
  base::Result<void> read_value(const std::string& key, std::uint32_t type) {
    if (type == kList) return read_list(key, 0);
    if (type == kText) return read_text(key);
    STACMLM_TRY(const std::uint64_t bits, reader_.number(size_of(type)));
    if (type == kBool && bits > 1)
      return malformed(fmt::format("\"{}\" is neither true nor false", key));
    if (key == "general.alignment") {
      if (type != kU32 || !std::has_single_bit(bits)) return malformed("an odd alignment");
      layout_.alignment = bits;
    }
    if (key == "split.count") parts_ = bits;
    return collector_.add_metadata(key, text_of(type, bits));
  }

  base::Result<void> read_text(const std::string& key) {
    STACMLM_TRY(const std::uint64_t size, numbers_.count(reader_));
    if (size > kLongestKept) {
      STACMLM_CHECK(reader_.skip(size));
      if (is_template(key))
        collector_.danger(DangerKind::kNotAnalysed, key, "a template that is too long to be read");
      return collector_.add_metadata(key, fmt::format("({} bytes)", size));
    }
    STACMLM_TRY(const std::string text, reader_.text(size, kLongestKept));
    look_at_template(key, text);
    return collector_.add_metadata(key, text);
  }

  static bool is_template(std::string_view key) {
    return key.starts_with("tokenizer.chat_template");
  }

  void look_at_template(const std::string& key, std::string_view text) {
    if (is_template(key) && reaches_into_python(text))
      collector_.danger(DangerKind::kPythonCode, key, "a template that reaches into Python");
  }

  base::Result<void> read_list(const std::string& key, int depth) {
    if (depth > kDeepest) return malformed(fmt::format("\"{}\" has lists that are too deep", key));
    STACMLM_TRY(const std::uint32_t type, reader_.u32());
    STACMLM_TRY(const std::uint64_t count, numbers_.count(reader_));
    if (!is_type(type))
      return malformed(fmt::format("\"{}\" has values of unknown type {}", key, type));
    // The least that one takes: its bytes, its length, its type and length.
    const unsigned least = type == kList   ? 4 + numbers_.size()
                           : type == kText ? numbers_.size()
                                           : size_of(type);
    if (count > reader_.left() / least)
      return malformed(fmt::format("\"{}\" has more values than the file has bytes", key));
    if (type != kList && type != kText) return reader_.skip(count * least);
    const bool is_labels = type == kText && key.ends_with(".classifier.output_labels");
    for (std::uint64_t i = 0; i < count; ++i) {
      if (type == kList) {
        STACMLM_CHECK(read_list(key, depth + 1));
      } else if (is_labels) {
        STACMLM_TRY(std::string label, numbers_.text(reader_, kLongestKept));
        STACMLM_CHECK(collector_.add_class(std::move(label)));
      } else {
        STACMLM_TRY(const std::uint64_t size, numbers_.count(reader_));
        STACMLM_CHECK(reader_.skip(size));
      }
    }
    return {};
  }

  ByteReader& reader_;
  const Numbers& numbers_;
  Collector& collector_;
  std::set<std::string> keys_;
  Layout layout_;
  std::uint64_t parts_ = 1;
};

}  // namespace

base::Result<std::uint64_t> Numbers::count(ByteReader& reader) const {
  if (!is_short_) return reader.u64();
  STACMLM_TRY(const std::uint64_t number, reader.u32());
  return number;
}

base::Result<std::string> Numbers::text(ByteReader& reader, std::size_t limit) const {
  STACMLM_TRY(const std::uint64_t size, count(reader));
  return reader.text(size, limit);
}

base::Result<Layout> read_metadata(ByteReader& reader, const Numbers& numbers, std::uint64_t count,
                                   Collector& collector) {
  return MetadataReader(reader, numbers, collector).run(count);
}

}  // namespace stacmlm::artifact::gguf
