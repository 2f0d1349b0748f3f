// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "author/peers/coverage.h"
#include "stacmlm/author/export.h"

namespace stacmlm::author {

/// Keeps account of an export: what was carried over, and the notes on the rest.
class Notes {
 public:
  /// `value` and all that it holds is carried over.
  void carry(json::Value value) { coverage_.cover(value); }

  /// `value` is not carried over.
  void leave(json::Value value, std::string why) { tell(value, std::move(why), false); }
  /// ... and the target does not do what the model wants without it.
  void need(json::Value value, std::string why) { tell(value, std::move(why), true); }
  /// The target needs the member `key` of `object`, and it is not there.
  void need_missing(json::Value object, std::string_view key, std::string why);
  /// `value` counts as carried over, and `what` of it is not.
  void leave_part(json::Value value, std::string what, std::string why);
  /// ... and the target does not do what the model wants without it.
  void need_part(json::Value value, std::string what, std::string why);

  /// A note for everything in `value` that was neither carried nor told of. `why` gives the reason.
  using Reason = std::function<std::string(json::Value)>;
  void leave_rest(json::Value value, const Reason& why);

  /// The notes in the order of the document.
  std::vector<ExportNote> take();

 private:
  void tell(json::Value value, std::string why, bool is_needed);
  void add(json::Value place, ExportNote note);

  Coverage coverage_;
  std::vector<std::pair<std::uint32_t, ExportNote>> notes_;
  std::size_t unlisted_ = 0;
  bool is_unlisted_needed_ = false;
};

}  // namespace stacmlm::author
