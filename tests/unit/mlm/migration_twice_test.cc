// SPDX-License-Identifier: Apache-2.0
// A second run changes nothing, wherever members of the old extensions stand.
#include <array>
#include <nlohmann/json.hpp>
#include <random>

#include "legacy_documents.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::mlm {
namespace {

using Json = nlohmann::ordered_json;

void collect_objects(Json& value, std::vector<Json*>& objects) {
  if (value.is_object()) objects.push_back(&value);
  if (value.is_structured()) {
    for (Json& child : value) collect_objects(child, objects);
  }
}

/// Expects nothing of the second migration.
void expect_once(const std::string& text, const MigrationOptions& options) {
  const auto once = migrated(text, options);
  if (!once) return;  // refused as a whole
  const auto twice = migrated(once->text, options);
  ASSERT_TRUE(twice) << twice.error().message << "\n" << text;
  EXPECT_TRUE(twice->patch.empty()) << json::write_patch(twice->patch) << "\n" << text;
}

Json image_link(const std::string& kind) {
  return {{"rel", "ml-model:" + kind + "-image"}, {"href", "registry.example.org/" + kind}};
}

/// Members that mean something to some step.
const std::vector<std::pair<std::string, Json>>& members() {
  static const std::vector<std::pair<std::string, Json>> all = {
      {"ml-model:type", "a"},
      {"ml-model:type", "ml-model"},
      {"ml-model:architecture", "U-Net"},
      {"ml-model:prediction_type", "object-detection"},
      {"ml-model:prediction_type", 7},
      {"dlm:name", Json::array({"a"})},
      {"dlm:architecture", {{"type", "RNN"}, {"dlm:name", nullptr}}},
      {"dlm:runtime", {{"framework", "PyTorch"}, {"ml-model:type", "a"}}},
      {"dlm:archive", Json::array({{{"name", "b.pt"}, {"ml-model:type", "a"}, {"role", "data"}}})},
      {"mlm:name", "n"},
      {"mlm:pretrained", true},
      {"mlm:artifact_type", "torch.export"},
      {"mlm:unknown", Json::array()},
      {"x-ml-model:type", "a"},
      {"rel", "ml-model:train-data"},
      {"rel", "ml-model:training-image"},
      {"dlm:data", {{"a", 1}, {"mlm:x", 2}}},
      {"mlm:entrypoint", "a:b"},
      {"mlm:input", Json::array({{{"name", "a"}, {"norm_type", "min-max"}, {"mlm:x", 2}}})},
      {"norm_type", "z-score"},
      {"statistics", Json::array({{{"mean", 1}, {"stddev", 2}, {"dlm:name", 1}}})},
      {"x-mlm:entrypoint", "a:b"},
      {"eo:bands", Json::array({{{"name", "B1"}, {"dlm:x", 1}}})},
      {"raster:bands", Json::array({{{"mlm:x", 1}, {"ml-model:x", 1}}})},
      {"role", "handling function"},
      {"roles", Json::array({"ml-model:checkpoint", "mlm:model", "code"})},
      {"roles", Json::array({"ml-model:inference-runtime"})},
  };
  return all;
}

const auto& any_of(const auto& list, std::minstd_rand& engine) {
  return list[engine() % list.size()];
}

/// Puts a member from the list above, or one of the document, into some object of it.
void add_member(Json& document, std::minstd_rand& engine) {
  std::vector<Json*> objects;
  collect_objects(document, objects);
  const Json& from = *any_of(objects, engine);
  auto [key, value] = any_of(members(), engine);
  if (engine() % 2 == 0 && !from.empty()) {
    const auto at = std::next(from.begin(), static_cast<std::ptrdiff_t>(engine() % from.size()));
    key = at.key();
    value = at.value();
  }
  (*any_of(objects, engine))[key] = value;
}

TEST(Migration, a_second_time_changes_nothing_with_old_members_anywhere) {
  std::minstd_rand engine(11);
  constexpr std::array kTargets = {Version::kV1_0_0, Version::kV1_3_0, Version::kV1_5_2,
                                   Version::kV1_6_0};
  for (const std::string& text : legacy_documents()) {
    for (int round = 0; round < 1000; ++round) {
      Json document = Json::parse(text);
      if (round % 2 == 0) document["links"].push_back(image_link("training"));
      if (round % 3 == 0) document["links"].push_back(image_link("inferencing"));
      for (auto count = 1 + (engine() % 4); count > 0; --count) add_member(document, engine);
      MigrationOptions options;
      options.to = any_of(kTargets, engine);
      options.from = Version::kV1_0_0;
      options.to_stac_1_1 = round % 5 == 0;
      expect_once(document.dump(), options);
    }
  }
}

TEST(Migration, an_image_link_leaves_no_member_for_the_second_time) {
  for (const auto& [key, value] : members()) {
    Json link = image_link("training");
    link[key] = value;
    const Json document = {{"type", "Feature"},
                           {"id", "i"},
                           {"properties", {{"ml-model:type", "ml-model"}}},
                           {"links", Json::array({link})},
                           {"assets", Json::object()}};
    expect_once(document.dump(), {});
  }
}

}  // namespace
}  // namespace stacmlm::mlm
