// SPDX-License-Identifier: Apache-2.0
// What the schema of each version demands of the values that several members share.
#pragma once

#include "stacmlm/json/shape.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::mlm {

constexpr stac::Versions since(Version first) { return {ordinal(first), 127}; }
constexpr stac::Versions until(Version last) { return {0, ordinal(last)}; }
inline constexpr stac::Versions kAlways{};

namespace shapes {

json::Shape any_value(int version);
json::Shape any_text(int version);
json::Shape non_empty_text(int version);
json::Shape any_number(int version);
json::Shape any_boolean(int version);
json::Shape count(int version);        ///< an integer from 0 on
json::Shape description(int version);  ///< non-empty; prose allows null
json::Shape task_list(int version);
json::Shape references(int version);             ///< `bands` and `variables`
json::Shape processing_expression(int version);  ///< or null
json::Shape processing_functions(int version);   ///< one, or since 1.5.0 an array

}  // namespace shapes

/// The words of a vocabulary in the schema of `version`.
json::Shape words_in(std::span<const Term> vocabulary, int version);

}  // namespace stacmlm::mlm
