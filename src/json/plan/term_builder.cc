// SPDX-License-Identifier: Apache-2.0
#include "json/plan/term_builder.h"

#include <algorithm>
#include <bit>
#include <span>

#include "json/plan/compiler.h"

namespace stacmlm::json::plan {
namespace {

/// Shapes in shapes; what is deeper gets a place of its own. So does what would make more terms.
constexpr int kDeepest = 12;
constexpr std::size_t kMostTerms = 256;

/// So many members of an object inside are found faster one by one than by walking over all.
constexpr std::size_t kFew = 3;

std::uint64_t bit(std::uint8_t frame) { return std::uint64_t{1} << frame; }

/// True if terms can say what the shape asks of a value of any kind, and look at little.
bool is_small(const ShapeFacts& shape) {
  return TermBuilder::is_about_members(shape) && shape.members.size() <= kFew && !shape.integer &&
         !shape.minimum && !shape.maximum && shape.min_length <= 1 &&
         shape.max_length == ShapeFacts::kNoLimit && !shape.unique_items;
}

}  // namespace

std::optional<std::uint8_t> FrameKeys::find(std::string_view key) const {
  const auto found = std::ranges::find(keys_, key);
  if (found == keys_.end()) return {};
  return static_cast<std::uint8_t>(found - keys_.begin());
}

std::optional<std::uint8_t> FrameKeys::index_of(std::string_view key) {
  if (!find(key) && keys_.size() < ObjectPart::kMaxFrame) keys_.push_back(key);
  return find(key);
}

void TermBuilder::add_required(std::string_view key) {
  leaf(Op::kWhole).place = &compiler_.place_of(compiler_.is_there(key));
}

std::vector<Term> TermBuilder::build() {
  const auto listed = listed_words(all_);
  for (const ShapeFacts* facts : all_.facts()) {
    if (all_.kind() == Kind::kObject) {
      for (const auto& dependency : facts->dependencies) add_dependency(dependency);
    }
    if (all_.kind() != Kind::kArray) continue;
    for (const Shape& each : facts->contains) {
      if (listed.empty() || !is_one_word(each.facts())) add_contains(each.facts());
    }
  }
  for (const Question& question : all_.questions()) add(question);
  end(0);
  const bool nothing = terms_.front().op == Op::kAll && terms_.front().size == 1;
  if (nothing) terms_.clear();
  return std::move(terms_);
}

bool TermBuilder::is_about_members(const ShapeFacts& shape) {
  const bool is_map = shape.members.empty() || shape.others.empty();
  return shape.keys.empty() && is_map && !shape.closed && shape.closed_prefixes.empty() &&
         shape.min_members == 0 && shape.dependencies.empty() && !shape.unchecked && !shape.cases &&
         shape.refers == nullptr;
}

void TermBuilder::add_dependency(const ShapeFacts::Dependency& dependency) {
  std::uint64_t keys = 0;
  auto index = frame_->index_of(dependency.key);
  for (const std::string_view need : dependency.needs) {
    if (!index) break;
    index = frame_->index_of(need);
    if (index) keys |= bit(*index);
  }
  if (!index) return add(&compiler_.needs(dependency));
  Term& term = leaf(Op::kNeeds);
  term.frame = *frame_->index_of(dependency.key);
  term.keys = keys;
}

void TermBuilder::add(const Question& question) {
  const auto with_operands = [&](Op op) {
    const std::size_t term = begin(op);
    for (const ShapeFacts* shape : question.shapes) add(shape);
    end(term);
  };
  switch (question.op) {
    case Question::Op::kNone:
      return with_operands(Op::kNone);
    case Question::Op::kWhen:
      return with_operands(Op::kWhen);
    case Question::Op::kAny:
      return with_operands(Op::kAny);
    case Question::Op::kOne:
      return with_operands(Op::kOne);
    case Question::Op::kCases:
      return;  // a Choice has settled them
  }
}

void TermBuilder::add(const ShapeFacts* shape) {
  if (shape == nullptr) return add_constant(true);
  if (inside_ == 0) {
    const Truth truth = all_.decide(*shape);
    if (truth != Truth::kOpen) return add_constant(truth == Truth::kHolds);
  }
  if (!fits(*shape)) {
    leaf(Op::kWhole).place = &compiler_.place_of(*shape);
    return;
  }
  ++depth_;
  add_terms(*shape);
  --depth_;
}

/// The same of an element or a member.
void TermBuilder::add_inner(const ShapeFacts& shape) {
  ++inside_;
  add(&shape);
  --inside_;
}

void TermBuilder::add_constant(bool holds) { end(begin(holds ? Op::kAll : Op::kAny)); }

bool TermBuilder::fits(const ShapeFacts& shape) {
  if (depth_ >= kDeepest || terms_.size() >= kMostTerms) return false;
  if (inside_ != 0 || frame_ == nullptr) return is_small(shape);
  // Finds a place for each member, so that none of them is missing when the terms are half made.
  return is_about_members(shape) &&
         std::ranges::all_of(shape.members, [&](const ShapeFacts::Member& member) {
           return frame_->index_of(member.key).has_value();
         });
}

void TermBuilder::add_terms(const ShapeFacts& shape) {
  const std::size_t term = begin(Op::kAll);
  if (shape.impossible) terms_[term].kinds = 0;
  if (shape.types != 0) terms_[term].kinds &= shape.types;
  const auto may_be = [&](Kind kind) { return inside_ != 0 || all_.kind() == kind; };
  if (may_be(Kind::kString)) add_text(shape);
  if (may_be(Kind::kArray)) add_array(shape);
  if (may_be(Kind::kObject)) add_object(shape);
  add_combinations(shape);
  end(term);
}

void TermBuilder::add_text(const ShapeFacts& shape) {
  if (shape.min_length != 0) leaf(Op::kNotEmpty);
  if (!shape.words.empty()) leaf(Op::kWord).words = compiler_.keep(WordSet(shape.words));
  if (shape.pattern != nullptr) leaf(Op::kPattern).pattern = shape.pattern;
}

void TermBuilder::add_array(const ShapeFacts& shape) {
  if (shape.min_items != 0 || shape.max_items != ShapeFacts::kNoLimit)
    leaf(Op::kCount).count = {shape.min_items, shape.max_items};
  for (const Shape& each : shape.items) {
    const std::size_t term = begin(Op::kItems);
    add_inner(each.facts());
    end(term);
  }
  for (const Shape& each : shape.contains) add_contains(each.facts());
}

void TermBuilder::add_contains(const ShapeFacts& wanted) {
  if (are_words(wanted)) {
    leaf(Op::kLists).words = compiler_.keep(WordSet(wanted.words));
    return;
  }
  const std::size_t term = begin(Op::kContains);
  add_inner(wanted);
  end(term);
}

void TermBuilder::add_object(const ShapeFacts& shape) {
  std::uint64_t needed = 0;
  for (const ShapeFacts::Member& member : shape.members) {
    const bool any = !member.shape || member.shape->facts().settled == kEveryKind;
    if (!any || (inside_ != 0 && member.required)) {
      add_member(member, any);
    } else if (member.required) {
      needed |= bit(*frame_->index_of(member.key));
    }
  }
  if (needed != 0) leaf(Op::kHasAll).keys = needed;
  for (const Shape& each : shape.others) {
    const std::size_t term = begin(Op::kMembers);
    add_inner(each.facts());
    end(term);
  }
}

void TermBuilder::add_member(const ShapeFacts::Member& member, bool any) {
  const std::size_t term = begin(inside_ == 0 ? Op::kMember : Op::kFind);
  terms_[term].required = member.required;
  if (inside_ == 0) {
    terms_[term].frame = *frame_->index_of(member.key);
  } else {
    terms_[term].key = compiler_.keep(member.key);
  }
  if (!any) add_inner(member.shape->facts());
  end(term);
}

void TermBuilder::add_combinations(const ShapeFacts& shape) {
  for (const Shape& each : shape.all_of) add(&each.facts());
  for (const Shape& each : shape.none_of) add_all(Op::kNone, {each});
  for (const ShapeFacts::Condition& condition : shape.conditions) {
    const std::size_t term = begin(Op::kWhen);
    add(&condition.condition.facts());
    add(condition.then ? &condition.then->facts() : nullptr);
    add(condition.otherwise ? &condition.otherwise->facts() : nullptr);
    end(term);
  }
  if (!shape.any_of.empty()) add_all(Op::kAny, shape.any_of);
  if (!shape.one_of.empty()) add_all(Op::kOne, shape.one_of);
}

void TermBuilder::add_all(Op op, const std::vector<Shape>& shapes) {
  const std::size_t term = begin(op);
  for (const Shape& shape : shapes) add(&shape.facts());
  end(term);
}

std::size_t TermBuilder::begin(Op op) {
  leaf(op);
  return terms_.size() - 1;
}

void TermBuilder::end(std::size_t term) {
  const auto position = terms_.begin() + static_cast<std::ptrdiff_t>(term);
  const Op op = position->op;
  position->size = static_cast<std::uint32_t>(terms_.size() - term);
  if (op == Op::kAny && merge_keys(term)) return;
  const bool only_one = position->size > 1 && position->size == 1 + (position + 1)->size;
  if (!only_one || (op != Op::kAll && op != Op::kAny)) return;
  (position + 1)->kinds &= position->kinds;
  terms_.erase(position);
}

/// Alternatives of which each asks for one member and no more become one term.
bool TermBuilder::merge_keys(std::size_t term) {
  const std::span<const Term> operands = std::span<const Term>(terms_).subspan(term + 1);
  const bool only_keys = !operands.empty() && std::ranges::all_of(operands, [](const Term& each) {
    return each.op == Op::kHasAll && each.kinds == kEveryKind && std::has_single_bit(each.keys);
  });
  if (!only_keys) return false;
  std::uint64_t keys = 0;
  for (const Term& each : operands) keys |= each.keys;
  terms_.resize(term);
  leaf(Op::kHasAny).keys = keys;
  return true;
}

Term& TermBuilder::leaf(Op op) {
  Term& term = terms_.emplace_back();
  term.op = op;
  return term;
}

}  // namespace stacmlm::json::plan
