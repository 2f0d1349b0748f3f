// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace stacmlm::artifact {

/// What happens to a program that loads the file.
enum class Verdict {
  kDataOnly,      ///< the file was read whole, and there is nothing in it but data
  kUnknown,       ///< something could not be read, or only its purpose decides
  kExecutesCode,  ///< loading it runs code that the file names or holds
};

/// `data-only`, `unknown`, `executes-code`.
std::string_view name_of(Verdict verdict);

enum class DangerKind {
  kCall,            ///< a pickle that calls, or imports, what is not on the list of harmless names
  kPythonCode,      ///< Python code in the file: a Lambda layer, a class of a foreign module
  kNativeCode,      ///< machine code
  kFileAccess,      ///< an operator that reads or writes files, or calls Python
  kCustomOperator,  ///< an operator that a library of the file's author has to bring
  kOutsidePath,     ///< weights that are said to lie outside of the model's folder
  kArchiveTrick,    ///< an archive that two readers may read as two different ones
  kNotAnalysed,     ///< a part that could not be read, or that nobody here knows how to read
};

/// All of them, each once.
std::span<const DangerKind> danger_kinds();

/// `call`, `python-code`, ...
std::string_view name_of(DangerKind kind);

/// What one finding of that kind means for the whole file.
Verdict verdict_of(DangerKind kind);

/// One thing in a file that runs, or may run, when it is loaded.
struct Danger {
  DangerKind kind = DangerKind::kNotAnalysed;
  std::string where{};  ///< part of the file: `archive/data.pkl byte 21`; empty: the file
  std::string what{};   ///< one sentence, lower-case start, no full stop, names what would run
  /// Of a call: it makes an object without arguments and then sets its state, as pickles keep
  /// objects.
  bool is_kept_object = false;
};

}  // namespace stacmlm::artifact
