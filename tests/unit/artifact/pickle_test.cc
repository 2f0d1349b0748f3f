// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/pickle.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>

#include "artifact/pickle/findings.h"
#include "danger_lines.h"
#include "model_files/kinds.h"
#include "model_files/pickle.h"
#include "model_files/pickle_writer.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

ModelFile read(std::string_view bytes) { return inspect(*source_of(bytes, "model.pkl")).value(); }

/// `kind where: what` of all findings, a line each.
std::string dangers(std::string_view kind) {
  const ModelFile model = read(model_files::bytes_of(kind));
  EXPECT_EQ(model.format, "pickle") << kind;
  return dangers(model);
}

TEST(Pickle, DataIsDataOnly) {
  for (const auto* kind : {"pickle", "pickle-protocol-0", "pickle-deep"}) {
    const ModelFile model = read(model_files::bytes_of(kind));
    EXPECT_EQ(model.format, "pickle") << kind;
    EXPECT_EQ(model.verdict, Verdict::kDataOnly) << dangers(kind);
    EXPECT_EQ(model.fault, "");
  }
  EXPECT_EQ(read(model_files::bytes_of("pickle")).format_version, "protocol 4");
}

TEST(Pickle, CallsAreNamed) {
  constexpr std::string_view kCall = "calls os.system(\"touch canary\")\n";
  EXPECT_EQ(dangers("pickle-os-system"), "call byte 31: " + std::string(kCall));
  EXPECT_EQ(dangers("pickle-protocol-0-call"), "call byte 29: " + std::string(kCall));
  EXPECT_EQ(dangers("pickle-stack-global"), "call byte 37: calls posix.system(\"touch canary\")\n");
  EXPECT_EQ(dangers("pickle-inst"), "call byte 17: " + std::string(kCall));
  EXPECT_EQ(dangers("pickle-obj"), "call byte 31: " + std::string(kCall));
  EXPECT_EQ(dangers("pickle-pop"), "call byte 37: " + std::string(kCall));
  EXPECT_EQ(dangers("pickle-second-stream"), "call byte 93: " + std::string(kCall));
}

TEST(Pickle, AnArgumentThatReadsLikeAStateIsNone) {
  const auto is_kept = [](std::string_view bytes) {
    const ModelFile model = read(bytes);
    return model.danger.size() == 1 && model.danger.front().is_kept_object;
  };
  EXPECT_TRUE(is_kept(model_files::bytes_of("pickle-build")));
  EXPECT_FALSE(is_kept(model_files::bytes_of("pickle-os-system")));
  model_files::PickleWriter writer;
  writer.global("os", "system").text("() and sets its state").ops("\x85R.");
  EXPECT_FALSE(is_kept(writer.bytes()));
}

TEST(Pickle, WhatIsNoPlainCall) {
  EXPECT_EQ(dangers("pickle-build"),
            "call byte 38: calls torch.fx.graph_module.GraphModule() and sets its state: code of "
            "PyTorch\n");
  EXPECT_EQ(dangers("pickle-build-on-class"),
            "call byte 37: imports builtins.eval\ncall byte 54: changes collections.OrderedDict "
            "itself\n");
  EXPECT_EQ(dangers("pickle-import"), "call byte 2: imports antigravity.geohash\n");
  EXPECT_EQ(dangers("pickle-memo-bomb"), "call byte 63: imports os.system\n");
  EXPECT_EQ(dangers("pickle-cycle"), "call byte 5: imports os.system\n");
}

TEST(Pickle, WhatCannotBeToldIsNotSafe) {
  for (const auto* kind : {"pickle-unknown-name", "pickle-extension", "pickle-call-of-value",
                           "pickle-tail", "pickle-unknown-opcode", "pickle-huge-text"}) {
    const ModelFile model = read(model_files::bytes_of(kind));
    EXPECT_EQ(model.verdict, Verdict::kUnknown) << dangers(kind);
  }
  EXPECT_EQ(dangers("pickle-tail"),
            "not-analysed byte 62: 8 bytes behind the pickle are no pickle\n");
}

TEST(Pickle, EveryTruncationIsNotSafe) {
  for (const model_files::Kind& kind : model_files::pickle_kinds()) {
    const std::string bytes = kind.make().front().bytes;
    for (std::size_t size = 0; size < std::min<std::size_t>(bytes.size(), 300); ++size) {
      const ModelFile model = read(std::string_view(bytes).substr(0, size));
      const bool is_whole_pickle =
          kind.name == "pickle-tail" || kind.name == "pickle-second-stream";
      if (is_whole_pickle && size == model_files::bytes_of("pickle").size()) continue;
      EXPECT_NE(model.verdict, Verdict::kDataOnly) << kind.name << " cut to " << size;
    }
  }
}

TEST(Pickle, NothingRuns) {
  for (const model_files::Kind& kind : model_files::pickle_kinds()) {
    const std::string summary(kind.summary);
    const ModelFile model = read(kind.make().front().bytes);
    if (!summary.starts_with("hostile")) continue;
    EXPECT_NE(model.verdict, Verdict::kDataOnly) << kind.name;
  }
  EXPECT_FALSE(std::filesystem::exists("canary"));
}

TEST(Pickle, CallsAreShortAndPrintable) {
  const std::string bytes =
      "cos\nsystem\n(V\x1b[2J\xe9" + std::string(500, 'x') + "\nI7\nF0.5\nNI01\n(lp1\n(dp2\ntR.";
  const ModelFile model = read(bytes);
  ASSERT_EQ(model.danger.size(), 1U);
  EXPECT_EQ(model.danger[0].what, "calls os.system(\"\\x1b[2J\\xc3\\xa9" + std::string(54, 'x') +
                                      "...\", 7, 0.5, None, True, [], {...})");
}

/// An array of Python objects as NumPy writes it, and one whose bytes are taken for addresses.
std::string array_of(std::string_view code, int flags, std::string_view fields = "N") {
  const std::string type = fmt::format(
      "cnumpy\ndtype\n(V{}\nI00\nI01\ntR(I3\nV|\nNN{}I-1\nI-1\nI{}\ntb", code, fields, flags);
  return "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntVb\ntR(I1\n(I1\nt" + type +
         "I00\nVAAAAAAAA\ntb.";
}

TEST(Pickle, TypesOfNumpyKeepTheirLayout) {
  for (const auto& [code, flags] : {std::pair("O8", 63), {"f8", 0}, {"<U4", 8}, {"|V8", 0}})
    EXPECT_EQ(read(array_of(code, flags)).verdict, Verdict::kDataOnly) << code << flags;
  for (const auto& [code, flags] :
       {std::pair("O8", 1), {"O8", 0}, {"object", 0}, {"f8", 1}, {"f8,O", 0}, {"V8", 3}})
    EXPECT_EQ(read(array_of(code, flags)).verdict, Verdict::kUnknown) << code << flags;
  EXPECT_EQ(read(array_of("V8", 0, "}")).verdict, Verdict::kUnknown);
}

TEST(Pickle, StatesOfWhatIsHandedOn) {
  const ModelFile model =
      read("ctorch.jit._pickle\nrestore_type_tag\n(ctorch\nTensor\nVx\ntR(dVx\nI1\nsb.");
  ASSERT_EQ(model.danger.size(), 1U);
  EXPECT_EQ(model.danger[0].what, "sets the state of what a call has handed on");
}

TEST(Pickle, TarIsToldByItsSum) {
  std::string header(512, '\0');
  header.replace(0, 8, "storages");
  header.replace(148, 8, "        ");
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  EXPECT_FALSE(pickle::looks_like_tar(header));
  char octal[8];
  std::snprintf(octal, sizeof octal, "%06o", sum);
  header.replace(148, 7, std::string(octal, 7));
  EXPECT_TRUE(pickle::looks_like_tar(header));
}

}  // namespace
}  // namespace stacmlm::artifact
