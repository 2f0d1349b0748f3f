// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/each_model.h"
#include "rules/model/rules.h"

namespace stacmlm::rules {
namespace {

constexpr std::int64_t kLeastBytes = 100;  // less is no model: a placeholder, or gigabytes
constexpr std::int64_t kLeastParameters = 2;

void judge(const stac::Field<std::int64_t>& field, std::int64_t least, std::string_view what,
           Findings& findings) {
  const std::int64_t number = field.value_or(-1);
  if (number < 0 || number >= least) return;
  findings.at_value(field.raw(), fmt::format("`{}` {} look like a placeholder", number, what))
      .hint("write the real number, or leave the member out");
}

void check(const Context& context, Findings& findings) {
  each_model(
      context,
      [&](const mlm::Model& model) {
        judge(model.memory_size, kLeastBytes, "bytes of memory", findings);
        judge(model.total_parameters, kLeastParameters, "parameters", findings);
        judge(model.batch_size_suggestion, 1, "images in a batch", findings);
      },
      &mlm::Model::memory_size, &mlm::Model::total_parameters, &mlm::Model::batch_size_suggestion);
}

}  // namespace

const Rule kPlaceholderSize{"MLM119",
                            "placeholder-size",
                            "a size or a count is a placeholder",
                            severities::kShould,
                            Subject::kModelItem,
                            &check,
                            "README.md#item-properties-and-collection-fields"};

}  // namespace stacmlm::rules
