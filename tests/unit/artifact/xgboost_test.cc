// SPDX-License-Identifier: Apache-2.0
#include "artifact/xgboost/xgboost.h"

#include <gtest/gtest.h>

#include "artifact/xgboost/outline.h"
#include "model_files/kinds.h"
#include "read.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

std::string json(std::string_view text) {
  return xgboost::outline_of_json(ByteReader(*source_of(text, "")), 10000).value_or("(fault)");
}
std::string ubjson(std::string_view bytes) {
  return xgboost::outline_of_ubjson(ByteReader(*source_of(bytes, "")), 10000).value_or("(fault)");
}

TEST(XgboostOutline, LongArraysOfNumbersAreCounted) {
  EXPECT_EQ(json(R"({"a": [1, -2.5e3,NaN] , "b":["x[1"], "c": [[],[ ]]})"),
            R"({"a": [1,-2.5e3,null] , "b":["x[1"], "c": [[],[]]})");
  EXPECT_EQ(json("[1,2,3]"), "[1,2,3]");
  EXPECT_EQ(json("[[1,2,3,-Infinity],\"a\\\"[\"]"), "[4,\"a\\\"[\"]");
  for (const std::string_view wrong :
       {"[1,,2]", "[1,2,]", "[1 2]", "[1-]", "[inf]", "[0x1]", "[1", "[1,2,3,4,{}]"}) {
    EXPECT_EQ(json(wrong), "(fault)") << wrong;
  }
}

TEST(XgboostOutline, Ubjson) {
  EXPECT_EQ(ubjson(std::string_view("{i\1a[$i#i\2\1\xFF"
                                    "U\1bT}",
                                    17)),
            "{\"a\":[1,-1],\"b\":true}");
  EXPECT_EQ(ubjson("[ZFi\5Si\2\"\n]"), "[null,false,5,\"\\\"\\n\"]");
  EXPECT_EQ(ubjson(std::string_view("[d\x7F\xC0\0\0D\x3F\xF8\0\0\0\0\0\0]", 16)), "[null,1.5]");
  EXPECT_EQ(ubjson("[$U#i\x11"
                   "aaaaaaaaaaaaaaaaa"),
            "17");
  EXPECT_EQ(ubjson("[$[#i\2]]"), "[[],[]]");
  EXPECT_EQ(ubjson("[N]N"), "[]");
  for (const std::string_view wrong :
       {"", "[", "]", "[]]", "[$i]", "[$N#i\1", "{i\1a}", "[#i\xFF", "Si\5abc", "{i\1ai\1", "q"}) {
    EXPECT_EQ(ubjson(wrong), "(fault)") << wrong;
  }
}

TEST(Xgboost, JsonAndUbjsonSayTheSame) {
  for (const std::string_view kind : {"xgboost-json", "xgboost-ubj"}) {
    const ModelFile model = read_kind(kind);
    EXPECT_EQ(model.fault, "") << kind;
    EXPECT_EQ(model.format, kind);
    EXPECT_EQ(model.verdict, Verdict::kDataOnly) << kind;
    EXPECT_EQ(model.framework, "XGBoost") << kind;
    EXPECT_EQ(model.framework_version, "2.1.4") << kind;
    EXPECT_FALSE(model.total_parameters) << kind;
    ASSERT_EQ(model.inputs.value().size(), 1U) << kind;
    EXPECT_EQ(model.inputs->front().shape.value().at(0).size, -1) << kind;
    EXPECT_EQ(model.inputs->front().shape.value().at(1).size, 4) << kind;
    EXPECT_EQ(model.outputs->front().shape.value().at(1).size, 3) << kind;
    using Pair = std::pair<std::string, std::string>;
    EXPECT_EQ(model.metadata,
              (std::vector<Pair>{{"objective", "multi:softprob"},
                                 {"num_class", "3"},
                                 {"num_target", "1"},
                                 {"base_score", "5E-1"},
                                 {"feature_names", R"(["blue","green","red","nir"])"},
                                 {"booster", "gbtree"},
                                 {"trees", "3"},
                                 {"nodes", "45"},
                                 {"attributes.best_iteration", "0"}}))
        << kind;
  }
}

TEST(Xgboost, BrokenAndHostileFilesAreFaults) {
  constexpr std::pair<std::string_view, std::string_view> kFaults[] = {
      {"xgboost-wrong-count", "3 trees, where \"num_trees\" says something else"},
      {"xgboost-mixed-array", "a tree with a list of what are no numbers"},
      {"xgboost-no-numbers", "JSON with an array of what are no numbers"},
      {"xgboost-twice", "the model without its numbers: \"learner\" stands twice in one object"},
      {"xgboost-huge-array", "UBJSON before byte 41: an array longer than what is left"},
      {"xgboost-huge-text", "something at byte 38 is longer than what is left"},
      {"xgboost-negative", "UBJSON before byte 41: a negative length"},
      {"xgboost-nothings", "UBJSON before byte 31: a container of a type that has no values"},
      {"xgboost-endless-lists", "something at byte 41 is longer than what is left"},
      {"xgboost-deep", "UBJSON nested deeper than 64"},
  };
  for (const auto& [kind, fault] : kFaults) {
    const ModelFile model = read_kind(kind);
    EXPECT_TRUE(model.format.starts_with("xgboost-")) << kind;
    EXPECT_EQ(model.fault, fault) << kind;
    EXPECT_EQ(model.verdict, Verdict::kUnknown) << kind;
  }
}

TEST(Xgboost, APartOfAFileIsNoFile) {
  for (const std::string_view kind : {"xgboost-json", "xgboost-ubj"}) {
    const std::string whole = model_files::bytes_of(kind);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const ModelFile model = read(std::string_view(whole).substr(0, size));
      EXPECT_EQ(model.verdict, Verdict::kUnknown) << kind << ' ' << size;
    }
  }
}

}  // namespace
}  // namespace stacmlm::artifact
