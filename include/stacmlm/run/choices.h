// SPDX-License-Identifier: Apache-2.0
// The words for what the user of a model may choose: in options, plans and Items.
#pragma once

#include <cstddef>
#include <string_view>

#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// A choice and its word.
template <class T>
struct Word {
  std::string_view word;
  T choice;
};

inline constexpr Word<Tiling> kTilings[] = {{"auto", Tiling::kAuto},
                                            {"exact", Tiling::kExact},
                                            {"blend", Tiling::kBlend},
                                            {"crop", Tiling::kCrop},
                                            {"none", Tiling::kNone}};

inline constexpr Word<NodataPolicy> kNodataPolicies[] = {{"any", NodataPolicy::kAny},
                                                         {"all", NodataPolicy::kAll}};

inline constexpr Word<ResultForm> kResultForms[] = {{"auto", ResultForm::kAuto},
                                                    {"classes", ResultForm::kClasses},
                                                    {"probabilities", ResultForm::kProbabilities},
                                                    {"values", ResultForm::kValues}};

/// kAuto has no word: it is what holds where none is said.
inline constexpr Word<Per> kPers[] = {{"scene", Per::kScene}, {"tile", Per::kTile}};

inline constexpr Word<Rows> kRowForms[] = {{"layer", Rows::kLayer}, {"raster", Rows::kRaster}};

/// The word for it; empty: it has none.
template <class T, std::size_t kCount>
constexpr std::string_view word_of(const Word<T> (&words)[kCount], T choice) {
  for (const auto& [word, one] : words) {
    if (one == choice) return word;
  }
  return {};
}

}  // namespace stacmlm::run
