// SPDX-License-Identifier: Apache-2.0
// Nothing that a document says goes without a record, unknown members least of all.
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "legacy_documents.h"

namespace stacmlm::mlm {
namespace {

using Json = nlohmann::ordered_json;

void collect_objects(Json& value, std::vector<Json*>& objects) {
  if (value.is_object()) objects.push_back(&value);
  if (value.is_structured()) {
    for (Json& child : value) collect_objects(child, objects);
  }
}

void collect_keys(const Json& value, std::set<std::string>& keys) {
  if (value.is_object()) {
    for (const auto& [key, child] : value.items()) {
      if (key.starts_with("unknown_")) keys.insert(key + "=" + child.dump());
    }
  }
  if (value.is_structured()) {
    for (const Json& child : value) collect_keys(child, keys);
  }
}

TEST(Migration, unknown_members_stay_wherever_they_stand) {
  std::minstd_rand engine(7);
  for (const std::string& text : legacy_documents()) {
    for (int round = 0; round < 60; ++round) {
      Json document = Json::parse(text);
      for (int i = 0; i < 3; ++i) {
        std::vector<Json*> objects;  // anew, since members move when one is added
        collect_objects(document, objects);
        // Unknown objects too: what is inside is nobody's business.
        const std::size_t at = engine() % objects.size();
        (*objects[at])["unknown_" + std::to_string(i)] = i == 2 ? Json{{"a", i}} : Json(i * 10);
      }
      std::set<std::string> before;
      collect_keys(document, before);
      for (const Version to : {Version::kV1_3_0, Version::kV1_5_2, Version::kV1_6_0}) {
        MigrationOptions options;
        options.to = to;
        options.to_stac_1_1 = round % 2 == 1;
        const auto migration = migrated(document.dump(), options);
        ASSERT_TRUE(migration) << migration.error().message;
        std::set<std::string> after;
        collect_keys(Json::parse(migration->text), after);
        EXPECT_EQ(before, after) << document.dump(1) << "\n" << migration->text;
      }
    }
  }
}

}  // namespace
}  // namespace stacmlm::mlm
