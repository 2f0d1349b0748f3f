// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "cli/run/python_process.h"
#include "stacmlm/run/external.h"

namespace stacmlm::cli {

class PythonFunction;

/// Functions of Python, each in one interpreter (`python3` on PATH, with NumPy) that lives as long
/// as this, or until it fails. A function is called with one array of float64, bands x rows x
/// columns, and gives rows x columns; what is masked in them, or is no number, is NaN. Arrays go
/// through a file without a name. For one thread.
class PythonFunctions {
 public:
  explicit PythonFunctions(PythonOptions options) : options_(std::move(options)) {}

  base::Result<std::unique_ptr<run::ExternalFunction>> start(const std::string& function);

 private:
  PythonOptions options_;
  std::map<std::string, std::shared_ptr<PythonFunction>> started_;
};

}  // namespace stacmlm::cli
