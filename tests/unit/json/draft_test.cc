// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/draft.h"

#include <random>
#include <string>
#include <vector>

#include "parsed.h"

namespace stacmlm::json {
namespace {

TEST(Draft, unchanged_it_is_the_same_bytes) {
  const Parsed parsed("\xEF\xBB\xBF{ \"a\" : 1.50 ,\r\n \"b\": [ ] }\n");
  Draft draft(parsed.document);
  EXPECT_TRUE(draft.root().find("a")->is_number());
  EXPECT_FALSE(draft.is_changed());
  EXPECT_EQ(draft.text(), parsed.document.text());
}

TEST(Draft, a_renamed_member_keeps_its_place_and_bytes) {
  const Parsed parsed(R"({"a": 1.50, "b": [1,2], "c": 3})");
  Draft draft(parsed.document);
  draft.rename(*draft.root().find("b"), "z/z");
  EXPECT_EQ(draft.text(), R"({"a": 1.50, "z/z": [1,2], "c": 3})");
  EXPECT_EQ(draft.root().find("z/z")->pointer(), "/z~1z");
  EXPECT_EQ(draft.root().find("z/z")->origin(), "/b");
}

TEST(Draft, what_is_added_follows_the_layout) {
  const Parsed parsed("{\n  \"a\": {\n    \"b\": 1\n  }\n}\n");
  Draft draft(parsed.document);
  DraftNode& list = draft.set(*draft.root().find("a"), "c", "[]");
  draft.append(list, "2");
  draft.insert(list, 0, R"("x")");
  EXPECT_EQ(draft.text(), "{\n  \"a\": {\n    \"b\": 1,\n    \"c\": [\"x\", 2]\n  }\n}\n");
  EXPECT_EQ(list.origin(), std::nullopt);
  EXPECT_EQ(list.text(), R"(["x", 2])");
}

TEST(Draft, a_changed_value_can_move) {
  const Parsed parsed(R"({"a": {"x": [1, 2, 3], "y": 0}, "b": {}})");
  Draft draft(parsed.document);
  DraftNode& x = *draft.root().find("a")->find("x");
  draft.remove(*x.at(1));
  draft.move(x, *draft.root().find("b"), "kept");
  EXPECT_EQ(draft.text(), R"({"a": {"y": 0}, "b": {"kept": [1, 3]}})");
  EXPECT_EQ(x.pointer(), "/b/kept");
  EXPECT_EQ(x.origin(), "/a/x");
}

TEST(Draft, what_is_removed_knows_where_it_was) {
  const Parsed parsed(R"([{"a": 1}, {"a": 2}])");
  Draft draft(parsed.document);
  DraftNode& second = *draft.root().at(1)->find("a");
  draft.remove(*draft.root().at(0));
  EXPECT_EQ(second.pointer(), "/0/a");
  EXPECT_EQ(second.origin(), "/1/a");
  draft.remove(*draft.root().at(0));
  EXPECT_FALSE(second.is_attached());
  EXPECT_EQ(draft.text(), "[]");
}

TEST(Draft, twins_of_a_key_never_come_to_light) {
  const Parsed parsed(R"({"a": 1, "b": 2, "a": 3})");
  Draft removing(parsed.document);
  EXPECT_EQ(removing.root().size(), 2U);
  removing.remove(*removing.root().find("a"));
  EXPECT_EQ(removing.text(), R"({"b": 2})");
  Draft renaming(parsed.document);
  renaming.rename(*renaming.root().find("b"), "a");
  EXPECT_EQ(renaming.text(), R"({"a": 2})");
}

TEST(Draft, the_root_can_be_replaced) {
  const Parsed parsed(" [1] ");
  Draft draft(parsed.document);
  draft.replace(draft.root(), R"({"a": 1})");
  draft.rename(*draft.root().find("a"), "b");
  EXPECT_EQ(draft.text(), R"( {"b": 1} )");
}

/// Does something at random, as far as the place allows it.
class Random {
 public:
  explicit Random(Draft& draft, unsigned seed) : draft_(&draft), engine_(seed) {}

  void change() {
    std::vector<DraftNode*> all;
    collect(draft_->root(), all);
    DraftNode& node = *all[pick(all.size())];
    static const std::vector<std::string> kTexts = {"1", "[]", R"({"n": [1, {}]})", R"("s")"};
    const std::string& text = kTexts[pick(kTexts.size())];
    const std::string key(1, static_cast<char>('a' + pick(5)));
    switch (pick(6)) {
      case 0:
        draft_->replace(node, text);
        break;
      case 1:
        if (node.is_object()) draft_->set(node, key, text);
        break;
      case 2:
        if (node.is_array()) draft_->insert(node, pick(node.size() + 1), text);
        break;
      case 3:
        if (node.parent() != nullptr) draft_->remove(node);
        break;
      case 4:
        if (node.parent() != nullptr && node.parent()->is_object()) draft_->rename(node, key);
        break;
      default:
        move(node, *all[pick(all.size())], key);
    }
  }

 private:
  void move(DraftNode& node, DraftNode& object, const std::string& key) {
    for (const DraftNode* at = &object; at != nullptr; at = at->parent()) {
      if (at == &node) return;
    }
    // What is in the way goes, and must not take `node` along.
    if (object.is_object() && object.find(key) == nullptr) draft_->move(node, object, key);
  }
  void collect(DraftNode& node, std::vector<DraftNode*>& all) {
    all.push_back(&node);
    for (DraftNode* child : node.children()) collect(*child, all);
  }
  std::size_t pick(std::size_t size) { return engine_() % size; }

  Draft* draft_;
  std::minstd_rand engine_;
};

TEST(Draft, its_text_is_what_its_patch_makes_of_the_original) {
  const std::vector<std::string_view> texts = {
      R"({"a": {"b": [1, 2, {"c": null}], "d": {}}, "e": [[], [3]], "a": {"c": [4, 5]}})",
      "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ],\n  \"c\": {\n    \"d\": []\n  "
      "}\n}\n",
      R"([{"a":1,"b":[1,2,3]},[],{"c":{}}])"};
  for (unsigned seed = 0; seed < 3000; ++seed) {
    const Parsed parsed(texts[seed % texts.size()]);
    Draft draft(parsed.document);
    Random random(draft, seed + 1);
    for (unsigned i = 0; i < 1 + seed % 12; ++i) random.change();
    const auto patched = apply_patch(parsed.document.text(), draft.patch());
    ASSERT_TRUE(patched) << seed << ": " << patched.error().message;
    const Parsed theirs(*patched);
    const Parsed ours(draft.text());
    ASSERT_TRUE(equal(ours.root(), theirs.root())) << seed << "\n"
                                                   << draft.text() << "\n"
                                                   << *patched << "\n"
                                                   << write_patch(draft.patch());
  }
}

}  // namespace
}  // namespace stacmlm::json
