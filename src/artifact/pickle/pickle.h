// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "artifact/format/format_reader.h"

namespace stacmlm::artifact {

/// A pickle that stands alone, or several behind each other.
extern const FormatReader kPickle;
/// A pickle that joblib has packed, or in which it has left bytes of arrays.
extern const FormatReader kJoblib;

namespace pickle {

/// True if the bytes begin a pickle; those of protocols 0 and 1, which have no sign, if their first
/// opcodes make sense.
bool looks_like_pickle(std::string_view head);

/// True if Python's tarfile takes the bytes for an archive, whatever else they are: torch.load
/// tries that first.
bool looks_like_tar(std::string_view head);

}  // namespace pickle
}  // namespace stacmlm::artifact
