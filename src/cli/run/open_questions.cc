// SPDX-License-Identifier: Apache-2.0
#include "cli/run/open_questions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace stacmlm::cli {

std::string open_questions(const run::Plan& plan) {
  std::string text = "not clear, and not guessed:";
  for (const run::Question& question : plan.questions) {
    const std::string where = question.field.empty() ? "" : question.field + ": ";
    const std::string choices = question.choices.empty()
                                    ? std::string("...")
                                    : fmt::format("{}", fmt::join(question.choices, "|"));
    text += fmt::format(" {}{} ({}{}{});", where, question.what, question.option,
                        question.option.ends_with('=') ? "" : " ", choices);
  }
  text.pop_back();
  return text;
}

}  // namespace stacmlm::cli
