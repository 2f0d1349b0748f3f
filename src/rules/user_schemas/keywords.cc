// SPDX-License-Identifier: Apache-2.0
#include "rules/user_schemas/keywords.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/user_schemas/json_tree.h"

namespace stacmlm::rules {
namespace {

using rapidjson::Value;

constexpr bool kInPlace = true;

constexpr auto kKeywords = std::to_array<Keyword>({
    {"allOf", Operand::kSchemas, kInPlace},
    {"anyOf", Operand::kSchemas, kInPlace},
    {"const", Operand::kAny},
    {"contains", Operand::kSchema},
    {"dependencies", Operand::kDependencies, kInPlace},
    {"enum", Operand::kList},
    {"additionalItems", Operand::kSchema},
    {"items", Operand::kItems},
    {"if", Operand::kSchema, kInPlace},
    {"then", Operand::kSchema, kInPlace},
    {"else", Operand::kSchema, kInPlace},
    {"exclusiveMaximum", Operand::kNumber},
    {"maximum", Operand::kNumber},
    {"maxItems", Operand::kCount},
    {"maxLength", Operand::kCount},
    {"maxProperties", Operand::kCount},
    {"exclusiveMinimum", Operand::kNumber},
    {"minimum", Operand::kNumber},
    {"minItems", Operand::kCount},
    {"minLength", Operand::kCount},
    {"minProperties", Operand::kCount},
    {"multipleOf", Operand::kPositive},
    {"not", Operand::kSchema, kInPlace},
    {"oneOf", Operand::kSchemas, kInPlace},
    {"pattern", Operand::kPattern},
    {"properties", Operand::kSchemaMap},
    {"patternProperties", Operand::kSchemaMap},
    {"additionalProperties", Operand::kSchema},
    {"propertyNames", Operand::kSchema},
    {"required", Operand::kKeys},
    {"type", Operand::kTypes},
    {"uniqueItems", Operand::kFlag},
});

constexpr std::array<std::string_view, 7> kTypes = {"array",  "boolean", "integer", "null",
                                                    "number", "object",  "string"};

bool is_type(const Value& value) {
  return value.IsString() && std::ranges::find(kTypes, view_of(value)) != kTypes.end();
}

/// The validator's strings end at a NUL.
bool is_key(const Value& value) {
  return value.IsString() && view_of(value).find('\0') == std::string_view::npos;
}

bool is_list_of(const Value& value, bool (*is_element)(const Value&)) {
  return value.IsArray() && std::all_of(value.Begin(), value.End(), is_element);
}

bool has_keys(const Value& value) {
  return value.IsObject() && std::all_of(value.MemberBegin(), value.MemberEnd(),
                                         [](const auto& member) { return is_key(member.name); });
}

bool fits(Operand operand, const Value& value) {
  switch (operand) {
    case Operand::kSchema:
      return value.IsObject() || value.IsBool();
    case Operand::kSchemas:
      return value.IsArray() && !value.Empty();
    case Operand::kItems:
      return value.IsObject() || value.IsBool() || value.IsArray();
    case Operand::kSchemaMap:
    case Operand::kDependencies:
      return has_keys(value);
    case Operand::kAny:
      return true;
    case Operand::kList:
      return value.IsArray();
    case Operand::kNumber:
      return value.IsNumber();
    case Operand::kPositive:
      return value.IsNumber() && value.GetDouble() > 0;
    case Operand::kCount:
      return value.IsInt64() && value.GetInt64() >= 0;
    case Operand::kPattern:
      return value.IsString();
    case Operand::kKeys:
      return is_list_of(value, &is_key);
    case Operand::kTypes:
      return is_type(value) || (is_list_of(value, &is_type) && !value.Empty());
    case Operand::kFlag:
      return value.IsBool();
  }
  return false;
}

}  // namespace

std::span<const Keyword> keywords() { return kKeywords; }

bool counts(const Keyword& keyword, const Value& schema) {
  if (keyword.name == "then" || keyword.name == "else") return find_member(schema, "if") != nullptr;
  if (keyword.name != "additionalItems") return true;
  const Value* items = find_member(schema, "items");
  return items != nullptr && items->IsArray();
}

base::Result<void> check_operand(const Keyword& keyword, const Value& value) {
  if (fits(keyword.operand, value)) return {};
  return base::fail(base::ErrorKind::kInvalidDocument,
                    fmt::format("the value of its `{}` is wrong", keyword.name));
}

}  // namespace stacmlm::rules
