// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "json/plan/conjunction.h"
#include "json/plan/place.h"

namespace stacmlm::json::plan {

/// What there is to do with values of one kind.
struct Made {
  How how;
  Part part;
};

/// Makes the places of plans, one for each set of facts, and their parts one kind at a time when a
/// document needs them. Owns them all.
class Compiler {
 public:
  /// The place where these facts meet.
  Place& place_of(const FactSet& facts);
  Place& place_of(const ShapeFacts& facts) { return place_of(FactSet{&facts}); }
  /// The place where nothing may stand.
  Place& nowhere() { return place_of(nothing_.facts()); }

  /// Finds out what there is to do with values of that kind.
  void compile(Place& place, Kind kind);

  // What parts are made of stays where it is kept.
  const Key* keep(std::string_view key);
  const WordSet* keep(WordSet words);
  const Choice* keep(Choice choice);
  const ObjectPart* keep(ObjectPart part);

  /// The fact that the member is there.
  const ShapeFacts& is_there(std::string_view key);
  /// The fact that the member is there and is this word.
  const ShapeFacts& is_word(std::string_view key, std::string_view word);
  /// The fact that the member is none of these words.
  const ShapeFacts& is_other(std::string_view key, const std::vector<std::string_view>& words);

  /// The dependency as a condition.
  const ShapeFacts& needs(const ShapeFacts::Dependency& dependency);

  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  Made make_text(const Conjunction& all);
  Made make_number(const Conjunction& all);
  Made make_array(const Conjunction& all);
  Made make_rest(const Conjunction& all);

  std::map<FactSet, Place> places_;
  std::deque<TextPart> texts_;
  std::deque<NumberPart> numbers_;
  std::deque<ArrayPart> arrays_;
  std::deque<ObjectPart> objects_;
  std::deque<Choice> choices_;
  std::deque<Rest> rests_;
  std::deque<Key> keys_;
  std::deque<WordSet> word_sets_;
  // Facts of our own about a member and some words or keys.
  using OwnFacts = std::map<std::pair<std::string_view, std::vector<std::string_view>>, Shape>;
  Shape nothing_ = nothing();
  OwnFacts there_;
  OwnFacts words_;
  OwnFacts other_words_;
  OwnFacts needs_;
  std::size_t bytes_ = 0;
};

}  // namespace stacmlm::json::plan
