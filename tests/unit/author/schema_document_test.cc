// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "parsed.h"
#include "stacmlm/author/schema.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::author {
namespace {

using json::Parsed;
using rules::Profile;

/// Every reference leads to a schema in the same file.
void expect_references_resolve(const json::Document& document) {
  for (std::uint32_t i = 0; i < document.node_count(); ++i) {
    const json::Value value = document.value_at(i);
    if (!value.has_key() || value.key() != "$ref") continue;
    if (!value.is_string()) continue;  // a member of that name, described
    ASSERT_TRUE(value.string().starts_with("#")) << value.string();
    EXPECT_TRUE(json::resolve(document.root(), value.string().substr(1)).exists())
        << value.string();
  }
}

TEST(SchemaDocument, SaysWhatItIs) {
  const Parsed draft_07(*write_schema("eo@1.1.0", {Profile::kPublished, Dialect::kDraft07}));
  EXPECT_TRUE(draft_07.root().find("$schema").equals("http://json-schema.org/draft-07/schema#"));
  EXPECT_TRUE(draft_07.root().find("$id").equals(
      "https://stac-extensions.github.io/eo/v1.1.0/schema.json"));
  EXPECT_TRUE(draft_07.root().find("title").equals("eo 1.1.0 as published"));

  const Parsed newer(*write_schema("eo@1.1.0", {Profile::kDocumented, Dialect::k2020_12}));
  EXPECT_TRUE(newer.root().find("$schema").equals("https://json-schema.org/draft/2020-12/schema"));
  EXPECT_FALSE(newer.root().find("$id").exists());
  EXPECT_TRUE(newer.root().find("title").equals("eo 1.1.0 as documented"));
}

TEST(SchemaDocument, AnUnknownNameIsAnErrorThatListsWhatThereIs) {
  const auto schema = write_schema("eo@9.9.9");
  ASSERT_FALSE(schema.has_value());
  EXPECT_NE(schema.error().message.find("eo@1.1.0"), std::string::npos);
}

TEST(SchemaDocument, ListsTheRulesThatItCannotSay) {
  const std::string documented = *write_schema("mlm@1.5.2", {Profile::kDocumented});
  const std::string published = *write_schema("mlm@1.5.2", {Profile::kPublished});
  for (const rules::Rule* rule : rules::all_rules()) {
    const bool is_must = rule->severities.in(Profile::kDocumented) == diag::Severity::kError;
    const bool is_unsaid = is_must && rule->subject == rules::Subject::kModelItem;
    if (!is_unsaid) continue;
    EXPECT_NE(documented.find(rule->code), std::string::npos) << rule->code;
    EXPECT_EQ(published.find(rule->code), std::string::npos) << rule->code;
  }
  EXPECT_EQ(documented.find("STAC2"), std::string::npos);
}

TEST(SchemaDocument, TheSameArgumentsGiveTheSameBytes) {
  EXPECT_EQ(*write_schema("mlm@1.5.2"), *write_schema("mlm@1.5.2"));
  EXPECT_EQ(*write_openapi_of_models("1.5.2", "1.1.0"), *write_openapi_of_models("1.5.2", "1.1.0"));
}

TEST(SchemaDocument, ReferencesResolve) {
  for (const std::string_view name :
       {"mlm@1.0.0", "mlm@1.5.2", "collection@1.1.0", "datacube@2.3.0"}) {
    for (const Dialect dialect : {Dialect::kDraft07, Dialect::k2020_12}) {
      const Parsed schema(*write_schema(name, {Profile::kDocumented, dialect}));
      expect_references_resolve(schema.document);
    }
  }
}

TEST(OpenApi, HasAComponentForEachObjectWithAName) {
  const Parsed parsed(*write_openapi_of_models("1.5.2", "1.1.0"));
  expect_references_resolve(parsed.document);
  EXPECT_TRUE(parsed.root().find("openapi").equals("3.1.0"));
  const json::Value components = parsed.root().find("components").find("schemas");
  for (const std::string_view name : {"Item", "Collection", "Catalog", "Link", "Asset",
                                      "ModelInput", "ModelOutput", "Structure"}) {
    EXPECT_TRUE(components.find(name).exists()) << name;
  }
}

TEST(OpenApi, OneSchemaGivesItsOwnComponents) {
  const Parsed parsed(*write_openapi("eo@1.1.0"));
  expect_references_resolve(parsed.document);
  const json::Value components = parsed.root().find("components").find("schemas");
  EXPECT_TRUE(components.find("Eo").exists());
  EXPECT_TRUE(components.find("Band").exists());
}

}  // namespace
}  // namespace stacmlm::author
