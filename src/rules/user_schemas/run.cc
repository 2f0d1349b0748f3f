// SPDX-License-Identifier: Apache-2.0
#include "rules/user_schemas/run.h"

#include <algorithm>
#include <string_view>

#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

constexpr std::size_t kMaxNotes = 100;

}  // namespace

bool Run::skip(const std::vector<std::string>& context, const std::string& why) {
  const std::string pointer = pointer_of(context);
  const bool told = std::ranges::any_of(notes, [&](const UserSchemas::Fault& note) {
    return note.pointer == pointer && note.message == why;
  });
  if (!told && notes.size() < kMaxNotes) notes.push_back({pointer, why, false});
  return unchecked_holds;
}

Run*& current_run() {
  thread_local Run* run = nullptr;
  return run;
}

std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (std::size_t i = 1; i < context.size(); ++i) {
    const std::string_view step = context[i];
    pointer += '/';
    pointer += json::escape_token(step.substr(1, step.size() - 2));
  }
  return pointer;
}

}  // namespace stacmlm::rules
