// SPDX-License-Identifier: Apache-2.0
#include "mlm/description/value_shapes.h"

#include <algorithm>

#include "stacmlm/mlm/model.h"
#include "stacmlm/mlm/patterns.h"
#include "stacmlm/stac/extension_parts.h"

namespace stacmlm::mlm {

using json::Shape;

namespace {

/// A task that no list holds, spelt as tasks are: lower-case words with hyphens.
bool is_custom_task(std::string_view text) {
  return !text.empty() && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

const json::Pattern kCustomTask{"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", "lower-case words with hyphens",
                                &is_custom_task};

}  // namespace

Shape words_in(std::span<const Term> vocabulary, int version) {
  return json::words(words_of(vocabulary, static_cast<Version>(version)));
}

namespace shapes {

Shape any_value(int) { return json::any(); }
Shape any_text(int) { return json::text(); }
Shape non_empty_text(int) { return json::text().min_length(1); }
Shape any_number(int) { return json::number(); }
Shape any_boolean(int) { return json::boolean(); }
Shape count(int) { return json::integer().minimum(0); }
Shape description(int) { return json::text().min_length(1).prose("MLM109", json::null()); }

Shape task_list(int version) {
  return json::array_of(
             words_in(tasks(), version).prose("MLM203", json::text().pattern(kCustomTask)))
      .unique_items();
}

Shape references(int version) {
  const Shape name = json::text().min_length(1);
  Shape reference = name;
  if (version >= ordinal(Version::kV1_2_0)) {
    const Shape object = stac::shape_of<Reference>(version)
                             .closed()
                             .depends("format", {"expression"})
                             .depends("expression", {"format"})
                             .called("a reference");
    reference = json::one_of({name, object});
  }
  const Shape list = json::array_of(reference);
  return version >= ordinal(Version::kV1_5_0) ? Shape(list).prose("MLM109", json::null()) : list;
}

Shape processing_expression(int version) {
  Shape expression = stac::processing_expression_v1_1();
  if (version >= ordinal(Version::kV1_5_1)) {
    expression = json::all_of({expression, json::if_member("description", json::text())});
  }
  return json::one_of({expression, json::null()});
}

Shape processing_functions(int version) {
  Shape one = processing_expression(version);
  if (version < ordinal(Version::kV1_5_0)) return one;
  return json::one_of({one, json::array_of(one).min_items(1)});
}

}  // namespace shapes
}  // namespace stacmlm::mlm
