// SPDX-License-Identifier: Apache-2.0
#include "model_files/pickle.h"

#include "model_files/pickle_writer.h"

namespace stacmlm::model_files {
namespace {

constexpr std::string_view kCommand = "touch canary";

std::vector<File> one(std::string bytes) { return {{"model.pkl", std::move(bytes)}}; }

std::vector<File> data() {
  return one(PickleWriter(4)
                 .ops("}\x94(")
                 .short_text("name")
                 .short_text("unet")
                 .short_text("classes")
                 .ops("](")
                 .short_text("water")
                 .short_text("land")
                 .ops("e")
                 .short_text("sizes")
                 .integer(3)
                 .integer(-7)
                 .op('\x86')
                 .ops("u")
                 .finish());
}

std::vector<File> protocol_0() {
  return one(
      "(dp0\nS'name'\np1\nVunet \\u2713\np2\nsS'sizes'\n(lp3\nI3\naL-7L\naF0.5\naI01\nasS'made'\n"
      "ccollections\nOrderedDict\n((lp4\ntRp5\ns.");
}

PickleWriter& run(PickleWriter& to) { return to.global("os", "system"); }

std::vector<File> os_system() {
  PickleWriter pickle;
  return one(run(pickle).text(kCommand).ops("\x85R").finish());
}

std::vector<File> protocol_0_call() { return one("cos\nsystem\n(S'touch canary'\ntR."); }

std::vector<File> stack_global_by_memo() {
  return one(PickleWriter(4)
                 .short_text("system")
                 .op('\x94')
                 .op('0')
                 .short_text("posix")
                 .get(0)
                 .op('\x93')
                 .short_text(kCommand)
                 .ops("\x85R")
                 .finish());
}

std::vector<File> inst() { return one("(S'touch canary'\nios\nsystem\n."); }

std::vector<File> obj() {
  PickleWriter pickle;
  pickle.op('(');
  return one(run(pickle).text(kCommand).op('o').finish());
}

// What is called comes out of the memo, and what it gives is thrown away with a mark.
std::vector<File> hidden_by_pop() {
  PickleWriter pickle;
  return one(run(pickle)
                 .put(0)
                 .ops("0(")
                 .get(0)
                 .text(kCommand)
                 .ops("\x85R1}")
                 .text("name")
                 .text("unet")
                 .op('s')
                 .finish());
}

// The class of the state takes part: __setstate__ of what is built.
std::vector<File> build() {
  return one(PickleWriter()
                 .global("torch.fx.graph_module", "GraphModule")
                 .ops(")\x81}")
                 .text("_code")
                 .text("import os; os.system('touch canary')")
                 .ops("sb")
                 .finish());
}

// Gives a harmless class a member.
std::vector<File> build_on_class() {
  return one(PickleWriter()
                 .global("collections", "OrderedDict")
                 .ops("N}")
                 .text("get")
                 .global("builtins", "eval")
                 .ops("s\x86"
                      "b)R")
                 .finish());
}

std::vector<File> import_only() {
  return one(PickleWriter().global("antigravity", "geohash").op('0').op('N').finish());
}

std::vector<File> unknown_name() {
  return one(PickleWriter(4)
                 .global("builtins", "str")
                 .short_text("os")
                 .ops("\x85R")
                 .short_text("system")
                 .op('\x93')
                 .short_text(kCommand)
                 .ops("\x85R")
                 .finish());
}

std::vector<File> extension_code() {
  return one(PickleWriter().raw("\x82\x01").text(kCommand).ops("\x85R").finish());
}

std::vector<File> call_of_value() {
  return one(PickleWriter().global("builtins", "dict").ops(")R)R").finish());
}

std::vector<File> second_stream() {
  PickleWriter second;
  return one(data().front().bytes + run(second).text(kCommand).ops("\x85R").finish());
}

std::vector<File> tail() { return one(data().front().bytes + "and more"); }

std::vector<File> unknown_opcode() { return one(PickleWriter(4).ops("N0\xFE").finish()); }

// Lists of lists, too deep for anything that goes down by recursion.
std::vector<File> deep() {
  constexpr std::size_t kDepth = 20000;
  return one(
      PickleWriter(2).ops(std::string(kDepth, ']')).ops(std::string(kDepth - 1, 'a')).finish());
}

// Thirty tuples, each of which holds the one before it twice: 2^30 ways down.
std::vector<File> memo_bomb() {
  PickleWriter pickle(2);
  pickle.op('N');
  for (int i = 0; i < 30; ++i) pickle.ops("2\x86");
  return one(pickle.global("os", "system").op('2').ops("0\x86").ops("2\x86").finish());
}

std::vector<File> cycle() {
  return one(PickleWriter(2).ops("]2a").global("os", "system").op('0').finish());
}

std::vector<File> huge_memo_key() {
  return one(PickleWriter(2).op('N').raw("r\xFF\xFF\xFF\xFFp99999999999\n").finish());
}

std::vector<File> huge_text() {
  return one(PickleWriter(4).raw("\x8d\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F").finish());
}

constexpr Kind kKinds[] = {
    {"pickle", "a dict of texts and numbers, protocol 4", data},
    {"pickle-protocol-0", "a dict as Python 2 wrote it", protocol_0},
    {"pickle-os-system", "hostile: calls os.system", os_system},
    {"pickle-protocol-0-call", "hostile: calls os.system, in letters only", protocol_0_call},
    {"pickle-stack-global", "hostile: the name comes out of the memo", stack_global_by_memo},
    {"pickle-inst", "hostile: INST", inst},
    {"pickle-obj", "hostile: OBJ", obj},
    {"pickle-pop", "hostile: what the call gives is thrown away", hidden_by_pop},
    {"pickle-build", "hostile: code in the state of a class that compiles it", build},
    {"pickle-build-on-class", "hostile: changes a class that is harmless", build_on_class},
    {"pickle-import", "hostile: imports and calls nothing", import_only},
    {"pickle-unknown-name", "hostile: the name is worked out by a call", unknown_name},
    {"pickle-extension", "hostile: a name by its number in the loader", extension_code},
    {"pickle-call-of-value", "hostile: calls what a call gave", call_of_value},
    {"pickle-second-stream", "hostile: in the pickle behind the first", second_stream},
    {"pickle-tail", "bytes that are no pickle behind one", tail},
    {"pickle-unknown-opcode", "an opcode that nobody knows", unknown_opcode},
    {"pickle-deep", "20000 lists in each other", deep},
    {"pickle-memo-bomb", "hostile: 2^30 ways to one value", memo_bomb},
    {"pickle-cycle", "hostile: a list in itself", cycle},
    {"pickle-huge-memo-key", "a memo of 2^32 places", huge_memo_key},
    {"pickle-huge-text", "a text longer than any file", huge_text},
};

}  // namespace

std::span<const Kind> pickle_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
