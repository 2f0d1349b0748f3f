// SPDX-License-Identifier: Apache-2.0
#include "run/plan/compile_input.h"

#include <fmt/format.h>

namespace stacmlm::run {

base::Result<Preprocess> compile_input(const InputPlan& plan, std::size_t time,
                                       const mlm::ModelInput& input, const std::string& norm_domain,
                                       const std::string& pad) {
  PreprocessOptions options;
  options.norm_domain = choice_of(kNormDomains, norm_domain).value_or(NormDomain::kNone);
  options.pad = choice_of(kPadModes, pad).value_or(PadMode::kReflect);
  std::vector<std::string> names;
  options.path = plan.field;
  for (const BandUse& use : plan.reads_of(time)) {
    names.push_back(use.wanted);
    options.files.push_back({use.scale, use.offset});
  }
  const auto references = input.bands.value_or({});
  for (std::size_t i = 0; i < plan.channels.size(); ++i) {
    const ChannelPlan& channel = plan.channels[i];
    ChannelSource source;
    if (channel.is_external) {
      // What it gives stands behind the bands that are read.
      source.band = options.files.size();
      options.files.push_back({1, 0});
    } else if (channel.format.empty()) {
      source.band = channel.sources.front();
    } else {
      STACMLM_TRY(source.expression,
                  compile_expression(channel.format, (*references[i]).expression.raw(), names,
                                     fmt::format("{}.bands[{}]", options.path, i)));
    }
    options.channels.push_back(std::move(source));
  }
  return Preprocess::compile(input, options);
}

}  // namespace stacmlm::run
