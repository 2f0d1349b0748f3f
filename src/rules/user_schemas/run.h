// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stacmlm/rules/check.h"

namespace stacmlm::rules {

class CompiledSchema;

/// A document is not judged to the end.
struct TooManySteps {};
/// There is no end of faults: those told so far must do.
struct TooManyFaults {};

/// What is known while one document is judged; the validator has no place for it.
struct Run {
  static constexpr std::uint64_t kSteps = 20'000'000;  // about a second

  const CompiledSchema& schema;
  /// What is taken for true of a pattern that is not checked.
  bool unchecked_holds = true;
  std::uint64_t steps_left = kSteps;
  std::vector<UserSchemas::Fault> notes{};

  void pay(std::uint64_t steps) {
    if (steps > steps_left) throw TooManySteps();
    steps_left -= steps;
  }
  /// Notes once that a part is not judged; true if it is taken to hold.
  bool skip(const std::vector<std::string>& context, const std::string& why);
};

/// The run of this thread.
Run*& current_run();

/// The JSON Pointer of what the validator calls `<root>`, `[key]`, `[0]`.
std::string pointer_of(const std::vector<std::string>& context);

}  // namespace stacmlm::rules
