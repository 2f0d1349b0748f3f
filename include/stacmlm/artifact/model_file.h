// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stacmlm/artifact/danger.h"

namespace stacmlm::artifact {

/// One size of a tensor.
struct Dimension {
  std::int64_t size = -1;  ///< -1: free, or not stated
  std::string name;        ///< of a free one that has a name: `batch`
};

/// One input or output of a model.
struct Tensor {
  std::string name;
  std::optional<std::vector<Dimension>> shape;  ///< nothing: the file does not say its rank
  std::string data_type;  ///< an element type (artifact/element_type.h); empty: not stated
};

enum class WeightKind {
  kParameter,       ///< learned
  kBuffer,          ///< kept beside what is learned: running mean, step counter
  kConstant,        ///< part of the graph: sizes, indices
  kOptimizerState,  ///< of training
};

/// `parameter`, `buffer`, `constant`, `optimizer-state`.
std::string_view name_of(WeightKind kind);

/// One tensor that the file stores.
struct Weight {
  std::string name;
  std::vector<std::int64_t> shape;
  std::string data_type;       ///< an element type
  std::uint64_t elements = 0;  ///< product of the shape
  std::uint64_t bytes = 0;     ///< that it adds to the file or to a file beside it; 0 if it shares
  WeightKind kind = WeightKind::kParameter;
  std::string shares;  ///< the weight whose storage it is another name of: counted once
};

/// An operator domain and the version of its operators.
struct OperatorSet {
  std::string domain;  ///< `ai.onnx` for the standard one
  std::int64_t version = 0;
};

/// What cannot be told for certain, only guessed from weights and names.
struct Hints {
  std::optional<std::int64_t> first_channels;  ///< channels that the first convolution takes
  std::optional<std::int64_t> last_channels;   ///< channels that the last layer gives
  std::vector<std::string> class_names;        ///< classes of code: `torchvision.models.ResNet`
  bool has_batch_norm = false;                 ///< exports may fold these layers into others
};

/// What a model file says about itself. Filled by inspect(); plain data.
struct ModelFile {
  std::string_view format;     ///< `onnx`; a name of artifact/format.h, or `unknown`
  std::string format_version;  ///< `IR 8`, `1` ...; may be empty
  std::uint64_t file_bytes = 0;
  std::string producer;          ///< the program that wrote it: `pytorch`; may be empty
  std::string producer_version;  ///< may be empty
  std::string framework;         ///< MLM's word, where the file proves it; may be empty
  std::string framework_version;
  /// Nothing: files of this format do not say, or this one could not be read so far.
  std::optional<std::vector<Tensor>> inputs;
  std::optional<std::vector<Tensor>> outputs;
  /// Stored tensors in the order of the file. Nothing: not to be had from this file.
  std::optional<std::vector<Weight>> weights;
  std::optional<std::uint64_t> total_parameters;  ///< elements of kParameter, each storage once
  std::uint64_t buffer_elements = 0;
  std::uint64_t weight_bytes = 0;                      ///< of all weights, training state not
  std::map<std::string, std::uint64_t> bytes_by_type;  ///< element type -> bytes
  std::vector<OperatorSet> operator_sets;
  std::vector<std::string> operators;  ///< that the graph uses, sorted: `Conv`, `my.domain::Op`
  std::vector<std::string> classes;    ///< labels that the file states, by class index
  std::vector<std::pair<std::string, std::string>> metadata;  ///< that other tools embedded
  std::optional<std::string> embedded_item;  ///< the text of embedded MLM metadata, JSON or YAML
  Hints hints;
  std::vector<Danger> danger;
  Verdict verdict = Verdict::kUnknown;  ///< the worst of `danger`
  std::string fault;  ///< why the file could not be read to its end; empty: it was
};

}  // namespace stacmlm::artifact
