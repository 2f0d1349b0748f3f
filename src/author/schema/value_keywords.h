// SPDX-License-Identifier: Apache-2.0
// The keywords that hold no other schemas.
#pragma once

#include <string>
#include <string_view>

#include "author/schema/keywords.h"
#include "stacmlm/author/schema.h"
#include "stacmlm/json/shape_facts.h"

namespace stacmlm::author {

/// `title` and what is told in `$comment`; the code of a rule with `with_rule`.
void add_annotations(const json::ShapeFacts& facts, bool with_rule, Keywords& keywords);

/// `type`, `enum`, `const`, and the limits of strings, numbers, arrays and objects.
void add_values(const json::ShapeFacts& facts, SchemaGraph& graph, Keywords& keywords);

/// `dependencies` or `dependentRequired`.
void add_dependencies(const json::ShapeFacts& facts, Dialect dialect, Keywords& keywords);

/// `MLM203: a task is not in the list ...`; the code alone if no rule has it.
std::string rule_comment(std::string_view code);

/// A regular expression for texts that start with none of these.
std::string starts_otherwise(const std::vector<std::string_view>& prefixes);

/// The name without its article; nothing for what is named by its only word.
std::string_view title_of(const json::ShapeFacts& facts);

}  // namespace stacmlm::author
