// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "author/schema/definitions.h"
#include "author/schema/keywords.h"
#include "author/schema/schema_file.h"
#include "author/schema/shape_schema.h"
#include "author/schema/unsaid_rules.h"
#include "stacmlm/author/schema.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

using Roots = std::vector<std::pair<SchemaId, std::string>>;

std::string document(const SchemaGraph& graph, const Roots& roots, const std::string& title,
                     std::string_view version, const std::string& unsaid) {
  const Definitions definitions(graph, roots,
                                {.pointer = "#/components/schemas/", .all_that_are_called = true});
  const std::string description =
      unsaid.empty() ? "" : fmt::format(R"("description":{},)", json::quote(unsaid));
  return pretty(fmt::format(
      R"({{"openapi":"3.1.0","info":{{"title":{},{}"version":{}}},"components":{{"schemas":{}}}}})",
      json::quote(title), description, json::quote(version), definitions.definitions()));
}

SchemaOptions as_openapi(SchemaOptions options) {
  options.dialect = Dialect::k2020_12;  // that of OpenAPI 3.1
  return options;
}

}  // namespace

base::Result<std::string> write_openapi(std::string_view name_at_version,
                                        const SchemaOptions& options) {
  STACMLM_TRY(const rules::KnownSchema known, find_schema(name_at_version));
  SchemaGraph graph;
  const std::string_view name = known.schema->name;
  const SchemaId root = ShapeSchema(graph, as_openapi(options)).add(known.schema->shape(), name);
  return document(graph, {{root, definition_name(name)}},
                  schema_title(*known.schema, options.profile), known.schema->version,
                  unsaid_rules({known}, options.profile));
}

base::Result<std::string> write_openapi_of_models(std::string_view mlm_version,
                                                  std::string_view stac_version,
                                                  const SchemaOptions& options) {
  const auto find = [](std::string_view name, std::string_view version) {
    return find_schema(fmt::format("{}@{}", name, version));
  };
  STACMLM_TRY(const rules::KnownSchema mlm, find("mlm", mlm_version));
  STACMLM_TRY(const rules::KnownSchema item, find("item", stac_version));
  STACMLM_TRY(const rules::KnownSchema collection, find("collection", stac_version));
  STACMLM_TRY(const rules::KnownSchema catalog, find("catalog", stac_version));
  SchemaGraph graph;
  ShapeSchema shapes(graph, as_openapi(options));
  const auto facts = [&](const rules::KnownSchema& known) {
    return shapes.add(known.schema->shape(), known.schema->name);
  };
  const SchemaId models = facts(mlm);
  const auto of_models = [&](const rules::KnownSchema& known) {
    Keywords both;
    both.add_all(facts(known));
    both.add_all(models);
    return graph.add(both.text(), "", false);
  };
  const Roots roots = {
      {of_models(item), "Item"}, {of_models(collection), "Collection"}, {facts(catalog), "Catalog"},
      {facts(item), "CoreItem"}, {facts(collection), "CoreCollection"}, {models, "Model"}};
  const std::string title =
      fmt::format("STAC {}, {}", stac_version, schema_title(*mlm.schema, options.profile));
  return document(graph, roots, title, mlm_version,
                  unsaid_rules({item, collection, catalog, mlm}, options.profile));
}

}  // namespace stacmlm::author
