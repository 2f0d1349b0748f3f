// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "author/peers/coverage.h"
#include "stacmlm/author/import.h"

namespace stacmlm::author {

struct ImportedClass {
  std::int64_t value = 0;
  std::string name;
  std::string color_hint;  ///< six hexadecimal digits, or nothing
};

/// An input or output as far as it is known.
struct ImportedTensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<std::string> dim_order;
  std::string data_type;
  std::vector<std::string> bands;
  std::string value_scaling;  ///< JSON; empty: not known
  std::vector<ImportedClass> classes;
};

/// What a description says, in the words of MLM. Empty: not known.
struct ImportedModel {
  std::string name;
  std::string architecture;
  std::vector<std::string> tasks;
  std::string framework;
  std::string framework_version;
  std::string artifact_type;
  std::string pretrained_source;
  std::optional<std::int64_t> batch_size;
  std::string accelerator;
  bool is_constrained = false;  ///< it runs on that accelerator alone
  std::string file;             ///< of the model, where the description names it
  std::vector<std::pair<std::string, std::string>> hyperparameters;  ///< key and JSON
  std::vector<std::pair<std::string, std::string>> others;  ///< properties besides MLM's: key, JSON
  std::vector<std::pair<std::string, std::string>> given;   ///< of MLM, as they are: they win
  std::vector<ImportedTensor> inputs;
  std::vector<ImportedTensor> outputs;
};

/// Keeps account of an import.
class ImportNotes {
 public:
  void carry(json::Value value) { coverage_.cover(value); }
  /// `value` has no place in MLM.
  void drop(json::Value value, std::string why);
  /// The same of `value`, which stands in what the text `text` means.
  void drop_in(json::Value text, json::Value value, std::string why);
  /// Everything under `root` that was not told of.
  void drop_rest(json::Value root, const std::string& why);
  void assume(std::string place, std::string what, std::string why);
  void fill_in(std::string place, std::string what, std::string why);

  std::vector<ImportNote> take() { return std::move(notes_); }

 private:
  void add(ImportNote note);

  Coverage coverage_;
  std::vector<ImportNote> notes_;
};

/// Gives names to the dimensions of `tensor` that have none, and notes that at `place`, which leads
/// to its structure.
void name_dimensions(ImportedTensor& tensor, const std::string& place, ImportNotes& notes);

/// The JSON of Import::model; what MLM asks for and `model` lacks is noted.
std::string write_model(const ImportedModel& model, const ImportOptions& options,
                        ImportNotes& notes);

}  // namespace stacmlm::author
