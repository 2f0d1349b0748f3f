// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "json/plan/place.h"
#include "stacmlm/json/shape_facts.h"

namespace stacmlm::json::plan {

/// What can be said of facts before a value is seen. kHolds: of every value that gets so far, and
/// nothing of it goes unchecked.
enum class Truth : std::uint8_t { kHolds, kFails, kOpen };

/// The facts of a Shape and those of all that it is made of by all_of() and refer(), so far as they
/// ask for anything.
void flatten(const ShapeFacts& facts, FactSet& into);

/// True of words() with nothing else asked.
bool are_words(const ShapeFacts& facts);

/// True of word() with nothing else asked.
inline bool is_one_word(const ShapeFacts& facts) {
  return facts.words.size() == 1 && are_words(facts);
}

/// A condition or a choice between shapes that only the value decides.
struct Question {
  enum class Op : std::uint8_t { kNone, kWhen, kAny, kOne, kCases };
  Op op;
  /// kNone: what is forbidden. kWhen: the condition, then, otherwise; the last two may be null.
  /// kAny and kOne: the alternatives that are left.
  std::vector<const ShapeFacts*> shapes;
  const ShapeFacts::Cases* cases = nullptr;
};

/// Facts that must all hold of a value of one kind, and what follows from them. Alternatives,
/// conditions and cases that the kind decides, or a member whose word is known, are replaced by
/// what they come to: a fact that rests on another one which must hold too need not ask for it
/// again.
class Conjunction {
 public:
  Conjunction(const FactSet& facts, Kind kind);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool impossible() const { return impossible_; }
  [[nodiscard]] bool unchecked() const { return unchecked_; }
  [[nodiscard]] const FactSet& facts() const { return facts_; }
  [[nodiscard]] const std::vector<Question>& questions() const { return questions_; }

  /// True if it is settled whether the member `key` is one of the words.
  [[nodiscard]] bool tells(std::string_view key, const std::vector<std::string_view>& words) const {
    return known_word(key) != nullptr || rules_out(key, words);
  }
  /// What `shape` says of a value that has all these facts.
  [[nodiscard]] Truth decide(const ShapeFacts& shape) const { return decide(shape, 0); }

 private:
  /// A member of which the facts say that it is a certain word, or an array that lists it.
  struct KnownWord {
    std::string_view key;
    std::string_view word;
  };
  /// A member that may be anything but these words.
  struct OtherWord {
    std::string_view key;
    const std::vector<std::string_view>* words;
  };

  void add(const ShapeFacts& facts);
  void ask(const ShapeFacts& facts);
  void learn(const ShapeFacts& facts);
  void settle();
  bool settle(Question& question);
  bool settle_alternatives(Question& question);
  bool settle_cases(const Question& question);
  [[nodiscard]] const KnownWord* known_word(std::string_view key) const;
  /// True if the member cannot be one of the words.
  [[nodiscard]] bool rules_out(std::string_view key,
                               const std::vector<std::string_view>& words) const;

  [[nodiscard]] Truth decide(const ShapeFacts& shape, int depth) const;
  [[nodiscard]] Truth decide_own(const ShapeFacts& shape) const;
  [[nodiscard]] bool lists(std::string_view key, const ShapeFacts& array) const;
  [[nodiscard]] Truth decide_member(const ShapeFacts::Member& member) const;
  [[nodiscard]] Truth decide_combinations(const ShapeFacts& shape, int depth) const;
  [[nodiscard]] Truth decide_when(const ShapeFacts::Condition& condition, int depth) const;
  [[nodiscard]] Truth decide_cases(const ShapeFacts::Cases& cases, int depth) const;

  Kind kind_;
  bool impossible_ = false;
  bool unchecked_ = false;
  FactSet facts_;
  std::vector<Question> questions_;
  std::vector<KnownWord> words_;
  std::vector<KnownWord> listed_words_;
  std::vector<OtherWord> other_words_;
  std::vector<std::string_view> present_;  // keys of members that must be there
};

/// The words that must be elements of an array; none if there are too many for ArrayPart::listed.
std::vector<std::string_view> listed_words(const Conjunction& all);

}  // namespace stacmlm::json::plan
