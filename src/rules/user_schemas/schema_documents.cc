// SPDX-License-Identifier: Apache-2.0
#include "rules/user_schemas/schema_documents.h"

#include <fmt/format.h>

namespace stacmlm::rules {
namespace {

using base::ErrorKind;
using base::fail;
using rapidjson::Value;

constexpr int kMaxSteps = 100;

/// Stands for the schema of schemas where the user has it not.
constexpr std::string_view kAnySchema = R"({"type": ["object", "boolean"]})";

bool is_schema_of_schemas(const SchemaUrl& url) {
  return url.host == "json-schema.org" && url.path == "/draft-07/schema";
}

/// Later drafts give some keywords another meaning.
base::Result<void> check_draft(const Value& root) {
  const Value* draft = root.IsObject() ? find_member(root, "$schema") : nullptr;
  if (draft == nullptr || !draft->IsString()) return {};
  const std::string_view name = view_of(*draft);
  if (name.find("draft-07") != std::string_view::npos ||
      name.find("draft-06") != std::string_view::npos)
    return {};
  return fail(ErrorKind::kUnsupported, fmt::format("it is written in `{}`, not in draft-07", name));
}

}  // namespace

base::Result<SchemaPlace> SchemaDocuments::open(const SchemaUrl& url) {
  const std::string key = url.host + url.path;
  if (const auto found = entries_.find(key); found != entries_.end()) {
    return SchemaPlace{&found->second->url, &found->second->tree};
  }
  if (entries_.size() == kMaxFiles) {
    return fail(ErrorKind::kLimitExceeded,
                fmt::format("it refers to more than {} files", kMaxFiles));
  }
  STACMLM_TRY(auto text, files_.read(url));
  if (!text && is_schema_of_schemas(url)) text = kAnySchema;
  if (!text) return SchemaPlace{nullptr, nullptr};
  bytes_ += text->size();
  if (bytes_ > kMaxBytes) {
    return fail(ErrorKind::kLimitExceeded,
                fmt::format("it refers to more than {} bytes of schemas", kMaxBytes));
  }
  auto entry = std::make_unique<Entry>();
  entry->url = url;
  auto read = read_tree(*text, entry->tree).and_then([&] { return check_draft(entry->tree); });
  if (!read) return tl::unexpected(std::move(read).error().during(url.text()));
  const auto placed = entries_.emplace(key, std::move(entry)).first;
  return SchemaPlace{&placed->second->url, &placed->second->tree};
}

base::Result<SchemaPlace> SchemaDocuments::find(SchemaPlace place, std::string_view reference) {
  STACMLM_TRY(const SchemaReference target, resolve_reference(*place.url, reference));
  STACMLM_TRY(const SchemaPlace document, open(target.url));
  if (document.schema == nullptr) {
    return fail(ErrorKind::kNotFound,
                fmt::format("it refers to {}, which is not at hand", target.url.text()));
  }
  const Value* schema = find_place(*document.schema, target.pointer);
  if (schema == nullptr) {
    return fail(ErrorKind::kInvalidDocument,
                fmt::format("its `$ref` `{}` leads nowhere", reference));
  }
  return SchemaPlace{document.url, schema};
}

base::Result<SchemaPlace> SchemaDocuments::step(SchemaPlace place, const Value& reference) {
  if (!reference.IsString()) return fail(ErrorKind::kInvalidDocument, "a `$ref` is no string");
  const std::string_view text = view_of(reference);
  const auto [entry, fresh] = steps_.try_emplace(fmt::format("{} {}", place.url->text(), text));
  if (!fresh) return entry->second;
  if (steps_.size() > kMaxReferences) {
    return fail(ErrorKind::kLimitExceeded,
                fmt::format("it has more than {} different references", kMaxReferences));
  }
  STACMLM_TRY(entry->second, find(place, text));
  return entry->second;
}

base::Result<SchemaPlace> SchemaDocuments::follow(SchemaPlace place) {
  for (int steps = 0; steps < kMaxSteps; ++steps) {
    const Value* reference =
        place.schema->IsObject() ? find_member(*place.schema, "$ref") : nullptr;
    if (reference == nullptr) return place;
    STACMLM_TRY(place, step(place, *reference));
  }
  return fail(ErrorKind::kInvalidDocument, "a `$ref` leads to itself");
}

}  // namespace stacmlm::rules
