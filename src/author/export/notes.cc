// SPDX-License-Identifier: Apache-2.0
#include "author/export/notes.h"

#include <fmt/format.h>

#include <algorithm>

#include "stacmlm/json/pointer.h"

namespace stacmlm::author {

void Notes::add(json::Value place, ExportNote note) {
  if (notes_.size() < kMostNotes) {
    notes_.emplace_back(index_of(place), std::move(note));
    return;
  }
  ++unlisted_;
  is_unlisted_needed_ = is_unlisted_needed_ || note.is_needed;
}

void Notes::tell(json::Value value, std::string why, bool is_needed) {
  if (!value.exists()) return;
  coverage_.cover(value);
  add(value, {json::pointer_to(value), in_short(value), std::move(why), is_needed});
}

void Notes::need_missing(json::Value object, std::string_view key, std::string why) {
  add(object,
      {json::pointer_to(object) + "/" + json::escape_token(key), "missing", std::move(why), true});
}

void Notes::leave_part(json::Value value, std::string what, std::string why) {
  coverage_.cover(value);
  add(value, {json::pointer_to(value), std::move(what), std::move(why), false});
}

void Notes::need_part(json::Value value, std::string what, std::string why) {
  coverage_.cover(value);
  add(value, {json::pointer_to(value), std::move(what), std::move(why), true});
}

void Notes::leave_rest(json::Value value, const Reason& why) {
  for (const json::Value left : coverage_.rest(value)) leave(left, why(left));
}

std::vector<ExportNote> Notes::take() {
  std::ranges::stable_sort(notes_, {}, [](const auto& note) { return note.first; });
  std::vector<ExportNote> notes;
  for (auto& [index, note] : notes_) notes.push_back(std::move(note));
  if (unlisted_ > 0) {
    notes.push_back({"", fmt::format("{} more", unlisted_), why_unlisted(), is_unlisted_needed_});
  }
  notes_.clear();
  return notes;
}

}  // namespace stacmlm::author
