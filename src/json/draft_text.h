// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "json/text_edit.h"
#include "stacmlm/json/draft.h"

namespace stacmlm::json {

class ContainerEdit;

/// Turns the changes of a draft into edits of the texts that its values stand in.
class DraftText {
 public:
  /// The node's content as it is now.
  static Fragment fragment(const DraftNode& node);
  /// The edits inside the node's content, which stands in its own text.
  static void collect(const DraftNode& node, std::vector<TextEdit>& edits);

 private:
  static void collect_read(const DraftNode& container, ContainerEdit& edit,
                           std::vector<TextEdit>& edits);
  static void collect_added(const DraftNode& container, ContainerEdit& edit);
};

}  // namespace stacmlm::json
