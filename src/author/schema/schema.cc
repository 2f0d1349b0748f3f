// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/schema.h"

#include <fmt/format.h>

#include "author/format/layout.h"
#include "author/schema/definitions.h"
#include "author/schema/schema_file.h"
#include "author/schema/shape_schema.h"
#include "author/schema/unsaid_rules.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::author {
namespace {

struct DialectWords {
  std::string_view uri;
  std::string_view definitions;
};

constexpr DialectWords words_of(Dialect dialect) {
  if (dialect == Dialect::kDraft07)
    return {"http://json-schema.org/draft-07/schema#", "definitions"};
  return {"https://json-schema.org/draft/2020-12/schema", "$defs"};
}

}  // namespace

base::Result<rules::KnownSchema> find_schema(std::string_view name_at_version) {
  if (auto known = rules::check_only(name_at_version); !known)
    return tl::unexpected(std::move(known).error());
  return rules::named_schema(name_at_version);
}

std::string schema_title(const stac::PublishedSchema& schema, rules::Profile profile) {
  const bool as_published = profile == rules::Profile::kPublished && !schema.from_documentation;
  return fmt::format("{} {} as {}", schema.name, schema.version,
                     as_published ? "published" : "documented");
}

std::string pretty(const std::string& compact) {
  json::Document document;
  json::ParseLimits limits;
  limits.depth = 1000;
  if (json::Parser(limits).parse(json::Text::copy_of(compact), document)) return compact;
  return in_few_lines(document.root()) + "\n";
}

base::Result<std::string> write_schema(std::string_view name_at_version,
                                       const SchemaOptions& options) {
  STACMLM_TRY(const rules::KnownSchema known, find_schema(name_at_version));
  const stac::PublishedSchema& schema = *known.schema;
  const auto [dialect_uri, place] = words_of(options.dialect);
  const std::string pointer = fmt::format("#/{}/", place);

  SchemaGraph graph;
  const SchemaId root = ShapeSchema(graph, options).add(schema.shape(), schema.name);
  const Definitions definitions(graph, {{root, ""}}, {pointer});
  std::string text = fmt::format(R"({{"$schema":"{}")", dialect_uri);
  // What differs from the published file does not take its name.
  if (options.profile == rules::Profile::kPublished && !schema.from_documentation)
    text += fmt::format(R"(,"$id":"{}")", schema.uri);
  text += fmt::format(R"(,"title":"{}")", schema_title(schema, options.profile));
  if (const std::string unsaid = unsaid_rules({known}, options.profile); !unsaid.empty())
    text += fmt::format(R"(,"$comment":{})", json::quote(unsaid));
  text += fmt::format(R"(,"allOf":[{}])", definitions.text_of(root));
  const std::string below = definitions.definitions();
  if (below != "{}") text += fmt::format(R"(,"{}":{})", place, below);
  return pretty(text + "}");
}

}  // namespace stacmlm::author
