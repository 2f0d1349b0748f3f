// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "rules/user_schemas/compiled_schema.h"
#include "rules/user_schemas/run.h"
#include "rules/user_schemas/validator.h"

namespace stacmlm::rules {
namespace {

using valijson::ValidationResults;
using valijson::adapters::Adapter;
using Context = std::vector<std::string>;

constexpr std::size_t kMaxFaults = 10'000;
constexpr std::uint64_t kVisit = 16;  // steps to enter a schema; as many values compare in one

/// A keyword of bundle.h: `check` judges the value by the keyword's number.
using Check = bool (*)(std::size_t number, const Adapter& value, const Context& context,
                       ValidationResults* results);

bool fault(const Context& context, ValidationResults* results, const std::string& message) {
  if (results != nullptr) results->pushError(context, message);
  return false;
}

std::size_t size_of(const Adapter& value) {
  if (value.isArray()) return value.getArraySize();
  if (value.isObject()) return value.getObjectSize();
  return value.isString() ? value.asString().size() / 64 : 0;
}

bool check_cost(std::size_t cost, const Adapter& value, const Context&,
                ValidationResults* results) {
  if (results != nullptr && results->numErrors() > kMaxFaults) throw TooManyFaults();
  current_run()->pay(kVisit + cost * (1 + size_of(value)) / kVisit);
  return true;
}

/// Whether the pattern is found in the text; if it cannot be told, what the run takes for true.
bool is_found(const BoundedPattern& pattern, std::string_view text, const Context& context) {
  if (!pattern.is_supported() || text.size() > BoundedPattern::kMaxText) {
    return current_run()->skip(context, fmt::format("pattern `{}` not checked", pattern.text()));
  }
  current_run()->pay(pattern.steps(text.size()));
  return pattern.is_in(text);
}

bool check_pattern(std::size_t number, const Adapter& value, const Context& context,
                   ValidationResults* results) {
  if (!value.isString()) return true;
  const BoundedPattern& pattern = current_run()->schema.pattern(number);
  return is_found(pattern, value.asString(), context) ||
         fault(context, results, fmt::format("does not match the pattern `{}`", pattern.text()));
}

bool target_holds(std::size_t target, const InstanceAdapter& value, const Context& context,
                  ValidationResults* results) {
  return target == MemberRules::kAnything ||
         holds(value, current_run()->schema.target(target), context, results);
}

bool check_member(const MemberRules& rules, const std::string& key, const InstanceAdapter& value,
                  const Context& context, ValidationResults* results) {
  bool known = std::ranges::binary_search(rules.known, key);
  bool good = true;
  for (const MemberRules::Keys& keys : rules.keys) {
    if (!is_found(current_run()->schema.pattern(keys.pattern), key, context)) continue;
    known = true;
    good = target_holds(keys.target, value, context, results) && good;
  }
  if (known) return good;
  if (rules.closed) return fault(context, results, "a member that the schema does not know");
  return target_holds(rules.others, value, context, results);
}

bool check_members(std::size_t number, const Adapter& value, const Context& context,
                   ValidationResults* results) {
  const auto* object = dynamic_cast<const InstanceAdapter*>(&value);
  if (object == nullptr || !object->isObject()) return true;
  const MemberRules& rules = current_run()->schema.member_rules(number);
  bool good = true;
  for (const auto member : object->getObject()) {
    Context place = context;
    place.push_back("[" + member.first + "]");
    good = check_member(rules, member.first, member.second, place, results) && good;
    if (!good && results == nullptr) return false;
  }
  return good;
}

/// The same text for values that JSON Schema takes for the same.
// NOLINTNEXTLINE(misc-no-recursion): the depth is limited
std::string canonical(const InstanceAdapter& value) {
  if (value.isArray()) {
    std::string text = "[";
    for (const InstanceAdapter element : value.getArray()) text += canonical(element) + ",";
    return text + "]";
  }
  if (value.isObject()) {
    std::vector<std::pair<std::string, std::string>> members;
    for (const auto member : value.getObject()) {
      members.emplace_back(member.first, canonical(member.second));
    }
    std::ranges::sort(members);
    std::string text = "{";
    for (const auto& [key, element] : members)
      text += fmt::format("{}:{}={},", key.size(), key, element);
    return text + "}";
  }
  if (value.isString()) {
    const std::string text = value.asString();
    return fmt::format("s{}:{}", text.size(), text);
  }
  if (value.isInteger()) return fmt::format("{}", value.getInteger());
  if (value.isDouble()) return fmt::format("{:.17g}", value.getDouble());
  if (value.isBool()) return value.getBool() ? "true" : "false";
  return "null";
}

bool check_distinct(std::size_t, const Adapter& value, const Context& context,
                    ValidationResults* results) {
  const auto* array = dynamic_cast<const InstanceAdapter*>(&value);
  if (array == nullptr || !array->isArray()) return true;
  std::unordered_set<std::string> seen;
  for (const InstanceAdapter element : array->getArray()) {
    std::string text = canonical(element);
    current_run()->pay(1 + text.size() / 4);
    if (!seen.insert(std::move(text)).second) {
      return fault(context, results, "two elements are the same");
    }
  }
  return true;
}

class ExtraConstraint final : public valijson::constraints::PolyConstraint {
 public:
  ExtraConstraint(Check check, std::size_t number) : check_(check), number_(number) {}

  bool validate(const Adapter& value, const Context& context,
                ValidationResults* results) const override {
    return check_(number_, value, context, results);
  }

 private:
  Constraint* cloneInto(void* memory) const override { return new (memory) ExtraConstraint(*this); }
  std::size_t sizeOf() const override { return sizeof(ExtraConstraint); }

  Check check_;
  std::size_t number_;
};

class ExtraBuilder final : public valijson::ConstraintBuilder {
 public:
  explicit ExtraBuilder(Check check) : check_(check) {}
  valijson::constraints::Constraint* make(const Adapter& number) const override {
    return new ExtraConstraint(check_, static_cast<std::size_t>(number.asInteger()));
  }

 private:
  Check check_;
};

}  // namespace

void add_extra_checks(valijson::SchemaParser& parser) {
  // The parser takes the builders over.
  parser.addConstraintBuilder(extra::kCost, new ExtraBuilder(&check_cost));
  parser.addConstraintBuilder(extra::kPattern, new ExtraBuilder(&check_pattern));
  parser.addConstraintBuilder(extra::kMembers, new ExtraBuilder(&check_members));
  parser.addConstraintBuilder(extra::kDistinct, new ExtraBuilder(&check_distinct));
}

bool holds(const InstanceAdapter& value, const valijson::Subschema& schema,
           std::vector<std::string> context, ValidationResults* results) {
  // For patterns that the validator would match itself: no bundle has any.
  std::unordered_map<std::string, std::regex> no_expressions;
  valijson::ValidationVisitor<InstanceAdapter> visitor(value, std::move(context), true, results,
                                                       no_expressions);
  return visitor.validateSchema(schema);
}

}  // namespace stacmlm::rules
