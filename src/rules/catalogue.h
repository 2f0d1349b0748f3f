// SPDX-License-Identifier: Apache-2.0
// The rules, one file each, in rooms by what they look at. Each room lists its own.
#pragma once

#include <span>

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

using RuleList = std::span<const Rule* const>;

RuleList text_rules();
RuleList schema_rules();
RuleList told_rules();
RuleList input_rules();
RuleList output_rules();
RuleList practice_rules();
RuleList asset_rules();
RuleList model_rules();
RuleList space_time_rules();
RuleList collection_rules();
RuleList legacy_rules();
RuleList tree_rules();
RuleList model_file_rules();

}  // namespace stacmlm::rules
