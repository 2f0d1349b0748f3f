// SPDX-License-Identifier: Apache-2.0
// The stack machine behind read_stream(): machine.cc has its instructions, calls.cc those that
// name and call, scalars.cc those that read numbers and texts.
#pragma once

#include <string_view>

#include "artifact/pickle/machine.h"

namespace stacmlm::artifact::pickle {

class Unpickler {
 public:
  Unpickler(ByteReader& reader, const MachineLimits& limits, Stream& stream, BuildWatcher* watcher)
      : reader_(reader), limits_(limits), stream_(stream), watcher_(watcher) {}

  base::Result<void> run();

 private:
  using Done = base::Result<void>;
  struct Instruction {
    unsigned char opcode;
    Done (Unpickler::*step)();
  };
  static const Instruction kInstructions[];

  Values& values() { return stream_.values; }
  // The stack, of which only the part above the last mark can be reached.
  [[nodiscard]] std::size_t fence() const { return marks_.empty() ? 0 : marks_.back(); }
  void push(ValueId value) { stack_.push_back(value); }
  base::Result<ValueId> pop();
  base::Result<ValueId> top();
  base::Result<std::vector<ValueId>> pop_mark();
  Done push_container(Kind kind, const std::vector<ValueId>& items);

  // Structure.
  Done protocol();
  Done frame();
  Done stop();
  Done mark();
  Done drop();
  Done drop_mark();
  Done duplicate();
  Done none() { return constant(Values::kNone); }
  Done yes() { return constant(Values::kTrue); }
  Done no() { return constant(Values::kFalse); }
  Done empty_tuple() { return constant(Values::kEmptyTuple); }
  Done constant(ValueId value);
  template <Kind kind>
  Done empty();
  template <Kind kind>
  Done collect();
  template <std::size_t count>
  Done tuple_of();
  Done dict();
  Done append_one();
  Done append_all();
  Done add_all();
  Done set_one();
  Done set_all();
  Done put_text();
  template <class Number>
  Done put();
  Done memoize();
  Done get_text();
  template <class Number>
  Done get();

  // calls.cc
  Done push_global(std::string_view module, std::string_view name);
  Done global();
  Done stack_global();
  Done extension();
  Done reduce();
  Done new_object();
  Done new_object_with_keywords();
  Done instance();
  Done object_of_mark();
  Done build();
  Done persistent_text();
  Done persistent();
  Done out_of_band();
  Done nothing() { return {}; }
  Done push_call(ValueId callee, ValueId arguments, ValueId keywords = kNoValue);
  Done append_to(ValueId container, const std::vector<ValueId>& items);
  Done set_in(ValueId container, const std::vector<ValueId>& pairs);
  Done remember(std::uint64_t key, ValueId value);
  Done recall(std::uint64_t key);

  // scalars.cc
  template <class Number>
  base::Result<Number> number();
  template <class Number>
  Done integer();
  Done integer_line();
  Done long_line();
  template <class Number>
  Done long_of();
  Done real();
  Done real_line();
  Done string_line();
  Done unicode_line();
  template <class Number>
  Done text_of();
  template <class Number>
  Done string_of();
  template <class Number>
  Done bytes_of();
  Done push_text(std::string_view text);
  Done keep(std::size_t text_bytes);
  base::Result<std::uint64_t> memo_key();
  base::Result<std::string> line();

  ByteReader& reader_;
  MachineLimits limits_;
  Stream& stream_;
  BuildWatcher* watcher_;
  std::uint64_t position_ = 0;  // of the opcode at hand
  bool is_done_ = false;
  std::size_t kept_ = 0;  // bytes of texts and names
  std::vector<ValueId> stack_;
  std::vector<std::size_t> marks_;
  std::unordered_map<std::uint64_t, ValueId> memo_;
};

}  // namespace stacmlm::artifact::pickle
