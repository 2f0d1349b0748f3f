// SPDX-License-Identifier: Apache-2.0
// Every vocabulary of the MLM extension, each once. Order is that of the specification.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "stacmlm/mlm/version.h"
#include "stacmlm/stac/description.h"

namespace stacmlm::mlm {

/// A word and the versions whose schema lists it.
struct Term {
  std::string_view word;
  stac::Versions versions{};
};

std::span<const Term> tasks();
std::span<const Term> frameworks();
/// `cpu` is documented since 1.5.0 and in no schema: it is not here, see kCpu.
std::span<const Term> accelerators();
std::span<const Term> resize_types();
std::span<const Term> norm_types();  ///< 1.0.0 to 1.3.0; without kNormClip
/// Names that the documentation recommends.
std::span<const Term> dimensions();
std::span<const Term> artifact_types();
std::span<const Term> compile_methods();
std::span<const Term> roles();

/// The accelerator that only the documentation knows, as another name of `amd64`.
inline constexpr std::string_view kCpu = "cpu";

/// The normalisation that only the documentation knows.
inline constexpr std::string_view kNormClip = "clip";

/// The words that the schema of `version` lists.
std::vector<std::string_view> words_of(std::span<const Term> vocabulary, Version version);

/// The words that any version lists.
std::vector<std::string_view> all_words(std::span<const Term> vocabulary);

/// True if any version lists the word.
bool is_known(std::span<const Term> vocabulary, std::string_view word);

}  // namespace stacmlm::mlm
