// SPDX-License-Identifier: Apache-2.0
// Every way to a version gives the same document.
#include "legacy_documents.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::mlm {
namespace {

constexpr int kLast = ordinal(Version::kV1_6_0);

/// The first version that the document can be brought to.
int first_target(const std::string& text) {
  for (int to = 0; to <= kLast; ++to) {
    MigrationOptions options;
    options.to = static_cast<Version>(to);
    if (migrated(text, options)) return to;
  }
  return kLast + 1;
}

TEST(Migration, in_two_parts_it_is_the_same_as_at_once) {
  for (const std::string& text : legacy_documents()) {
    for (int first = first_target(text); first <= kLast; ++first) {
      const std::string half = migrated_to(text, static_cast<Version>(first));
      for (int last = first; last <= kLast; ++last) {
        const auto to = static_cast<Version>(last);
        EXPECT_EQ(migrated_to(half, to), migrated_to(text, to))
            << name_of(static_cast<Version>(first)) << ", then " << name_of(to);
      }
    }
  }
}

TEST(Migration, a_second_time_changes_nothing) {
  for (const std::string& text : legacy_documents()) {
    for (int to = first_target(text); to <= kLast; ++to) {
      MigrationOptions options;
      options.to = static_cast<Version>(to);
      const auto again = migrated(migrated_to(text, options.to), options);
      ASSERT_TRUE(again);
      EXPECT_TRUE(again->patch.empty()) << json::write_patch(again->patch);
      EXPECT_TRUE(again->records.empty() || again->needs_person());
    }
  }
}

TEST(Migration, its_patch_makes_the_same_document) {
  for (const std::string& text : legacy_documents()) {
    for (const bool to_stac_1_1 : {false, true}) {
      MigrationOptions options;
      options.to_stac_1_1 = to_stac_1_1;
      const auto migration = migrated(text, options);
      ASSERT_TRUE(migration);
      const auto patched = json::apply_patch(text, migration->patch);
      ASSERT_TRUE(patched) << patched.error().message;
      json::Document ours;
      json::Document theirs;
      json::Parser parser;
      ASSERT_FALSE(parser.parse(json::Text::copy_of(migration->text), ours));
      ASSERT_FALSE(parser.parse(json::Text::copy_of(*patched), theirs));
      EXPECT_TRUE(json::equal(ours.root(), theirs.root()));
    }
  }
}

TEST(Migration, an_older_version_is_refused) {
  const std::string newest = migrated_to(legacy_documents().front(), Version::kV1_6_0);
  MigrationOptions options;
  options.to = Version::kV1_5_2;
  const auto refused = migrated(newest, options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "it is of MLM 1.6.0, which is newer than 1.5.2");
}

}  // namespace
}  // namespace stacmlm::mlm
