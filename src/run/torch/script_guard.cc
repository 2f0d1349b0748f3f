// SPDX-License-Identifier: Apache-2.0
#include "run/torch/script_guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "artifact/archive/archive.h"
#include "artifact/pickle/machine.h"
#include "artifact/torch/script_tokens.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::run::pt {
namespace {

using artifact::Archive;
using artifact::ArchiveEntry;
using artifact::pickle::Kind;
using artifact::pickle::ValueId;
using artifact::pickle::Values;
using artifact::torch::Token;
using artifact::torch::Tokens;

constexpr std::size_t kMostCode = std::size_t{32} << 20U;  // bytes of all files
constexpr std::size_t kMostPickle = std::size_t{100} << 20U;
constexpr std::size_t kMostDirectory = std::size_t{48} << 20U;
constexpr std::size_t kDeepest = 200;      // brackets; Python takes no more either
constexpr std::ptrdiff_t kFarthest = 400;  // columns that a line begins at
constexpr std::size_t kLongestChain = 1000;
constexpr std::size_t kMostBranches = 1000;

/// Words between values, and before them.
constexpr std::array<std::string_view, 8> kLinks{"and", "else", "if", "in",
                                                 "is",  "not",  "or", "lambda"};

tl::unexpected<base::Error> refuse(std::string_view where, std::string_view why) {
  return base::fail(base::ErrorKind::kUnsupported, fmt::format("{}: {}", where, why));
}

bool is_link(const Token& token) {
  if (token.kind == Token::Kind::kName)
    return std::ranges::find(kLinks, token.text) != kLinks.end();
  return token.kind == Token::Kind::kOther &&
         std::string_view("+-*/%<>=!&|^~@.").find(token.text.front()) != std::string_view::npos;
}

/// Brackets within each other, and values that hang together: one is counted anew at each comma.
class Nesting {
 public:
  /// False: it is too deep.
  bool take(const Token& token) {
    const char sign = token.kind == Token::Kind::kOther ? token.text.front() : ' ';
    if (sign == '(' || sign == '[' || sign == '{') {
      ++chains_.back();  // calls of what calls give
      chains_.push_back(0);
    } else if ((sign == ')' || sign == ']' || sign == '}') && chains_.size() > 1) {
      chains_.pop_back();
    } else if (sign == ',') {
      chains_.back() = 0;
    } else if (is_link(token)) {
      ++chains_.back();
    }
    return chains_.size() <= kDeepest && chains_.back() <= kLongestChain;
  }
  void end_line() {
    if (chains_.size() == 1) chains_.back() = 0;
  }

 private:
  std::vector<std::size_t> chains_{0};
};

base::Result<void> check_code(std::string_view code, std::string_view where) {
  Tokens tokens(code);
  Nesting nesting;
  std::size_t branches = 0;
  const char* last = code.data();
  for (Token token = tokens.next(); token.kind != Token::Kind::kEnd; token = tokens.next()) {
    if (token.kind == Token::Kind::kBroken) return refuse(where, "a text in it does not end");
    const std::string_view between(last, token.text.data());
    last = token.text.data();
    if (const std::size_t line = between.rfind('\n'); line != std::string_view::npos) {
      nesting.end_line();
      if (static_cast<std::ptrdiff_t>(between.size() - line) > kFarthest)
        return refuse(where, "its blocks are nested too deep");
    }
    if (token.text == "elif" && ++branches > kMostBranches)
      return refuse(where, "it has too many branches");
    if (!nesting.take(token)) return refuse(where, "its expressions are nested too deep");
  }
  return {};
}

/// Types are texts in pickles.
bool is_flat(std::string_view text) {
  std::size_t depth = 0;
  for (const char c : text) {
    if (c == '[' && ++depth > kDeepest) return false;
    if (c == ']' && depth > 0) --depth;
  }
  return true;
}

/// What a value has in it, one level down.
std::vector<ValueId> parts_of(const Values& values, ValueId id) {
  std::vector<ValueId> parts;
  for (const ValueId item : values.items(id)) parts.push_back(item);
  if (values.kind(id) == Kind::kPersistent) parts.push_back(values.key(id));
  if (const auto* object = values.object(id)) {
    for (const ValueId part : {object->callee, object->arguments, object->keywords, object->state,
                               object->items, object->pairs})
      if (part != artifact::pickle::kNoValue) parts.push_back(part);
  }
  return parts;
}

/// How many values stand in each other below each, as far as they were asked for.
class Heights {
 public:
  explicit Heights(const Values& values) : values_(values), heights_(values.size(), kUnknown) {}

  /// False: there are too many, or one stands in itself.
  bool are_low(ValueId top) {
    std::vector<Open> way;
    const auto enter = [&](ValueId id) {
      heights_[id] = kOpen;
      way.push_back({id, 1, parts_of(values_, id)});
    };
    if (heights_[top] == kUnknown) enter(top);
    while (!way.empty()) {
      Open& last = way.back();
      if (!last.parts.empty()) {
        const ValueId part = last.parts.back();
        if (heights_[part] == kUnknown) {
          enter(part);
          continue;
        }
        last.parts.pop_back();
        last.height = std::max(last.height, heights_[part] + 1);
        if (heights_[part] == kOpen || last.height > kMostHeight) return false;
        continue;
      }
      heights_[last.id] = last.height;
      way.pop_back();
    }
    return true;
  }

 private:
  static constexpr std::uint32_t kUnknown = 0;
  static constexpr std::uint32_t kOpen = 0xFFFFFFF0;
  static constexpr std::uint32_t kMostHeight = 200;

  struct Open {
    ValueId id;
    std::uint32_t height;
    std::vector<ValueId> parts;
  };

  const Values& values_;
  std::vector<std::uint32_t> heights_;
};

/// What a call gets is known. Texts that are too long to be kept may be types.
bool knows_arguments(const Values& values, ValueId id) {
  const auto* object = values.object(id);
  if (object == nullptr || object->arguments == artifact::pickle::kNoValue) return true;
  if (object->arguments == Values::kUnknown) return false;
  for (const ValueId argument : values.items(object->arguments))
    if (argument == Values::kUnknown) return false;
  return true;
}

bool is_shallow(const Values& values) {
  Heights heights(values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto id = static_cast<ValueId>(i);
    if (const auto text = values.text(id); text && !is_flat(*text)) return false;
    if (!knows_arguments(values, id) || !heights.are_low(id)) return false;
  }
  return true;
}

base::Result<void> check_pickle(const Archive& archive, const ArchiveEntry& entry) {
  STACMLM_TRY(const auto source, archive.open(entry, kMostPickle));
  artifact::ByteReader reader(*source);
  artifact::pickle::Stream stream;
  STACMLM_CHECK(artifact::pickle::read_stream(reader, {}, stream));
  return is_shallow(stream.values) ? base::Result<void>()
                                   : refuse(entry.name, "its values are nested too deep");
}

}  // namespace

base::Result<void> check_script(const std::string& path) {
  STACMLM_TRY(const auto source, artifact::open_source(path));
  STACMLM_TRY(const Archive archive, Archive::open(*source, kMostDirectory));
  std::size_t all = 0;
  for (const ArchiveEntry& entry : archive.entries()) {
    if (entry.name.ends_with(".pkl") || entry.name.ends_with("_pkl")) {
      STACMLM_CHECK(check_pickle(archive, entry));
    }
    if (!entry.name.ends_with(".py")) continue;
    if (entry.size > kMostCode - all) return refuse(path, "there is too much code in it");
    all += entry.size;
    STACMLM_TRY(const std::string code, archive.read(entry, kMostCode));
    STACMLM_CHECK(check_code(code, entry.name));
  }
  return {};
}

}  // namespace stacmlm::run::pt
