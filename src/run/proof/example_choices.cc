// SPDX-License-Identifier: Apache-2.0
#include "run/proof/example_choices.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>

#include "diag/json_writer.h"
#include "rules/nearest.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/stac/field.h"

namespace stacmlm::run {
namespace {

const PlanOptions kUnchanged;

struct TextChoice {
  std::string_view name;
  std::string PlanOptions::*member;
};
constexpr TextChoice kTexts[] = {{"model-output", &PlanOptions::output},
                                 {"scale", &PlanOptions::scale},
                                 {"dn-offset", &PlanOptions::dn_offset},
                                 {"norm-domain", &PlanOptions::norm_domain},
                                 {"datetime", &PlanOptions::datetime},
                                 {"activation", &PlanOptions::activation},
                                 {"boxes", &PlanOptions::boxes},
                                 {"box-units", &PlanOptions::box_units},
                                 {"pad", &PlanOptions::pad}};

template <class T>
struct Word {
  std::string_view word;
  T value;
};
constexpr Word<ResultForm> kForms[] = {{"classes", ResultForm::kClasses},
                                       {"probabilities", ResultForm::kProbabilities},
                                       {"values", ResultForm::kValues}};
constexpr Word<Tiling> kTilings[] = {
    {"exact", Tiling::kExact}, {"blend", Tiling::kBlend}, {"none", Tiling::kNone}};
constexpr Word<NodataPolicy> kPolicies[] = {{"all", NodataPolicy::kAll}};

template <class T>
void put_word(diag::JsonWriter& out, std::string_view name, std::span<const Word<T>> words,
              T value) {
  const auto found = std::ranges::find(words, value, &Word<T>::value);
  if (found != words.end()) out.key(name).string(found->word);
}

base::Result<void> refuse(json::Value value) {
  return base::fail(base::ErrorKind::kInvalidDocument,
                    fmt::format("stac-mlm:options: {} cannot be {}", value.key(),
                                rules::shown(value.raw().substr(0, 60))));
}

template <class T>
base::Result<void> read_word(json::Value value, std::span<const Word<T>> words, T unchanged,
                             T& to) {
  if (!value.exists()) return {};
  const auto found =
      std::ranges::find_if(words, [&](const Word<T>& word) { return value.equals(word.word); });
  if (found == words.end()) return refuse(value);
  if (to == unchanged) to = found->value;
  return {};
}

base::Result<void> read_number(json::Value value, std::optional<double>& to) {
  if (!value.exists()) return {};
  if (!value.is_number()) return refuse(value);
  if (!to) to = value.number();
  return {};
}

base::Result<void> read_size(json::Value value, std::int64_t least, std::int64_t unchanged,
                             std::int64_t& to) {
  if (!value.exists()) return {};
  const auto size = stac::Field<std::int64_t>(value);
  if (!size || *size < least) return refuse(value);
  if (to == unchanged) to = *size;
  return {};
}

}  // namespace

std::string write_choices(const PlanOptions& options) {
  diag::JsonWriter out;
  out.open('{');
  if (!options.bands.empty()) {
    out.key("band").open('{');
    for (const auto& [wanted, band] : options.bands) out.key(wanted).string(band);
    out.close('}');
  }
  for (const TextChoice& choice : kTexts) {
    const std::string& text = options.*choice.member;
    if (text != kUnchanged.*choice.member) out.key(choice.name).string(text);
  }
  if (options.threshold) out.key("threshold").raw(fmt::format("{}", *options.threshold));
  if (options.iou) out.key("iou").raw(fmt::format("{}", *options.iou));
  if (options.overlap != kUnchanged.overlap)
    out.key("overlap").raw(std::to_string(options.overlap));
  if (options.tile != kUnchanged.tile) out.key("tile").raw(std::to_string(options.tile));
  put_word<ResultForm>(out, "result", kForms, options.form);
  put_word<Tiling>(out, "tiling", kTilings, options.tiling);
  put_word<NodataPolicy>(out, "nodata-policy", kPolicies, options.nodata);
  out.close('}');
  return out.text();
}

base::Result<void> read_choices(json::Value choices, PlanOptions& options) {
  if (!choices.exists()) return {};
  const bool takes_bands = options.bands.empty() && !options.bands_by_position;
  for (const json::Value band : choices.find("band").members()) {
    if (!band.is_string()) return refuse(band);
    if (takes_bands) options.bands.emplace_back(band.key(), band.string());
  }
  for (const TextChoice& choice : kTexts) {
    const json::Value value = choices.find(choice.name);
    if (!value.exists()) continue;
    if (!value.is_string()) return refuse(value);
    std::string& text = options.*choice.member;
    if (text == kUnchanged.*choice.member) text = value.string();
  }
  STACMLM_CHECK(read_number(choices.find("threshold"), options.threshold));
  STACMLM_CHECK(read_number(choices.find("iou"), options.iou));
  STACMLM_CHECK(read_size(choices.find("tile"), 1, kUnchanged.tile, options.tile));
  STACMLM_CHECK(read_size(choices.find("overlap"), 0, kUnchanged.overlap, options.overlap));
  STACMLM_CHECK(
      read_word<ResultForm>(choices.find("result"), kForms, kUnchanged.form, options.form));
  STACMLM_CHECK(
      read_word<Tiling>(choices.find("tiling"), kTilings, kUnchanged.tiling, options.tiling));
  return read_word<NodataPolicy>(choices.find("nodata-policy"), kPolicies, kUnchanged.nodata,
                                 options.nodata);
}

}  // namespace stacmlm::run
