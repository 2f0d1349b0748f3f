// SPDX-License-Identifier: Apache-2.0
#include "json/plan/conjunction.h"

#include <algorithm>
#include <utility>

namespace stacmlm::json::plan {
namespace {

/// Shapes may refer to themselves.
constexpr int kDeepest = 8;

bool contains(const FactSet& set, const ShapeFacts* facts) {
  return std::ranges::find(set, facts) != set.end();
}

/// True if the kind alone refuses the value.
bool refuses(const ShapeFacts& facts, Kind kind) {
  return facts.impossible || (facts.types != 0 && (facts.types & bit_of(kind)) == 0);
}

Truth both(Truth a, Truth b) {
  if (a == Truth::kFails || b == Truth::kFails) return Truth::kFails;
  return a == Truth::kOpen || b == Truth::kOpen ? Truth::kOpen : Truth::kHolds;
}

}  // namespace

bool are_words(const ShapeFacts& facts) {
  return !facts.words.empty() && facts.types == bit_of(Kind::kString) && !facts.combines &&
         facts.pattern == nullptr && facts.min_length == 0 &&
         facts.max_length == ShapeFacts::kNoLimit;
}

namespace {

/// What the facts say of a word; what they say of other kinds does not matter.
Truth decide_word(const ShapeFacts& facts, std::string_view word) {
  if (refuses(facts, Kind::kString)) return Truth::kFails;
  if (!facts.words.empty() && std::ranges::find(facts.words, word) == facts.words.end())
    return Truth::kFails;
  if (facts.pattern != nullptr && !facts.pattern->matches(word)) return Truth::kFails;
  const bool more = facts.combines || facts.unchecked || facts.min_length != 0 ||
                    facts.max_length != ShapeFacts::kNoLimit;
  return more ? Truth::kOpen : Truth::kHolds;
}

}  // namespace

void flatten(const ShapeFacts& facts, FactSet& into) {
  if (facts.settled == kEveryKind || contains(into, &facts)) return;
  into.push_back(&facts);
  for (const Shape& shape : facts.all_of) flatten(shape.facts(), into);
  if (facts.refers != nullptr) flatten(facts.refers().facts(), into);
}

std::vector<std::string_view> listed_words(const Conjunction& all) {
  std::vector<std::string_view> words;
  for (const ShapeFacts* facts : all.facts()) {
    for (const Shape& shape : facts->contains) {
      if (!is_one_word(shape.facts())) continue;
      const std::string_view word = shape.facts().words.front();
      if (std::ranges::find(words, word) == words.end()) words.push_back(word);
    }
  }
  if (words.size() > ArrayPart::kMaxListed) words.clear();
  return words;
}

Conjunction::Conjunction(const FactSet& facts, Kind kind) : kind_(kind) {
  for (const ShapeFacts* each : facts) add(*each);
  settle();
}

void Conjunction::add(const ShapeFacts& facts) {
  FactSet all;
  flatten(facts, all);
  for (const ShapeFacts* each : all) {
    if (contains(facts_, each)) continue;
    facts_.push_back(each);
    impossible_ = impossible_ || refuses(*each, kind_);
    unchecked_ = unchecked_ || each->unchecked;
    if (kind_ == Kind::kObject) learn(*each);
    if (each->combines) ask(*each);
  }
}

void Conjunction::learn(const ShapeFacts& facts) {
  for (const ShapeFacts::Member& member : facts.members) {
    if (member.required) present_.push_back(member.key);
    if (!member.shape) continue;
    const ShapeFacts& value = member.shape->facts();
    if (member.required && value.words.size() == 1 && are_words(value))
      words_.push_back({member.key, value.words.front()});
    if (member.required && value.types == bit_of(Kind::kArray)) {
      for (const Shape& element : value.contains) {
        if (is_one_word(element.facts()))
          listed_words_.push_back({member.key, element.facts().words.front()});
      }
    }
    if (value.none_of.size() == 1 && are_words(value.none_of.front().facts()))
      other_words_.push_back({member.key, &value.none_of.front().facts().words});
  }
}

void Conjunction::ask(const ShapeFacts& facts) {
  using Op = Question::Op;
  const auto facts_of = [](const auto& shape) { return shape ? &shape->facts() : nullptr; };
  for (const Shape& shape : facts.none_of) questions_.push_back({Op::kNone, {&shape.facts()}});
  for (const auto& when : facts.conditions) {
    questions_.push_back(
        {Op::kWhen, {&when.condition.facts(), facts_of(when.then), facts_of(when.otherwise)}});
  }
  const auto choose = [&](Op op, const std::vector<Shape>& shapes) {
    if (shapes.empty()) return;
    Question question{op, {}};
    for (const Shape& shape : shapes) question.shapes.push_back(&shape.facts());
    questions_.push_back(std::move(question));
  };
  choose(Op::kAny, facts.any_of);
  choose(Op::kOne, facts.one_of);
  if (facts.cases) questions_.push_back({Op::kCases, {}, &*facts.cases});
}

/// What one question comes to may decide another one.
void Conjunction::settle() {
  for (bool changed = true; changed && !impossible_;) {
    changed = false;
    for (std::size_t i = 0; i < questions_.size() && !impossible_;) {
      Question question = std::move(questions_[i]);  // adding facts may add questions
      if (settle(question)) {
        questions_.erase(questions_.begin() + static_cast<std::ptrdiff_t>(i));
        changed = true;
      } else {
        questions_[i++] = std::move(question);
      }
    }
  }
}

/// True if nothing is left to be asked.
bool Conjunction::settle(Question& question) {
  switch (question.op) {
    case Question::Op::kNone: {
      const Truth forbidden = decide(*question.shapes.front());
      impossible_ = impossible_ || forbidden == Truth::kHolds;
      return forbidden != Truth::kOpen;
    }
    case Question::Op::kWhen: {
      const Truth condition = decide(*question.shapes[0]);
      if (condition == Truth::kOpen) return false;
      const ShapeFacts* follows = question.shapes[condition == Truth::kHolds ? 1 : 2];
      if (follows != nullptr) add(*follows);
      return true;
    }
    case Question::Op::kCases:
      return settle_cases(question);
    default:
      return settle_alternatives(question);
  }
}

bool Conjunction::settle_alternatives(Question& question) {
  auto& shapes = question.shapes;
  std::erase_if(shapes, [&](const ShapeFacts* each) { return decide(*each) == Truth::kFails; });
  if (shapes.empty()) {
    impossible_ = true;
    return true;
  }
  if (shapes.size() == 1) {
    add(*shapes.front());
    return true;
  }
  return question.op == Question::Op::kAny && decide(*shapes.front()) == Truth::kHolds;
}

bool Conjunction::settle_cases(const Question& question) {
  if (kind_ != Kind::kObject) {
    impossible_ = true;
    return true;
  }
  const KnownWord* known = known_word(question.cases->key);
  if (known == nullptr) return false;
  const auto& shapes = question.cases->shapes;
  const auto found =
      std::ranges::find_if(shapes, [&](const auto& each) { return each.first == known->word; });
  if (found == shapes.end()) {
    impossible_ = true;
  } else {
    add(found->second.facts());
  }
  return true;
}

const Conjunction::KnownWord* Conjunction::known_word(std::string_view key) const {
  const auto found = std::ranges::find(words_, key, &KnownWord::key);
  return found == words_.end() ? nullptr : &*found;
}

bool Conjunction::rules_out(std::string_view key,
                            const std::vector<std::string_view>& words) const {
  return std::ranges::all_of(words, [&](std::string_view word) {
    return std::ranges::any_of(other_words_, [&](const OtherWord& other) {
      return other.key == key && std::ranges::find(*other.words, word) != other.words->end();
    });
  });
}

Truth Conjunction::decide(const ShapeFacts& shape, int depth) const {
  if ((shape.settled & bit_of(kind_)) != 0) return Truth::kHolds;
  if (refuses(shape, kind_)) return Truth::kFails;
  if (contains(facts_, &shape)) return Truth::kHolds;
  const Truth own = shape.unchecked ? both(Truth::kOpen, decide_own(shape)) : decide_own(shape);
  if (!shape.combines || own == Truth::kFails) return own;
  return depth < kDeepest ? both(own, decide_combinations(shape, depth + 1)) : Truth::kOpen;
}

Truth Conjunction::decide_own(const ShapeFacts& shape) const {
  switch (kind_) {
    case Kind::kString: {
      const bool asks = !shape.words.empty() || shape.pattern != nullptr || shape.min_length != 0 ||
                        shape.max_length != ShapeFacts::kNoLimit;
      return asks ? Truth::kOpen : Truth::kHolds;
    }
    case Kind::kNumber:
      return shape.integer || shape.minimum || shape.maximum ? Truth::kOpen : Truth::kHolds;
    case Kind::kArray:
      return shape.about_arrays ? Truth::kOpen : Truth::kHolds;
    case Kind::kObject: {
      const bool more = !shape.keys.empty() || !shape.others.empty() || shape.closed ||
                        !shape.closed_prefixes.empty() || shape.min_members != 0 ||
                        !shape.dependencies.empty();
      Truth all = more ? Truth::kOpen : Truth::kHolds;
      for (const ShapeFacts::Member& member : shape.members) all = both(all, decide_member(member));
      return all;
    }
    default:
      return Truth::kHolds;
  }
}

/// True if `array` asks only for elements that the member is known to have.
bool Conjunction::lists(std::string_view key, const ShapeFacts& array) const {
  const bool more = !array.items.empty() || array.min_items > 1 || array.unique_items ||
                    array.max_items != ShapeFacts::kNoLimit || array.combines || array.unchecked;
  if (refuses(array, Kind::kArray) || more) return false;
  const auto has = [&](const ShapeFacts* wanted) {
    return std::ranges::any_of(listed_words_, [&](const KnownWord& known) {
      if (known.key != key) return false;
      return wanted == nullptr || decide_word(*wanted, known.word) == Truth::kHolds;
    });
  };
  return has(nullptr) && std::ranges::all_of(array.contains, [&](const Shape& wanted) {
           return has(&wanted.facts());
         });
}

Truth Conjunction::decide_member(const ShapeFacts::Member& member) const {
  const bool present = std::ranges::find(present_, member.key) != present_.end();
  const Truth there = !member.required || present ? Truth::kHolds : Truth::kOpen;
  if (!member.shape) return there;
  const ShapeFacts& value = member.shape->facts();
  if (const KnownWord* known = known_word(member.key))
    return both(there, decide_word(value, known->word));
  if (member.required && are_words(value) && rules_out(member.key, value.words))
    return Truth::kFails;
  const bool holds = value.settled == kEveryKind || (present && lists(member.key, value));
  return holds ? there : Truth::kOpen;
}

Truth Conjunction::decide_combinations(const ShapeFacts& shape, int depth) const {
  Truth all = Truth::kHolds;
  for (const Shape& each : shape.all_of) all = both(all, decide(each.facts(), depth));
  if (shape.refers != nullptr) all = both(all, decide(shape.refers().facts(), depth));
  for (const Shape& each : shape.none_of) {
    const Truth forbidden = decide(each.facts(), depth);
    all = both(all, forbidden == Truth::kHolds   ? Truth::kFails
                    : forbidden == Truth::kFails ? Truth::kHolds
                                                 : Truth::kOpen);
  }
  for (const auto& condition : shape.conditions) all = both(all, decide_when(condition, depth));
  if (!shape.any_of.empty()) {
    // The first one that holds is the one that counts.
    Truth any = Truth::kFails;
    for (const Shape& each : shape.any_of) {
      if (any == Truth::kFails) any = decide(each.facts(), depth);
    }
    all = both(all, any);
  }
  if (!shape.one_of.empty()) {
    const bool none = std::ranges::all_of(shape.one_of, [&](const Shape& each) {
      return decide(each.facts(), depth) == Truth::kFails;
    });
    all = both(all, none ? Truth::kFails : Truth::kOpen);
  }
  return shape.cases ? both(all, decide_cases(*shape.cases, depth)) : all;
}

Truth Conjunction::decide_when(const ShapeFacts::Condition& condition, int depth) const {
  const Truth holds = decide(condition.condition.facts(), depth);
  if (holds == Truth::kOpen) return Truth::kOpen;
  const auto& follows = holds == Truth::kHolds ? condition.then : condition.otherwise;
  return follows ? decide(follows->facts(), depth) : Truth::kHolds;
}

Truth Conjunction::decide_cases(const ShapeFacts::Cases& cases, int depth) const {
  if (kind_ != Kind::kObject) return Truth::kFails;
  const KnownWord* known = known_word(cases.key);
  if (known == nullptr) return Truth::kOpen;
  for (const auto& [word, shape] : cases.shapes) {
    if (word == known->word) return decide(shape.facts(), depth);
  }
  return Truth::kFails;
}

}  // namespace stacmlm::json::plan
