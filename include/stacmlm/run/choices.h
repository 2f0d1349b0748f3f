// SPDX-License-Identifier: Apache-2.0
// What the user of a model may choose, and the words for it: in options, plans and Items, in
// messages and in the help. Each list of words stands here and nowhere else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stacmlm::run {

enum class Tiling {
  kAuto,   ///< exact where it can be, else blended
  kExact,  ///< exact or not at all
  kBlend,  ///< overlapping tiles, weighted
  kNone,   ///< the whole scene at once
  kCrop,   ///< overlapping tiles, of which the middle is kept
};

/// A pixel is nodata if one of the bands that are read is, or only if all are.
enum class NodataPolicy { kAny, kAll };

/// What becomes of the scores that the model gives.
enum class ResultForm {
  kAuto,           ///< what the task says
  kClasses,        ///< the class of each pixel
  kProbabilities,  ///< one band a class, 0 to 1
  kValues,         ///< as they come
};

/// What a row of a table is about.
enum class Per {
  kAuto,   ///< worked out, or asked for
  kScene,  ///< the whole scene, cropped or resized as the model wants it
  kTile,   ///< each of the tiles that lie side by side
};

/// What becomes of rows, where the model gives one for an image.
enum class Rows {
  kLayer,
  kRaster,  ///< a pixel for each tile
};

/// What l1, l2 and inf of `norm_type` (MLM <= 1.3) are taken over.
enum class NormDomain : std::uint8_t {
  kNone,     ///< nobody said: such an input is refused
  kSample,   ///< all bands of the scene
  kChannel,  ///< each band of the scene
  kPixel,    ///< the bands of each pixel
};

/// What stands beyond the edges of the scene.
enum class PadMode : std::uint8_t {
  kReflect,   ///< mirrored, the pixel at the edge once
  kEdge,      ///< the pixel at the edge again and again
  kConstant,  ///< as nodata
};

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

/// kNone has no word either.
inline constexpr Word<NormDomain> kNormDomains[] = {{"sample", NormDomain::kSample},
                                                    {"channel", NormDomain::kChannel},
                                                    {"pixel", NormDomain::kPixel}};

inline constexpr Word<PadMode> kPadModes[] = {
    {"reflect", PadMode::kReflect}, {"edge", PadMode::kEdge}, {"constant", PadMode::kConstant}};

/// What is done to scores that are not probabilities yet.
inline constexpr std::string_view kActivations[] = {"none", "softmax", "sigmoid"};
/// What boxes are measured in: pixels of the tile, or its width and height.
inline constexpr std::string_view kBoxUnits[] = {"pixels", "fractions"};
/// What is done with scale and offset that a scene states.
inline constexpr std::string_view kScales[] = {"apply", "none"};

inline constexpr Word<Rows> kRowForms[] = {{"layer", Rows::kLayer}, {"raster", Rows::kRaster}};

/// The word for it; empty: it has none.
///
/// ```cpp
/// static_assert(stacmlm::run::word_of(stacmlm::run::kPadModes, stacmlm::run::PadMode::kEdge) ==
///               "edge");
/// ```
template <class T, std::size_t kCount>
constexpr std::string_view word_of(const Word<T> (&words)[kCount], T choice) {
  for (const auto& [word, one] : words) {
    if (one == choice) return word;
  }
  return {};
}

/// The choice of that word; nothing: it is none of them.
template <class T, std::size_t kCount>
constexpr std::optional<T> choice_of(const Word<T> (&words)[kCount], std::string_view word) {
  for (const auto& [known, choice] : words) {
    if (known == word) return choice;
  }
  return std::nullopt;
}

/// The words alone, in their order.
template <class T, std::size_t kCount>
std::vector<std::string> words_in(const Word<T> (&words)[kCount]) {
  std::vector<std::string> all;
  for (const auto& [word, choice] : words) all.emplace_back(word);
  return all;
}
template <std::size_t kCount>
std::vector<std::string> words_in(const std::string_view (&words)[kCount]) {
  return {std::begin(words), std::end(words)};
}

}  // namespace stacmlm::run
