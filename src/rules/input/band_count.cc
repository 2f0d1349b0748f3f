// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

void compare(const Dimension& dimension, json::Value names, std::string_view kind,
             Findings& findings) {
  const auto count = static_cast<std::int64_t>(names.size());
  if (!dimension || dimension.size <= 0 || dimension.size == count) return;
  findings
      .at_value(dimension.place,
                fmt::format("dimension `{}` has size {}, but {} {}{} named", dimension.name.text(),
                            dimension.size, count, kind, count == 1 ? " is" : "s are"))
      .hint("name them in the order of their index; one that is computed gets an `expression`")
      .related(names, fmt::format("{} {}{}", count, kind, count == 1 ? "" : "s"));
}

/// Channels are bands, unless a function makes others of them, or each band has several dates.
void check_channels(const TensorView& tensor, Findings& findings) {
  const Dimension& channels = tensor.find({"channel", "channels", "band"});
  const bool has_function = tensor.function.exists() && !tensor.function.is_null();
  if (!channels || !tensor.is_input || has_function || tensor.variables.size() > 0) return;
  if (channels.size % static_cast<std::int64_t>(tensor.bands.size()) == 0) return;
  compare(channels, tensor.bands, "band", findings);
}

void check(const Context& context, Findings& findings) {
  for_each_tensor(context, [&](const TensorView& tensor) {
    if (tensor.bands.size() > 0) {
      const Dimension& bands = tensor.find({"bands"});
      if (bands)
        compare(bands, tensor.bands, "band", findings);
      else
        check_channels(tensor, findings);
    }
    if (tensor.variables.size() > 0)
      compare(tensor.find({"variables"}), tensor.variables, "variable", findings);
  });
}

}  // namespace

const Rule kBandCount{"MLM317",
                      "band-count",
                      "the dimension of the bands has another size than there are bands",
                      severities::kShould,
                      Subject::kModelItem,
                      &check,
                      "README.md#bands-and-statistics"};

}  // namespace stacmlm::rules
