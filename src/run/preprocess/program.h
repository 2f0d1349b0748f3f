// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "run/expression/expression.h"
#include "run/preprocess/preprocess.h"
#include "run/preprocess/resize.h"
#include "run/preprocess/scaling.h"
#include "run/preprocess/tensor_layout.h"

namespace stacmlm::run {

/// One entry of `pre_processing_function`.
struct FunctionStep {
  Expression expression;
  bool is_each = false;  ///< of each channel by itself, else of all together
};

/// A compiled input.
struct Preprocess::Program {
  TensorLayout layout;
  DataType type = DataType::kFloat32;
  std::vector<ChannelSource> sources;  ///< one for each channel
  std::vector<FileScaling> files;      ///< by band; may be shorter than the block
  Scalings scalings;
  std::vector<ChannelScaling> from_file;  ///< scalings of the numbers of the file; if is_simple
  bool is_simple = true;                  ///< every channel is a band, moved, divided and bounded
  std::optional<ResizeMethod> resize;
  bool crops = false;
  std::vector<FunctionStep> functions;
  PadMode pad = PadMode::kReflect;
  double fill = 0;
  bool fill_before = false;
  std::string path;
  std::vector<std::string> steps;
  std::vector<std::string> notes;

  [[nodiscard]] std::size_t channels() const { return sources.size(); }
  [[nodiscard]] FileScaling file_of(std::size_t band) const {
    return band < files.size() ? files[band] : FileScaling{};
  }
  /// Norms of the bands of each pixel.
  [[nodiscard]] bool has_pixel_norm() const {
    return scalings.norm != DataNorm::kNone && scalings.domain == NormDomain::kPixel;
  }
  /// Works out what follows from the scalings.
  void settle();
};

/// What one thread keeps from block to block.
struct PreprocessSpace::State {
  std::vector<double> plane;       ///< one channel of the block
  std::vector<std::uint8_t> mask;  ///< of it
  std::vector<double> resized;     ///< all channels, of the target's size
  std::vector<std::uint8_t> resized_mask;
  std::vector<double> resize_spare;
  std::optional<Resizer> resizer;
  std::vector<double> bands;           ///< a run of each band
  std::vector<const double*> columns;  ///< into `bands`
  std::vector<double> values;          ///< a run of each channel
  std::vector<std::uint8_t> valid;     ///< the same
  std::vector<float> floats;           ///< a run of each channel, before it is interleaved
  std::vector<double> results;         ///< of a function
  Expression::Space expression;
};

}  // namespace stacmlm::run
