// SPDX-License-Identifier: Apache-2.0
#include "run/proof/example_choices.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <string_view>

#include "diag/json_writer.h"
#include "rules/nearest.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/run/choices.h"
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

template <class T, std::size_t kCount>
void put_word(diag::JsonWriter& out, std::string_view name, const Word<T> (&words)[kCount],
              T unchanged, T choice) {
  if (choice != unchanged) out.key(name).string(word_of(words, choice));
}

base::Result<void> refuse(json::Value value) {
  return base::fail(base::ErrorKind::kInvalidDocument,
                    fmt::format("stac-mlm:options: {} cannot be {}", value.key(),
                                rules::shown(value.raw().substr(0, 60))));
}

template <class T, std::size_t kCount>
base::Result<void> read_word(json::Value value, const Word<T> (&words)[kCount], T unchanged,
                             T& to) {
  if (!value.exists()) return {};
  const auto found =
      std::ranges::find_if(words, [&](const Word<T>& word) { return value.equals(word.word); });
  if (found == std::end(words)) return refuse(value);
  if (to == unchanged) to = found->choice;
  return {};
}

base::Result<void> read_number(json::Value value, std::optional<double>& to) {
  if (!value.exists()) return {};
  // Beyond the range of double: no option says that.
  if (!value.is_number() || !std::isfinite(value.number())) return refuse(value);
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
  if (!options.inputs.empty()) {
    out.key("input").open('{');
    for (const auto& [name, numbers] : options.inputs) out.key(name).string(numbers);
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
  put_word(out, "result", kResultForms, kUnchanged.form, options.form);
  put_word(out, "per", kPers, kUnchanged.per, options.per);
  put_word(out, "rows", kRowForms, kUnchanged.rows, options.rows);
  put_word(out, "tiling", kTilings, kUnchanged.tiling, options.tiling);
  put_word(out, "nodata-policy", kNodataPolicies, kUnchanged.nodata, options.nodata);
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
  const bool takes_inputs = options.inputs.empty();
  for (const json::Value input : choices.find("input").members()) {
    if (!input.is_string()) return refuse(input);
    if (takes_inputs) options.inputs.emplace_back(input.key(), input.string());
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
  STACMLM_CHECK(read_word(choices.find("result"), kResultForms, kUnchanged.form, options.form));
  STACMLM_CHECK(read_word(choices.find("per"), kPers, kUnchanged.per, options.per));
  STACMLM_CHECK(read_word(choices.find("rows"), kRowForms, kUnchanged.rows, options.rows));
  STACMLM_CHECK(read_word(choices.find("tiling"), kTilings, kUnchanged.tiling, options.tiling));
  return read_word(choices.find("nodata-policy"), kNodataPolicies, kUnchanged.nodata,
                   options.nodata);
}

}  // namespace stacmlm::run
