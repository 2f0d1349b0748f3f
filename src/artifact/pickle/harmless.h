// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "artifact/pickle/values.h"

namespace stacmlm::artifact::pickle {

/// Who loads a pickle: each knows harmless names that mean something else to others.
enum class Loader {
  kPython,       ///< pickle, torch.load
  kJoblib,       ///< joblib, whose own stand-in for an array is data to it
  kTorchScript,  ///< libtorch, to which `__torch__.*` are the classes in the file's code
};

/// True for a name that makes data and nothing else, whatever it is called with. All others are
/// reported: a list of what is bad is never complete.
bool is_harmless(const Global& global, Loader loader);

/// True for what stands in a joblib file for an array whose bytes follow.
bool is_joblib_array(const Global& global);

/// The library that a module belongs to, `scikit-learn`, or empty: its code is not the file's own.
std::string_view library_of(std::string_view module);

/// MLM's word for that library if an estimator of it says what the model is made with; else empty.
std::string_view framework_of(std::string_view module);

}  // namespace stacmlm::artifact::pickle
