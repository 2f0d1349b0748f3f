// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "json/plan/compiler.h"
#include "json/plan/conjunction.h"
#include "json/plan/place.h"
#include "json/plan/term_builder.h"

namespace stacmlm::json::plan {

/// Finds out what there is to do with an object.
class ObjectCompiler {
 public:
  ObjectCompiler(Compiler& compiler, const Conjunction& all) : compiler_(compiler), all_(all) {}

  Made make();

 private:
  /// A member whose word answers questions, and the words in question.
  struct Teller {
    std::string_view key;
    std::vector<std::string_view> words;
    bool no_other = false;  ///< another word is refused
  };
  [[nodiscard]] std::optional<Teller> find_teller() const;
  [[nodiscard]] const ShapeFacts::Member* told_by(const Question& question) const;
  void collect_words(const Question& question, Teller& teller) const;
  Choice make_choice(const Teller& teller);

  ObjectPart make_part();
  [[nodiscard]] std::vector<std::string_view> required_keys() const;
  [[nodiscard]] std::vector<std::string_view> keys_of(const FrameKeys& frame) const;
  ObjectPart::Entry make_entry(std::string_view key);
  void add_unknown(ObjectPart& part);

  Compiler& compiler_;
  const Conjunction& all_;
};

}  // namespace stacmlm::json::plan
