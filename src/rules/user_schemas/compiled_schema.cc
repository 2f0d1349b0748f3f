// SPDX-License-Identifier: Apache-2.0
#include "rules/user_schemas/compiled_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "rules/user_schemas/json_tree.h"
#include "rules/user_schemas/run.h"
#include "rules/user_schemas/validator.h"
#include "rules/user_schemas/validator_words.h"

namespace stacmlm::rules {
namespace {

using Fault = UserSchemas::Fault;

constexpr std::size_t kMaxBytes = std::size_t{64} << 20U;
constexpr std::size_t kMaxFaults = 100;
constexpr std::size_t kMaxDepth = 1000;  // of the validator's calls: its stack

// Each value that a schema names is kept apart by the validator: with the usual allocator of
// rapidjson each would take 64 KiB.
using SchemaValue = rapidjson::GenericValue<rapidjson::UTF8<>, rapidjson::CrtAllocator>;
using SchemaDocument = rapidjson::GenericDocument<rapidjson::UTF8<>, rapidjson::CrtAllocator>;
using SchemaAdapter = valijson::adapters::GenericRapidJsonAdapter<SchemaValue>;

Fault not_judged(std::string_view why) {
  return {"", fmt::format("not judged by this schema: {}", why), false};
}

std::size_t depth_of(const rapidjson::Value& value) {  // NOLINT(misc-no-recursion): is limited
  std::size_t deepest = 0;
  if (value.IsArray()) {
    for (const auto& element : value.GetArray()) deepest = std::max(deepest, depth_of(element));
  } else if (value.IsObject()) {
    for (const auto& member : value.GetObject())
      deepest = std::max(deepest, depth_of(member.value));
  }
  return deepest + 1;
}

/// The faults that say what is wrong; if there are none, the first that says where.
std::vector<Fault> told(const valijson::ValidationResults& results) {
  std::vector<Fault> faults;
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& error : results) {
    if (is_told_elsewhere(error.description)) continue;
    Fault fault{pointer_of(error.context), reworded(error.description)};
    if (faults.size() < kMaxFaults && seen.emplace(fault.pointer, fault.message).second) {
      faults.push_back(std::move(fault));
    }
  }
  if (!faults.empty()) return faults;
  if (results.numErrors() == 0) return {{"", "not as the schema demands"}};
  return {{pointer_of(results.begin()->context), reworded(results.begin()->description)}};
}

/// The schemas of the bundle's `anyOf`: the validator has no other way to them.
std::vector<const valijson::Subschema*> alternatives(const valijson::Schema& schema) {
  std::vector<const valijson::Subschema*> all;
  valijson::Subschema::ApplyFunction collect = [&](const valijson::constraints::Constraint& each) {
    if (const auto* any = dynamic_cast<const valijson::constraints::AnyOfConstraint*>(&each)) {
      any->applyToSubschemas([&](unsigned, const valijson::Subschema* alternative) {
        all.push_back(alternative);
        return true;
      });
    }
    return true;
  };
  schema.apply(collect);
  return all;
}

/// One judgement. Throws TooManySteps.
class Judgement {
 public:
  Judgement(const CompiledSchema& schema, bool unchecked_holds) : run_{schema, unchecked_holds} {
    current_run() = &run_;
  }
  Judgement(const Judgement&) = delete;
  Judgement& operator=(const Judgement&) = delete;
  ~Judgement() { current_run() = nullptr; }

  bool holds(const rapidjson::Value& object, valijson::ValidationResults* results) {
    return rules::holds(InstanceAdapter(object), run_.schema.target(0), {"<root>"}, results);
  }
  std::vector<Fault>& notes() { return run_.notes; }

 private:
  Run run_;
};

std::vector<Fault> faults_of(const CompiledSchema& schema, const rapidjson::Value& object) {
  {
    Judgement quick(schema, true);
    if (quick.holds(object, nullptr)) return std::move(quick.notes());
    // A fault may come of what is not checked: then it is none.
    if (!quick.notes().empty() && Judgement(schema, false).holds(object, nullptr)) {
      return std::move(quick.notes());
    }
  }
  Judgement full(schema, true);
  valijson::ValidationResults results;
  try {
    full.holds(object, &results);
  } catch (const TooManyFaults&) {
    // The first ones are told.
  }
  std::vector<Fault> faults = told(results);
  std::ranges::move(full.notes(), std::back_inserter(faults));
  return faults;
}

}  // namespace

CompiledSchema::CompiledSchema(Bundle bundle)
    : schema_(std::make_unique<valijson::Schema>()),
      patterns_(std::move(bundle.patterns)),
      rules_(std::move(bundle.member_rules)),
      in_place_depth_(bundle.in_place_depth) {
  SchemaDocument document;
  document.CopyFrom(bundle.schema, document.GetAllocator());
  valijson::SchemaParser parser;
  add_extra_checks(parser);
  parser.populateSchema(SchemaAdapter(document), *schema_);
  targets_ = alternatives(*schema_);
}

CompiledSchema::~CompiledSchema() = default;

base::Result<std::unique_ptr<const CompiledSchema>> CompiledSchema::compile(Bundle bundle) {
  try {
    return std::unique_ptr<const CompiledSchema>(new CompiledSchema(std::move(bundle)));
  } catch (const std::exception& error) {
    return base::fail(base::ErrorKind::kInvalidDocument, reworded(error.what()));
  }
}

std::vector<Fault> CompiledSchema::judge(std::string_view object) const {
  if (object.size() > kMaxBytes) return {not_judged("the document is too large")};
  rapidjson::Document tree;
  if (const auto read = read_tree(object, tree); !read) return {not_judged(read.error().message)};
  // Each schema that judges a value inside another comes with one that counts.
  if (depth_of(tree) * (in_place_depth_ + 1) > kMaxDepth) {
    return {not_judged("document and schema nest too deep")};
  }
  try {
    return faults_of(*this, tree);
  } catch (const TooManySteps&) {
    return {not_judged("it would take too long")};
  } catch (const std::exception& error) {
    return {not_judged(reworded(error.what()))};
  }
}

}  // namespace stacmlm::rules
