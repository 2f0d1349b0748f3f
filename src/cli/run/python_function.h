// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "stacmlm/run/external.h"

namespace stacmlm::cli {

/// A function of Python, in an interpreter of its own that lives as long as the function: `python3`
/// on PATH, with NumPy. It is called with one array of float64, bands x rows x columns, and gives
/// rows x columns. Arrays go through files of a folder that only this user may enter. What it
/// prints goes to standard error.
base::Result<std::unique_ptr<run::ExternalFunction>> start_python(
    const std::string& function, std::chrono::seconds limit = std::chrono::seconds(60));

}  // namespace stacmlm::cli
