// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "artifact/verify/model_assets.h"
#include "rules/context.h"
#include "rules/nearest.h"
#include "run/plan/planning.h"
#include "run/runtime_kinds.h"
#include "stacmlm/artifact/format.h"

namespace stacmlm::run {
namespace {

using base::ErrorKind;
using rules::AssetView;

bool is_word_of(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::string_view one = words.substr(0, words.find(' '));
    if (one == word) return true;
    words.remove_prefix(std::min(words.size(), one.size() + 1));
  }
  return false;
}

std::string titles_of(const std::vector<std::string_view>& formats) {
  std::vector<std::string_view> titles;
  titles.reserve(formats.size());
  for (const std::string_view format : formats)
    titles.push_back(artifact::find_format(format)->title);
  return fmt::format("{}", fmt::join(titles, ", "));
}

/// By its artifact type, or by its name if it tells none.
bool may_be(const AssetView& asset, std::string_view format_name) {
  const artifact::Format& format = *artifact::find_format(format_name);
  if (const auto type = asset.model->artifact_type) {
    return is_word_of(format.artifact_types, *type);
  }
  const std::string_view href = asset.asset.href.value_or("");
  const auto dot = href.rfind('.');
  return dot != std::string_view::npos && is_word_of(format.extensions, href.substr(dot));
}

std::string keys_of(const std::vector<const AssetView*>& assets) {
  std::vector<std::string> keys;
  for (const AssetView* asset : assets) {
    const std::string_view type = asset->model->artifact_type.value_or("no mlm:artifact_type");
    keys.push_back(fmt::format("`{}` ({})", asset->key.text(), type));
  }
  return fmt::format("{}", fmt::join(keys, ", "));
}

/// What helps where a model lies in a file that runs code when it is loaded.
std::string_view cure_of(std::string_view format) {
  const bool is_of_python = format == "pickle" || format == "joblib" || format == "skops";
  return is_of_python ? "; models of scikit-learn are run as ONNX, which skl2onnx writes" : "";
}

std::string_view cure_of(const std::vector<const AssetView*>& assets) {
  for (const std::string_view format : {"pickle", "joblib", "skops"}) {
    if (std::ranges::any_of(assets, [&](const AssetView* one) { return may_be(*one, format); }))
      return cure_of(format);
  }
  return {};
}

/// The assets of the best format that any of them has.
std::vector<const AssetView*> runnable(const std::vector<const AssetView*>& all,
                                       std::string_view runtime) {
  for (const std::string_view format : runnable_formats(runtime)) {
    std::vector<const AssetView*> those;
    std::ranges::copy_if(all, std::back_inserter(those),
                         [&](const AssetView* asset) { return may_be(*asset, format); });
    if (!those.empty()) return those;
  }
  return {};
}

base::Result<const AssetView*> choose(const rules::Context& context, Planning& planning) {
  const auto all = artifact::model_assets(context, planning.options.asset);
  if (all.empty()) {
    return base::fail(ErrorKind::kInvalidArgument,
                      planning.options.asset.empty()
                          ? std::string("the Item has no asset that is a model")
                          : fmt::format("the Item has no asset {} with an href",
                                        rules::shown(planning.options.asset)));
  }
  if (!planning.options.asset.empty()) return all.front();
  const auto those = runnable(all, planning.options.runtime);
  if (those.empty()) {
    return base::fail(ErrorKind::kUnsupported,
                      fmt::format("no asset can be run: files of {} can, and there is {}{}",
                                  titles_of(runnable_formats(planning.options.runtime)),
                                  keys_of(all), cure_of(all)));
  }
  if (those.size() > 1) {
    std::vector<std::string> keys;
    keys.reserve(those.size());
    for (const AssetView* asset : those) keys.emplace_back(asset->key.text());
    planning.ask("assets", fmt::format("several assets can be run: {}", keys_of(those)), "--asset",
                 std::move(keys));
  }
  return those.front();
}

base::Result<void> check_file(const Planning& planning) {
  const artifact::ModelFile& file = planning.file;
  const std::string name = rules::shown(planning.plan.href);
  if (runtime_for(file.format, planning.options.runtime) == nullptr) {
    return base::fail(
        ErrorKind::kUnsupported,
        fmt::format("{} is {}, and files of {} can be run{}{}", name, file.format,
                    titles_of(runnable_formats(planning.options.runtime)),
                    planning.options.runtime == "auto" ? "" : " by " + planning.options.runtime,
                    cure_of(file.format)));
  }
  if (!file.fault.empty()) {
    return base::fail(ErrorKind::kInvalidDocument,
                      fmt::format("{} cannot be read to its end: {}", name, file.fault));
  }
  if (file.verdict != artifact::Verdict::kDataOnly) {
    const std::string why =
        file.danger.empty() ? "it is not known to be data alone" : file.danger.front().what;
    return base::fail(ErrorKind::kUnsupported, fmt::format("{} is not run: {}", name, why));
  }
  return {};
}

}  // namespace

base::Result<void> choose_asset(Planning& planning, const artifact::Opener& open) {
  rules::Context context;
  context.read(planning.item);
  if (context.type() != rules::ObjectType::kItem || !context.describes_model()) {
    return base::fail(ErrorKind::kInvalidDocument,
                      planning.plan.item_path + ": no Item that describes a model with MLM");
  }
  STACMLM_TRY(const AssetView* asset, choose(context, planning));
  Plan& plan = planning.plan;
  planning.asset = asset->source();
  planning.model = mlm::effective(context.model(), *asset->model);
  plan.model = planning.model.name.value_or("");
  plan.model_id = context.item().id.value_or("");
  plan.asset = asset->key.text();
  plan.href = asset->asset.href.value_or("");
  plan.artifact_type = planning.model.artifact_type.value_or("");
  auto opened = open(plan.href);
  if (!opened) {
    return tl::unexpected(std::move(opened).error().during(fmt::format("assets/{}", plan.asset)));
  }
  planning.source = std::move(opened->source);
  STACMLM_TRY(planning.file, artifact::inspect(*planning.source));
  plan.format = planning.file.format;
  return check_file(planning);
}

}  // namespace stacmlm::run
