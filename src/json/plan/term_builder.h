// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "json/plan/conjunction.h"
#include "json/plan/place.h"

namespace stacmlm::json::plan {

class Compiler;

/// The members of an object that its terms look at, each in a place of its own.
class FrameKeys {
 public:
  /// The place of the member, made if there is room for it.
  std::optional<std::uint8_t> index_of(std::string_view key);
  [[nodiscard]] std::optional<std::uint8_t> find(std::string_view key) const;
  [[nodiscard]] const std::vector<std::string_view>& keys() const { return keys_; }

 private:
  std::vector<std::string_view> keys_;
};

/// Turns the questions that a conjunction leaves open into terms. Small shapes become terms all the
/// way down, which look at the few members that they ask for; a shape that asks for more, or for
/// something that terms cannot say, gets a place of its own.
class TermBuilder {
 public:
  /// `frame` is null where the value is no object.
  TermBuilder(Compiler& compiler, const Conjunction& all, FrameKeys* frame)
      : compiler_(compiler), all_(all), frame_(frame) {
    begin(Op::kAll);
  }

  /// Asks for a member for which the frame has no room.
  void add_required(std::string_view key);
  std::vector<Term> build();

  /// True if terms can say what the shape asks of the members of an object.
  static bool is_about_members(const ShapeFacts& shape);

 private:
  using Op = Term::Op;

  void add_dependency(const ShapeFacts::Dependency& dependency);
  void add(const Question& question);
  void add(const ShapeFacts* shape);  // null: nothing is asked
  void add_inner(const ShapeFacts& shape);
  void add_constant(bool holds);
  [[nodiscard]] bool fits(const ShapeFacts& shape);

  void add_terms(const ShapeFacts& shape);
  void add_text(const ShapeFacts& shape);
  void add_array(const ShapeFacts& shape);
  void add_contains(const ShapeFacts& wanted);
  void add_object(const ShapeFacts& shape);
  void add_member(const ShapeFacts::Member& member, bool any);
  void add_combinations(const ShapeFacts& shape);
  void add_all(Op op, const std::vector<Shape>& shapes);

  /// Starts a term; what is added until it ends are its operands.
  std::size_t begin(Op op);
  void end(std::size_t term);
  bool merge_keys(std::size_t term);
  Term& leaf(Op op);

  Compiler& compiler_;
  const Conjunction& all_;
  FrameKeys* frame_;
  std::vector<Term> terms_;
  int depth_ = 0;   // shapes in shapes
  int inside_ = 0;  // values in values: 0 for the value itself
};

}  // namespace stacmlm::json::plan
