// SPDX-License-Identifier: Apache-2.0
// One walk, compiled twice: to answer yes or no, and to collect what fails.
#include <algorithm>
#include <cstdint>

#include "json/unique_items.h"
#include "stacmlm/json/shape.h"
#include "stacmlm/json/shape_facts.h"

namespace stacmlm::json {
namespace {

/// The sink of the yes-or-no walk: the first failure ends it.
struct FirstFailure {
  static constexpr bool kGoesOn = false;
  bool complete = true;
  void add(ViolationKind, Value, const ShapeFacts&, std::string_view = {}, std::string_view = {}) {}
  void unchecked(Value, const ShapeFacts&) { complete = false; }
};

/// Prose allows it, or nobody looked: told, but no fault by itself.
bool is_mild(const Violation& violation) {
  return violation.kind == ViolationKind::kUnchecked ||
         (violation.kind == ViolationKind::kRule && violation.rule == violation.facts->prose_rule);
}

/// Keeps `limit` violations of either kind, so that the mild ones crowd out no other.
struct Collector {
  static constexpr bool kGoesOn = true;
  std::vector<Violation>& found;
  std::size_t limit;
  std::size_t mild = 0;

  void add(const Violation& violation) {
    const bool is_one_more_mild = is_mild(violation);
    if ((is_one_more_mild ? mild : found.size() - mild) >= limit) return;
    mild += is_one_more_mild ? 1 : 0;
    found.push_back(violation);
  }
  void add(ViolationKind kind, Value place, const ShapeFacts& facts, std::string_view name = {},
           std::string_view other = {}) {
    add({kind, place, &facts, name, other, facts.rule});
  }
  void unchecked(Value place, const ShapeFacts& facts) {
    add(ViolationKind::kUnchecked, place, facts, facts.name);
  }
  /// Takes over what another walk found, as far as there is room.
  void take(const std::vector<Violation>& others) {
    for (const Violation& violation : others) add(violation);
  }
};

/// True if the kind of the value is among `kinds`, a bit of each.
bool takes(std::uint8_t kinds, Value value) {
  return ((kinds >> static_cast<unsigned>(value.kind())) & 1U) != 0;
}

/// True if the type alone refuses the value.
bool is_of_other_type(const Shape& shape, Value value) {
  return shape.facts().types != 0 && !takes(shape.facts().types, value);
}

std::uint32_t code_points(std::string_view text) {
  return static_cast<std::uint32_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool below(double value, const ShapeFacts& facts) {
  return facts.minimum &&
         (facts.minimum_exclusive ? value <= *facts.minimum : value < *facts.minimum);
}
bool above(double value, const ShapeFacts& facts) {
  return facts.maximum &&
         (facts.maximum_exclusive ? value >= *facts.maximum : value > *facts.maximum);
}

/// How far a failed alternative is from the value: a wrong type at the top says "not meant", a
/// wrong word there says "perhaps meant".
constexpr std::size_t kNotMeant = 1000;
constexpr std::size_t kOtherWord = 100;

std::size_t distance(const std::vector<Violation>& found, Value value) {
  std::size_t sum = 0;
  for (const Violation& violation : found) {
    const bool at_top = violation.place == value;
    const bool other_kind =
        violation.kind == ViolationKind::kType || violation.kind == ViolationKind::kForbidden;
    const bool other_word = violation.kind == ViolationKind::kWord;
    sum += !at_top ? 1 : other_kind ? kNotMeant : other_word ? kOtherWord : 10;
  }
  return sum;
}

template <class Sink>
class Walk {
 public:
  explicit Walk(Sink sink) : sink_(sink) {}

  // NOLINTNEXTLINE(misc-no-recursion): as deep as the document (limited) and the shape
  bool check(const Shape& shape, Value value) {
    const ShapeFacts& facts = shape.facts();
    if (takes(facts.settled, value)) return true;
    if constexpr (Sink::kGoesOn) {
      if (!facts.rule.empty() || !facts.prose.empty()) return check_told(facts, value);
    }
    return check_facts(facts, value);
  }

  [[nodiscard]] const Sink& sink() const { return sink_; }

 private:
  template <class>
  friend class Walk;

  bool fail(ViolationKind kind, Value place, const ShapeFacts& facts, std::string_view name = {},
            std::string_view other = {}) {
    sink_.add(kind, place, facts, name, other);
    return false;
  }

  bool check_told(const ShapeFacts& facts, Value value);
  bool check_facts(const ShapeFacts& facts, Value value);
  bool check_type(const ShapeFacts& facts, Value value);
  bool check_string(const ShapeFacts& facts, Value value);
  bool check_number(const ShapeFacts& facts, Value value);
  bool check_array(const ShapeFacts& facts, Value value);
  bool check_object(const ShapeFacts& facts, Value value);
  bool check_few_members(const ShapeFacts& facts, Value value, std::uint64_t& seen);
  bool check_member(const ShapeFacts& facts, Value member, std::uint64_t& seen);
  bool check_other_member(const ShapeFacts& facts, Value member);
  bool check_missing(const ShapeFacts& facts, Value value, std::uint64_t seen);
  bool check_dependencies(const ShapeFacts& facts, Value value);
  bool check_combinations(const ShapeFacts& facts, Value value);
  bool check_any(const ShapeFacts& facts, Value value);
  bool check_one(const ShapeFacts& facts, Value value);
  bool check_apart(const Shape& shape, Value value);
  bool check_cases(const ShapeFacts& facts, Value value);
  bool tell_alternatives(const ShapeFacts& facts, const std::vector<Shape>& shapes, Value value);

  Sink sink_;
};

template <class Sink>
bool Walk<Sink>::check_told(const ShapeFacts& facts, Value value) {
  std::vector<Violation> found;
  if (Walk<Collector>(Collector{found, sink_.limit}).check_facts(facts, value)) {
    sink_.take(found);
    return true;
  }
  if (!facts.prose.empty() && conforms(facts.prose.front(), value)) {
    sink_.take({{ViolationKind::kRule, value, &facts, {}, {}, facts.prose_rule}});
    return false;
  }
  if (!facts.rule.empty()) return fail(ViolationKind::kRule, value, facts);
  sink_.take(found);
  return false;
}

template <class Sink>
bool Walk<Sink>::check_facts(const ShapeFacts& facts, Value value) {
  if (!check_type(facts, value)) return false;
  bool good = true;
  switch (value.kind()) {
    case Kind::kString:
      good = check_string(facts, value);
      break;
    case Kind::kNumber:
      good = check_number(facts, value);
      break;
    case Kind::kArray:
      good = !facts.about_arrays || check_array(facts, value);
      break;
    case Kind::kObject:
      good = !facts.about_objects || check_object(facts, value);
      break;
    default:
      break;
  }
  if (!good && !Sink::kGoesOn) return false;
  if (facts.combines) good = check_combinations(facts, value) && good;
  if (facts.unchecked) sink_.unchecked(value, facts);
  return good;
}

template <class Sink>
bool Walk<Sink>::check_type(const ShapeFacts& facts, Value value) {
  if (facts.impossible) return fail(ViolationKind::kForbidden, value, facts);
  if (facts.types == 0) return true;
  if (!takes(facts.types, value) || (facts.integer && value.is_number() && !value.is_integer())) {
    return fail(ViolationKind::kType, value, facts);
  }
  return true;
}

template <class Sink>
bool Walk<Sink>::check_string(const ShapeFacts& facts, Value value) {
  bool good = true;
  if (!facts.words.empty() && std::ranges::find(facts.words, value.string()) == facts.words.end()) {
    good = fail(ViolationKind::kWord, value, facts);
  }
  const bool only_not_empty = facts.min_length == 1 && facts.max_length == ShapeFacts::kNoLimit;
  if (only_not_empty) {
    if (value.string().empty()) good = fail(ViolationKind::kLength, value, facts);
  } else if (facts.min_length != 0 || facts.max_length != ShapeFacts::kNoLimit) {
    const std::uint32_t length = code_points(value.string());
    if (length < facts.min_length || length > facts.max_length)
      good = fail(ViolationKind::kLength, value, facts);
  }
  if (!good && !Sink::kGoesOn) return false;
  if (facts.pattern != nullptr && !facts.pattern->matches(value.string())) {
    good = fail(ViolationKind::kPattern, value, facts);
  }
  return good;
}

template <class Sink>
bool Walk<Sink>::check_number(const ShapeFacts& facts, Value value) {
  if (!facts.minimum && !facts.maximum) return true;
  const double number = value.number();
  if (below(number, facts) || above(number, facts))
    return fail(ViolationKind::kBound, value, facts);
  return true;
}

template <class Sink>
bool Walk<Sink>::check_array(const ShapeFacts& facts, Value value) {
  bool good = true;
  if (value.size() < facts.min_items || value.size() > facts.max_items) {
    good = fail(ViolationKind::kItemCount, value, facts);
    if (!Sink::kGoesOn) return false;
  }
  if (!facts.items.empty()) {
    for (const Value element : value.elements()) {
      good = check(facts.items.front(), element) && good;
      if (!good && !Sink::kGoesOn) return false;
    }
  }
  for (const Shape& wanted : facts.contains) {
    if (std::ranges::none_of(value.elements(),
                             [&](Value element) { return conforms(wanted, element); })) {
      good = fail(ViolationKind::kContains, value, wanted.facts());
      if (!Sink::kGoesOn) return false;
    }
  }
  if (facts.unique_items) {
    const Value twin = first_duplicate(value);
    if (twin.exists()) good = fail(ViolationKind::kDuplicateItem, twin, facts);
  }
  return good;
}

template <class Sink>
bool Walk<Sink>::check_object(const ShapeFacts& facts, Value value) {
  bool good = true;
  std::uint64_t seen = 0;
  if (facts.only_few_members) {
    good = check_few_members(facts, value, seen);
  } else {
    for (const Value member : value.members()) {
      good = check_member(facts, member, seen) && good;
      if (!good && !Sink::kGoesOn) return false;
    }
  }
  if (!good && !Sink::kGoesOn) return false;
  if ((facts.required & ~seen) != 0) good = check_missing(facts, value, seen);
  if (!good && !Sink::kGoesOn) return false;
  if (value.size() < facts.min_members) good = fail(ViolationKind::kMemberCount, value, facts);
  if (!facts.dependencies.empty()) good = check_dependencies(facts, value) && good;
  return good;
}

template <class Sink>
bool Walk<Sink>::check_few_members(const ShapeFacts& facts, Value value, std::uint64_t& seen) {
  bool good = true;
  for (std::size_t index = 0; index < facts.members.size(); ++index) {
    const ShapeFacts::Member& known = facts.members[index];
    const Value member = value.find(Key(known.key, known.hash));
    if (!member.exists()) continue;
    seen |= std::uint64_t{1} << index;
    if (known.shape) good = check(*known.shape, member) && good;
  }
  return good;
}

template <class Sink>
bool Walk<Sink>::check_member(const ShapeFacts& facts, Value member, std::uint64_t& seen) {
  bool named = false;
  bool good = true;
  if (const auto* known = facts.find(Key(member.key(), member.node().key_hash))) {
    seen |= std::uint64_t{1} << (known - facts.members.data());
    if (known->shape) {
      named = true;
      good = check(*known->shape, member);
    }
  }
  for (const ShapeFacts::Keys& keys : facts.keys) {
    if (!keys.pattern->matches(member.key())) continue;
    named = true;
    good = check(keys.shape, member) && good;
  }
  return named ? good : check_other_member(facts, member) && good;
}

template <class Sink>
bool Walk<Sink>::check_other_member(const ShapeFacts& facts, Value member) {
  if (facts.closed) return fail(ViolationKind::kUnknownMember, member, facts);
  for (const std::string_view prefix : facts.closed_prefixes) {
    if (member.key().starts_with(prefix))
      return fail(ViolationKind::kUnknownMember, member, facts, prefix);
  }
  return facts.others.empty() || check(facts.others.front(), member);
}

template <class Sink>
bool Walk<Sink>::check_missing(const ShapeFacts& facts, Value value, std::uint64_t seen) {
  for (std::size_t i = 0; i < facts.members.size(); ++i) {
    if (!facts.members[i].required || ((seen >> i) & 1U) != 0) continue;
    fail(ViolationKind::kMissing, value, facts, facts.members[i].key);
  }
  return false;
}

template <class Sink>
bool Walk<Sink>::check_dependencies(const ShapeFacts& facts, Value value) {
  bool good = true;
  for (const ShapeFacts::Dependency& dependency : facts.dependencies) {
    if (!value.find(dependency.key).exists()) continue;
    for (const std::string_view need : dependency.needs) {
      if (value.find(need).exists()) continue;
      good = fail(ViolationKind::kDependency, value, facts, need, dependency.key);
    }
  }
  return good;
}

template <class Sink>
bool Walk<Sink>::check_combinations(const ShapeFacts& facts, Value value) {
  bool good = true;
  for (const Shape& shape : facts.all_of) {
    good = check(shape, value) && good;
    if (!good && !Sink::kGoesOn) return false;
  }
  if (facts.refers != nullptr) good = check(facts.refers(), value) && good;
  for (const Shape& shape : facts.none_of) {
    if (conforms(shape, value)) good = fail(ViolationKind::kForbidden, value, facts);
  }
  for (const ShapeFacts::Condition& condition : facts.conditions) {
    if (!good && !Sink::kGoesOn) return false;
    const auto& consequence =
        conforms(condition.condition, value) ? condition.then : condition.otherwise;
    if (consequence) good = check(*consequence, value) && good;
  }
  if (!good && !Sink::kGoesOn) return false;
  if (!facts.any_of.empty()) good = check_any(facts, value) && good;
  if (!facts.one_of.empty()) good = check_one(facts, value) && good;
  if (facts.cases) good = check_cases(facts, value) && good;
  return good;
}

template <class Sink>
bool Walk<Sink>::check_any(const ShapeFacts& facts, Value value) {
  if constexpr (Sink::kGoesOn) {
    return tell_alternatives(facts, facts.any_of, value);
  } else {
    return std::ranges::any_of(facts.any_of,
                               [&](const Shape& shape) { return check_apart(shape, value); });
  }
}

template <class Sink>
bool Walk<Sink>::check_one(const ShapeFacts& facts, Value value) {
  if constexpr (Sink::kGoesOn) {
    return tell_alternatives(facts, facts.one_of, value);
  } else {
    return std::ranges::count_if(
               facts.one_of, [&](const Shape& shape) { return check_apart(shape, value); }) == 1;
  }
}

/// An alternative that does not hold leaves nothing unchecked.
template <class Sink>
bool Walk<Sink>::check_apart(const Shape& shape, Value value) {
  if (is_of_other_type(shape, value)) return false;
  const bool complete = sink_.complete;
  const bool good = check(shape, value);
  if (!good) sink_.complete = complete;
  return good;
}

/// Each alternative is walked once, however deep alternatives stand in one another.
template <class Sink>
bool Walk<Sink>::tell_alternatives(const ShapeFacts& facts, const std::vector<Shape>& shapes,
                                   Value value) {
  std::vector<Violation> nearest;
  std::size_t least = 0;
  std::size_t holding = 0;
  std::size_t as_near = 0;
  for (const Shape& shape : shapes) {
    std::vector<Violation> found;
    if (Walk<Collector>(Collector{found, sink_.limit}).check(shape, value)) {
      ++holding;
      sink_.take(found);
      continue;
    }
    std::erase_if(found, [](const Violation& v) { return v.kind == ViolationKind::kUnchecked; });
    const std::size_t far = distance(found, value);
    if (!nearest.empty() && far == least) ++as_near;
    if (nearest.empty() || far < least) {
      as_near = 1;
      least = far;
      nearest = std::move(found);
    }
  }
  if (holding == 1 || (holding > 1 && &shapes == &facts.any_of)) return true;
  if (holding > 1) return fail(ViolationKind::kManyAlternatives, value, facts);
  if (least >= kNotMeant || (least >= kOtherWord && as_near > 1))
    return fail(ViolationKind::kNoAlternative, value, facts);
  sink_.take(nearest);
  return false;
}

template <class Sink>
bool Walk<Sink>::check_cases(const ShapeFacts& facts, Value value) {
  if (!value.is_object()) return fail(ViolationKind::kType, value, facts);
  const Value chosen = value.find(facts.cases->key);
  if (!chosen.exists()) return fail(ViolationKind::kMissing, value, facts, facts.cases->key);
  for (const auto& [word, shape] : facts.cases->shapes) {
    if (chosen.equals(word)) return check(shape, value);
  }
  return fail(ViolationKind::kWord, chosen, facts);
}

}  // namespace

bool conforms(const Shape& shape, Value value) {
  return Walk<FirstFailure>(FirstFailure{}).check(shape, value);
}

Verdict judge(const Shape& shape, Value value) {
  Walk<FirstFailure> walk(FirstFailure{});
  const bool good = walk.check(shape, value);
  return {good, walk.sink().complete};
}

std::vector<Violation> violations(const Shape& shape, Value value, std::size_t limit) {
  std::vector<Violation> found;
  Walk<Collector>(Collector{found, limit}).check(shape, value);
  return found;
}

}  // namespace stacmlm::json
