// SPDX-License-Identifier: Apache-2.0
#include "rules/user_schemas/bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <string_view>
#include <unordered_map>

#include "rules/user_schemas/keywords.h"
#include "rules/user_schemas/schema_documents.h"

namespace stacmlm::rules {
namespace {

using base::ErrorKind;
using base::fail;
using rapidjson::SizeType;
using rapidjson::Value;

constexpr std::size_t kMaxDefinitions = 20000;
constexpr std::size_t kMaxTargets = 1000;
constexpr std::size_t kMaxPatterns = 1000;
constexpr int kMaxNesting = 200;  // the validator reads schemas as deep as they nest

/// One schema of the bundle.
struct Definition {
  struct Child {
    std::size_t number;
    bool in_place;  ///< judges the same value
  };
  Value value;
  std::size_t size = 1;         // of its own, without the schemas in it
  std::vector<Child> children;  // in the order in which the validator reads them
};

std::size_t count_values(const Value& value) {  // NOLINT(misc-no-recursion): the depth is limited
  std::size_t count = 1;
  if (value.IsArray()) {
    for (const Value& element : value.GetArray()) count += count_values(element);
  } else if (value.IsObject()) {
    for (const auto& member : value.GetObject()) count += count_values(member.value);
  }
  return count;
}

bool has_patterns(const Value& schema) {
  const Value* patterns = find_member(schema, "patternProperties");
  return patterns != nullptr && patterns->IsObject() && !patterns->ObjectEmpty();
}

class Bundler {
 public:
  Bundler(Bundle& bundle, SchemaDocuments& documents)
      : bundle_(bundle), documents_(documents), allocator_(bundle.schema.GetAllocator()) {}

  base::Result<void> run(SchemaPlace root);

 private:
  base::Result<std::size_t> define(SchemaPlace place, int nesting);
  base::Result<void> convert(SchemaPlace place, Definition& definition, int nesting);
  base::Result<void> convert_keyword(const Keyword& keyword, SchemaPlace place, const Value& value,
                                     Definition& definition, int nesting);
  base::Result<Value> child(const Keyword& keyword, SchemaPlace place, const Value& schema,
                            Definition& definition, int nesting);
  base::Result<Value> children(const Keyword& keyword, SchemaPlace place, const Value& schemas,
                               Definition& definition, int nesting);
  base::Result<void> add_member_rules(SchemaPlace place, Definition& definition, int nesting);
  base::Result<std::size_t> target(SchemaPlace place, const Value& schema, int nesting);
  base::Result<std::size_t> pattern(const Value& expression);
  base::Result<void> check_nesting() const;
  base::Result<void> check_in_place();
  void forget_anything(std::size_t& target) const;
  void price();
  void emit();

  void add(Value& object, std::string_view key, Value value) {
    object.AddMember(text(key), value, allocator_);
  }
  Value text(std::string_view text) {
    return Value(text.data(), static_cast<SizeType>(text.size()), allocator_);
  }
  Value reference_to(std::size_t number) {
    Value object(rapidjson::kObjectType);
    add(object, "$ref", text(fmt::format("#/definitions/{}", number)));
    return object;
  }

  Bundle& bundle_;
  SchemaDocuments& documents_;
  rapidjson::Document::AllocatorType& allocator_;
  std::deque<Definition> definitions_;
  std::unordered_map<const Value*, std::size_t> numbers_;  // of schemas in the documents
  std::unordered_map<std::string, std::size_t> patterns_;
  std::unordered_map<std::size_t, std::size_t> targets_;
};

base::Result<void> Bundler::run(SchemaPlace root) {
  targets_.emplace(0, 0);  // the schema itself is the first to be defined
  bundle_.targets.push_back(0);
  if (auto defined = define(root, 0); !defined) return tl::unexpected(std::move(defined).error());
  if (auto checked = check_nesting(); !checked) return checked;
  if (auto checked = check_in_place(); !checked) return checked;
  for (MemberRules& rules : bundle_.member_rules) {
    for (auto& keys : rules.keys) forget_anything(keys.target);
    forget_anything(rules.others);
  }
  price();
  emit();
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): the nesting is limited
base::Result<std::size_t> Bundler::define(SchemaPlace place, int nesting) {
  STACMLM_TRY(place, documents_.follow(place));
  const auto [entry, fresh] = numbers_.try_emplace(place.schema, definitions_.size());
  const std::size_t number = entry->second;
  if (!fresh) return number;
  if (nesting > kMaxNesting) return fail(ErrorKind::kLimitExceeded, "it nests too deep");
  if (definitions_.size() == kMaxDefinitions) {
    return fail(ErrorKind::kLimitExceeded,
                fmt::format("it is made of more than {} schemas", kMaxDefinitions));
  }
  Definition& definition = definitions_.emplace_back();
  definition.value.SetObject();
  if (auto done = convert(place, definition, nesting); !done) {
    return tl::unexpected(std::move(done).error());
  }
  return number;
}

// NOLINTNEXTLINE(misc-no-recursion): the nesting is limited
base::Result<void> Bundler::convert(SchemaPlace place, Definition& definition, int nesting) {
  const Value& schema = *place.schema;
  if (schema.IsBool()) {
    if (!schema.GetBool()) add(definition.value, "not", Value(rapidjson::kObjectType));
    return {};
  }
  if (!schema.IsObject()) {
    return fail(ErrorKind::kInvalidDocument,
                place.url->text() + ": a schema is neither object nor boolean");
  }
  for (const Keyword& keyword : keywords()) {
    const Value* value = find_member(schema, keyword.name);
    if (value == nullptr || !counts(keyword, schema)) continue;
    if (auto checked = check_operand(keyword, *value); !checked) {
      return tl::unexpected(std::move(checked).error().during(place.url->text()));
    }
    if (auto done = convert_keyword(keyword, place, *value, definition, nesting); !done) {
      return done;
    }
  }
  return has_patterns(schema) ? add_member_rules(place, definition, nesting) : base::Result<void>();
}

// NOLINTNEXTLINE(misc-no-recursion): the nesting is limited
base::Result<void> Bundler::convert_keyword(const Keyword& keyword, SchemaPlace place,
                                            const Value& value, Definition& definition,
                                            int nesting) {
  Value operand;
  std::string_view name = keyword.name;
  switch (keyword.operand) {
    case Operand::kSchema: {
      const bool additional = name.substr(0, 10) == "additional";
      if (name == "additionalProperties" && has_patterns(*place.schema)) return {};
      if (additional && value.IsBool()) {
        operand.SetBool(value.GetBool());
        break;
      }
      STACMLM_TRY(operand, child(keyword, place, value, definition, nesting));
      break;
    }
    case Operand::kItems:
    case Operand::kSchemas:
    case Operand::kSchemaMap:
    case Operand::kDependencies: {
      if (name == "patternProperties") return {};
      const bool one = keyword.operand == Operand::kItems && !value.IsArray();
      STACMLM_TRY(operand, one ? child(keyword, place, value, definition, nesting)
                               : children(keyword, place, value, definition, nesting));
      break;
    }
    case Operand::kPattern: {
      STACMLM_TRY(const std::size_t index, pattern(value));
      operand.SetUint64(index);
      name = extra::kPattern;
      break;
    }
    case Operand::kFlag:
      if (!value.GetBool()) return {};
      operand.SetUint64(1);
      name = extra::kDistinct;
      break;
    default:
      operand.CopyFrom(value, allocator_);
      definition.size += count_values(value);
  }
  add(definition.value, name, std::move(operand));
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): the nesting is limited
base::Result<Value> Bundler::child(const Keyword& keyword, SchemaPlace place, const Value& schema,
                                   Definition& definition, int nesting) {
  STACMLM_TRY(const std::size_t number, define({place.url, &schema}, nesting + 1));
  definition.children.push_back({number, keyword.in_place});
  return reference_to(number);
}

// NOLINTNEXTLINE(misc-no-recursion): the nesting is limited
base::Result<Value> Bundler::children(const Keyword& keyword, SchemaPlace place,
                                      const Value& schemas, Definition& definition, int nesting) {
  if (schemas.IsArray()) {
    Value list(rapidjson::kArrayType);
    for (const Value& schema : schemas.GetArray()) {
      STACMLM_TRY(Value operand, child(keyword, place, schema, definition, nesting));
      list.PushBack(operand, allocator_);
    }
    return list;
  }
  Value map(rapidjson::kObjectType);
  for (const auto& member : schemas.GetObject()) {
    // Published schemas have comments where only schemas should be.
    if (view_of(member.name) == "$comment" && member.value.IsString()) continue;
    Value operand;
    if (keyword.operand == Operand::kDependencies && member.value.IsArray()) {
      constexpr Keyword kKeys{"dependencies", Operand::kKeys};
      if (auto checked = check_operand(kKeys, member.value); !checked) {
        return tl::unexpected(std::move(checked).error());
      }
      operand.CopyFrom(member.value, allocator_);
      definition.size += member.value.Size();
    } else {
      STACMLM_TRY(operand, child(keyword, place, member.value, definition, nesting));
    }
    ++definition.size;
    add(map, view_of(member.name), std::move(operand));
  }
  return map;
}

// NOLINTNEXTLINE(misc-no-recursion): the nesting is limited
base::Result<void> Bundler::add_member_rules(SchemaPlace place, Definition& definition,
                                             int nesting) {
  MemberRules rules;
  if (const Value* known = find_member(*place.schema, "properties")) {
    for (const auto& member : known->GetObject()) rules.known.emplace_back(view_of(member.name));
    std::ranges::sort(rules.known);
  }
  for (const auto& member : find_member(*place.schema, "patternProperties")->GetObject()) {
    STACMLM_TRY(const std::size_t index, pattern(member.name));
    STACMLM_TRY(const std::size_t number, target(place, member.value, nesting + 1));
    rules.keys.push_back({index, number});
  }
  if (const Value* others = find_member(*place.schema, "additionalProperties")) {
    rules.closed = others->IsBool() && !others->GetBool();
    if (!rules.closed) {
      STACMLM_TRY(rules.others, target(place, *others, nesting + 1));
    }
  }
  definition.size += 8 * rules.keys.size();
  add(definition.value, extra::kMembers,
      Value(static_cast<std::uint64_t>(bundle_.member_rules.size())));
  bundle_.member_rules.push_back(std::move(rules));
  return {};
}

// NOLINTNEXTLINE(misc-no-recursion): the nesting is limited
base::Result<std::size_t> Bundler::target(SchemaPlace place, const Value& schema, int nesting) {
  STACMLM_TRY(const std::size_t number, define({place.url, &schema}, nesting));
  const auto [entry, fresh] = targets_.try_emplace(number, bundle_.targets.size());
  if (fresh) bundle_.targets.push_back(number);
  if (bundle_.targets.size() > kMaxTargets) {
    return fail(ErrorKind::kLimitExceeded,
                fmt::format("it has more than {} schemas for patterns of keys", kMaxTargets));
  }
  return entry->second;
}

base::Result<std::size_t> Bundler::pattern(const Value& expression) {
  const auto [entry, fresh] =
      patterns_.try_emplace(std::string(view_of(expression)), bundle_.patterns.size());
  if (!fresh) return entry->second;
  if (bundle_.patterns.size() == kMaxPatterns) {
    return fail(ErrorKind::kLimitExceeded,
                fmt::format("it has more than {} patterns", kMaxPatterns));
  }
  STACMLM_TRY(BoundedPattern compiled, BoundedPattern::compile(view_of(expression)));
  bundle_.patterns.push_back(std::move(compiled));
  return entry->second;
}

/// The validator follows references as it reads: that must not go too deep either.
base::Result<void> Bundler::check_nesting() const {
  struct Step {
    std::size_t number;
    std::size_t next;
  };
  std::vector<bool> seen(definitions_.size());
  for (const std::size_t target : bundle_.targets) {
    std::vector<Step> way;
    const auto enter = [&](std::size_t number) {
      if (!seen[number]) way.push_back({number, 0});
      seen[number] = true;
    };
    enter(target);
    while (!way.empty()) {
      if (way.size() > kMaxNesting) return fail(ErrorKind::kLimitExceeded, "it nests too deep");
      Step& step = way.back();
      const auto& children = definitions_[step.number].children;
      if (step.next == children.size()) {
        way.pop_back();
      } else {
        enter(children[step.next++].number);
      }
    }
  }
  return {};
}

/// How many schemas judge one value inside each other; none may lead back to itself.
base::Result<void> Bundler::check_in_place() {
  std::vector<std::size_t> parents(definitions_.size());
  std::vector<std::size_t> depth(definitions_.size(), 1);
  for (const Definition& definition : definitions_) {
    for (const auto& child : definition.children) parents[child.number] += child.in_place ? 1 : 0;
  }
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < parents.size(); ++i) {
    if (parents[i] == 0) ready.push_back(i);
  }
  std::size_t done = 0;
  for (; !ready.empty(); ++done) {
    const std::size_t number = ready.back();
    ready.pop_back();
    bundle_.in_place_depth = std::max(bundle_.in_place_depth, depth[number]);
    for (const auto& child : definitions_[number].children) {
      if (!child.in_place) continue;
      depth[child.number] = std::max(depth[child.number], depth[number] + 1);
      if (--parents[child.number] == 0) ready.push_back(child.number);
    }
  }
  if (done == definitions_.size()) return {};
  return fail(ErrorKind::kInvalidDocument, "it asks of a value what it asks of it, without end");
}

/// A target that takes anything need not be entered.
void Bundler::forget_anything(std::size_t& target) const {
  if (target == MemberRules::kAnything) return;
  if (definitions_[bundle_.targets[target]].value.ObjectEmpty()) target = MemberRules::kAnything;
}

/// Puts the price of each schema in front of what it judges by: what has no schemas in it is paid
/// for by those that it is in, and only counts.
void Bundler::price() {
  for (Definition& definition : definitions_) {
    const Value* rules = find_member(definition.value, extra::kMembers);
    if (definition.children.empty() && rules == nullptr) {
      add(definition.value, extra::kCost, Value(1));
      continue;
    }
    std::uint64_t price = definition.size;
    for (const auto& child : definition.children) price += definitions_[child.number].size;
    if (rules != nullptr) {
      for (const auto& keys : bundle_.member_rules[rules->GetUint64()].keys) {
        if (keys.target != MemberRules::kAnything) {
          price += definitions_[bundle_.targets[keys.target]].size;
        }
      }
    }
    Value first(rapidjson::kObjectType);
    add(first, extra::kCost, Value(price));
    Value list(rapidjson::kArrayType);
    list.PushBack(first, allocator_);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): the definition is ours to change
    if (auto* all = const_cast<Value*>(find_member(definition.value, "allOf"))) {
      for (Value& schema : all->GetArray()) list.PushBack(schema, allocator_);
      *all = list;
    } else {
      add(definition.value, "allOf", std::move(list));
    }
  }
}

void Bundler::emit() {
  Value targets(rapidjson::kArrayType);
  for (const std::size_t number : bundle_.targets) {
    targets.PushBack(reference_to(number), allocator_);
  }
  Value list(rapidjson::kArrayType);
  for (Definition& definition : definitions_) list.PushBack(definition.value, allocator_);
  bundle_.schema.SetObject();
  add(bundle_.schema, "anyOf", std::move(targets));
  add(bundle_.schema, "definitions", std::move(list));
}

}  // namespace

base::Result<std::optional<Bundle>> make_bundle(const SchemaUrl& url, const SchemaFiles& files) {
  SchemaDocuments documents(files);
  STACMLM_TRY(const SchemaPlace root, documents.open(url));
  if (root.schema == nullptr) return std::nullopt;
  Bundle bundle;
  if (auto done = Bundler(bundle, documents).run(root); !done) {
    return tl::unexpected(std::move(done).error());
  }
  return bundle;
}

}  // namespace stacmlm::rules
