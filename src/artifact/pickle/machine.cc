// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/machine.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "artifact/collector.h"
#include "artifact/pickle/unpickler.h"

namespace stacmlm::artifact::pickle {
namespace {

constexpr unsigned kNewestProtocol = 5;
constexpr std::uint64_t kMostAllocated = std::uint64_t{1} << 48U;  // by any unpickler, for a frame

/// What this machine refuses, and some unpickler may not.
tl::unexpected<base::Error> not_followed(std::string_view why) {
  return base::fail(base::ErrorKind::kUnsupported, std::string(why));
}

}  // namespace

base::Result<ValueId> Unpickler::pop() {
  STACMLM_TRY(const ValueId value, top());
  stack_.pop_back();
  return value;
}

base::Result<ValueId> Unpickler::top() {
  if (stack_.size() <= fence()) return malformed("something is taken from an empty stack");
  return stack_.back();
}

base::Result<std::vector<ValueId>> Unpickler::pop_mark() {
  if (marks_.empty()) return malformed("a mark is asked for, and there is none");
  const auto from = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
  std::vector<ValueId> items(from, stack_.end());
  stack_.erase(from, stack_.end());
  marks_.pop_back();
  return items;
}

base::Result<void> Unpickler::push_container(Kind kind, const std::vector<ValueId>& items) {
  const ValueId container = values().add_container(kind);
  for (const ValueId item : items) values().append(container, item);
  push(container);
  return {};
}

base::Result<void> Unpickler::protocol() {
  STACMLM_TRY(stream_.protocol, reader_.u8());
  if (stream_.protocol > kNewestProtocol) {
    return malformed(fmt::format("pickle protocol {} is not known", stream_.protocol));
  }
  return {};
}

base::Result<void> Unpickler::frame() {
  STACMLM_TRY(const std::uint64_t size, reader_.u64());
  if (size > reader_.left() + kMostAllocated)
    return malformed("a frame is longer than what is left");
  if (size > reader_.left()) return not_followed("a frame is longer than what is left");
  return {};
}

base::Result<void> Unpickler::stop() {
  STACMLM_TRY(stream_.result, pop());
  is_done_ = true;
  return {};
}

base::Result<void> Unpickler::mark() {
  marks_.push_back(stack_.size());
  return {};
}

// Takes a mark away if that is what lies on top.
base::Result<void> Unpickler::drop() {
  if (!marks_.empty() && marks_.back() == stack_.size()) {
    marks_.pop_back();
    return {};
  }
  STACMLM_CHECK(pop());
  return {};
}

base::Result<void> Unpickler::drop_mark() {
  STACMLM_CHECK(pop_mark());
  return {};
}

base::Result<void> Unpickler::duplicate() {
  STACMLM_TRY(const ValueId value, top());
  push(value);
  return {};
}

base::Result<void> Unpickler::constant(ValueId value) {
  push(value);
  return {};
}

template <Kind kind>
base::Result<void> Unpickler::empty() {
  push(values().add_container(kind));
  return {};
}

template <Kind kind>
base::Result<void> Unpickler::collect() {
  STACMLM_TRY(const auto items, pop_mark());
  return push_container(kind, items);
}

template <std::size_t count>
base::Result<void> Unpickler::tuple_of() {
  std::vector<ValueId> items(count);
  for (std::size_t i = count; i-- > 0;) {
    STACMLM_TRY(items[i], pop());
  }
  return push_container(Kind::kTuple, items);
}

base::Result<void> Unpickler::dict() {
  STACMLM_TRY(const auto pairs, pop_mark());
  if (pairs.size() % 2 != 0) return malformed("a dict with a key and no value");
  return push_container(Kind::kDict, pairs);
}

base::Result<void> Unpickler::append_to(ValueId container, const std::vector<ValueId>& items) {
  const Kind kind = values().kind(container);
  if (kind == Kind::kObject) {
    if (values().object(container)->items == kNoValue)
      values().change_object(container).items = values().add_container(Kind::kList);
    container = values().object(container)->items;
  } else if (kind == Kind::kOther || kind == Kind::kPersistent) {
    return {};
  } else if (kind != Kind::kList) {
    return not_followed("something is appended to what is no list");
  }
  for (const ValueId item : items) values().append(container, item);
  return {};
}

base::Result<void> Unpickler::append_one() {
  STACMLM_TRY(const ValueId item, pop());
  STACMLM_TRY(const ValueId container, top());
  return append_to(container, {item});
}

base::Result<void> Unpickler::append_all() {
  STACMLM_TRY(const auto items, pop_mark());
  STACMLM_TRY(const ValueId container, top());
  return append_to(container, items);
}

base::Result<void> Unpickler::add_all() {
  STACMLM_TRY(const auto items, pop_mark());
  STACMLM_TRY(const ValueId container, top());
  if (values().kind(container) != Kind::kSet) return append_to(container, items);
  for (const ValueId item : items) values().append(container, item);
  return {};
}

base::Result<void> Unpickler::set_in(ValueId container, const std::vector<ValueId>& pairs) {
  if (pairs.size() % 2 != 0) return malformed("a key is set without a value");
  const Kind kind = values().kind(container);
  if (kind == Kind::kObject) {
    if (values().object(container)->pairs == kNoValue)
      values().change_object(container).pairs = values().add_container(Kind::kDict);
    container = values().object(container)->pairs;
  } else if (kind == Kind::kOther || kind == Kind::kPersistent) {
    return {};
  } else if (kind != Kind::kDict) {
    return not_followed("a key is set in what is no dict");
  }
  for (const ValueId value : pairs) values().append(container, value);
  return {};
}

base::Result<void> Unpickler::set_one() {
  STACMLM_TRY(const ValueId value, pop());
  STACMLM_TRY(const ValueId key, pop());
  STACMLM_TRY(const ValueId container, top());
  return set_in(container, {key, value});
}

base::Result<void> Unpickler::set_all() {
  STACMLM_TRY(const auto pairs, pop_mark());
  STACMLM_TRY(const ValueId container, top());
  return set_in(container, pairs);
}

base::Result<void> Unpickler::remember(std::uint64_t key, ValueId value) {
  memo_[key] = value;
  return {};
}

base::Result<void> Unpickler::recall(std::uint64_t key) {
  const auto found = memo_.find(key);
  if (found == memo_.end()) return malformed(fmt::format("memo {} is asked for, and empty", key));
  push(found->second);
  return {};
}

base::Result<void> Unpickler::put_text() {
  STACMLM_TRY(const std::uint64_t key, memo_key());
  STACMLM_TRY(const ValueId value, top());
  return remember(key, value);
}

template <class Number>
base::Result<void> Unpickler::put() {
  STACMLM_TRY(const Number key, number<Number>());
  STACMLM_TRY(const ValueId value, top());
  return remember(key, value);
}

// The key is the number of what is remembered so far, as both of Python's own unpicklers count.
base::Result<void> Unpickler::memoize() {
  STACMLM_TRY(const ValueId value, top());
  return remember(memo_.size(), value);
}

base::Result<void> Unpickler::get_text() {
  STACMLM_TRY(const std::uint64_t key, memo_key());
  return recall(key);
}

template <class Number>
base::Result<void> Unpickler::get() {
  STACMLM_TRY(const Number key, number<Number>());
  return recall(key);
}

const Unpickler::Instruction Unpickler::kInstructions[] = {
    {'(', &Unpickler::mark},
    {'.', &Unpickler::stop},
    {'0', &Unpickler::drop},
    {'1', &Unpickler::drop_mark},
    {'2', &Unpickler::duplicate},
    {'F', &Unpickler::real_line},
    {'I', &Unpickler::integer_line},
    {'J', &Unpickler::integer<std::int32_t>},
    {'K', &Unpickler::integer<std::uint8_t>},
    {'L', &Unpickler::long_line},
    {'M', &Unpickler::integer<std::uint16_t>},
    {'N', &Unpickler::none},
    {'P', &Unpickler::persistent_text},
    {'Q', &Unpickler::persistent},
    {'R', &Unpickler::reduce},
    {'S', &Unpickler::string_line},
    {'T', &Unpickler::string_of<std::int32_t>},
    {'U', &Unpickler::string_of<std::uint8_t>},
    {'V', &Unpickler::unicode_line},
    {'X', &Unpickler::text_of<std::uint32_t>},
    {'a', &Unpickler::append_one},
    {'b', &Unpickler::build},
    {'c', &Unpickler::global},
    {'d', &Unpickler::dict},
    {'}', &Unpickler::empty<Kind::kDict>},
    {'e', &Unpickler::append_all},
    {'g', &Unpickler::get_text},
    {'h', &Unpickler::get<std::uint8_t>},
    {'i', &Unpickler::instance},
    {'j', &Unpickler::get<std::uint32_t>},
    {'l', &Unpickler::collect<Kind::kList>},
    {']', &Unpickler::empty<Kind::kList>},
    {'o', &Unpickler::object_of_mark},
    {'p', &Unpickler::put_text},
    {'q', &Unpickler::put<std::uint8_t>},
    {'r', &Unpickler::put<std::uint32_t>},
    {'s', &Unpickler::set_one},
    {'t', &Unpickler::collect<Kind::kTuple>},
    {')', &Unpickler::empty_tuple},
    {'u', &Unpickler::set_all},
    {'G', &Unpickler::real},
    {'B', &Unpickler::bytes_of<std::uint32_t>},
    {'C', &Unpickler::bytes_of<std::uint8_t>},
    {0x80, &Unpickler::protocol},
    {0x81, &Unpickler::new_object},
    {0x82, &Unpickler::extension},
    {0x83, &Unpickler::extension},
    {0x84, &Unpickler::extension},
    {0x85, &Unpickler::tuple_of<1>},
    {0x86, &Unpickler::tuple_of<2>},
    {0x87, &Unpickler::tuple_of<3>},
    {0x88, &Unpickler::yes},
    {0x89, &Unpickler::no},
    {0x8a, &Unpickler::long_of<std::uint8_t>},
    {0x8b, &Unpickler::long_of<std::int32_t>},
    {0x8c, &Unpickler::text_of<std::uint8_t>},
    {0x8d, &Unpickler::text_of<std::uint64_t>},
    {0x8e, &Unpickler::bytes_of<std::uint64_t>},
    {0x8f, &Unpickler::empty<Kind::kSet>},
    {0x90, &Unpickler::add_all},
    {0x91, &Unpickler::collect<Kind::kSet>},
    {0x92, &Unpickler::new_object_with_keywords},
    {0x93, &Unpickler::stack_global},
    {0x94, &Unpickler::memoize},
    {0x95, &Unpickler::frame},
    {0x96, &Unpickler::bytes_of<std::uint64_t>},
    {0x97, &Unpickler::out_of_band},
    {0x98, &Unpickler::nothing},
};

base::Result<void> Unpickler::run() {
  using Step = Done (Unpickler::*)();
  static const auto steps = [] {
    std::array<Step, 256> by_opcode{};
    for (const Instruction& known : kInstructions) by_opcode[known.opcode] = known.step;
    return by_opcode;
  }();
  for (; !is_done_; ++stream_.operations) {
    if (stream_.operations >= limits_.operations)
      return base::fail(base::ErrorKind::kLimitExceeded, "more opcodes than are looked at");
    position_ = reader_.position();
    STACMLM_TRY(const std::uint8_t opcode, reader_.u8());
    const Step step = steps[opcode];
    if (step == nullptr) {
      return malformed(fmt::format("{:#04x} is no opcode that is known", opcode));
    }
    STACMLM_CHECK((this->*step)());
  }
  return {};
}

base::Result<void> read_stream(ByteReader& reader, const MachineLimits& limits, Stream& stream,
                               BuildWatcher* watcher) {
  stream.begin = reader.position();
  auto done = Unpickler(reader, limits, stream, watcher).run();
  stream.end = reader.position();
  return done;
}

}  // namespace stacmlm::artifact::pickle
