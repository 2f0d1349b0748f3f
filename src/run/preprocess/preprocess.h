// SPDX-License-Identifier: Apache-2.0
// From pixels to the model's input tensor: what `value_scaling` (`norm_type` until 1.3),
// `resize_type`, `pre_processing_function` and `data_type` say.
// Order: number -> scale and offset of the file -> expression of the band -> resize or crop ->
// scaling -> function -> nodata -> cast -> place in the tensor -> pad.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "run/expression/expression.h"
#include "run/preprocess/pixel_block.h"
#include "run/preprocess/tensor_layout.h"
#include "stacmlm/base/result.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/mlm/version.h"
#include "stacmlm/run/choices.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// What the file says of a band: value = scale * number + offset.
struct FileScaling {
  double scale = 1;
  double offset = 0;
};

/// Where a channel comes from.
struct ChannelSource {
  std::size_t band = 0;                  ///< index in PixelBlock::bands
  std::optional<Expression> expression;  ///< over PixelBlock::bands, instead of `band`
};

struct PreprocessOptions {
  std::string path = "mlm:input[0]";      ///< what messages call the input
  std::optional<mlm::Version> version{};  ///< of the document: `norm_type` is no member from 1.4 on
  std::vector<ChannelSource> channels{};  ///< empty: channel i is band i
  std::vector<FileScaling> files{};       ///< of each band of the block; empty: none has any
  NormDomain norm_domain = NormDomain::kNone;
  PadMode pad = PadMode::kReflect;
  /// What nodata becomes: a number of the tensor, or, if `fill_before`, a pixel that is then scaled
  /// like the others.
  double fill = 0;
  bool fill_before = false;
};

/// What scaling by the data needs to know of the whole scene.
struct ChannelNorms {
  double minimum = 0;
  double maximum = 0;
  double sum = 0;           ///< of |x|
  double squares = 0;       ///< of x * x
  std::uint64_t count = 0;  ///< of valid pixels
};

/// What a cast to integers has lost, added up over blocks.
struct CastLoss {
  std::uint64_t fractions = 0;    ///< numbers with a part behind the point
  std::uint64_t saturated = 0;    ///< beyond the range, now its end
  std::uint64_t not_numbers = 0;  ///< NaN, now `fill`
};

/// Memory that one thread keeps from block to block.
class PreprocessSpace {
 public:
  PreprocessSpace();
  ~PreprocessSpace();
  PreprocessSpace(PreprocessSpace&&) noexcept;
  PreprocessSpace& operator=(PreprocessSpace&&) noexcept;

  CastLoss loss;

  struct State;  ///< program.h: of the sources beside this header
  [[nodiscard]] State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

/// The compiled input. Immutable and cheap to copy; several threads may use one, each with a space
/// of its own. Numbers are worked out as exactly as 32-bit tensors need (1e-6 relative of what
/// double arithmetic gives), in doubles for everything wider than 16 bits but float32.
///
/// ```cpp
/// auto preprocess = Preprocess::compile(model.input.value()[0].value());
/// if (!preprocess) return report(preprocess.error());
/// auto shape = preprocess->layout().dimensions(1, 1, preprocess->channels(), 512, 512);
/// preprocess->apply(block, preprocess->layout().target(data, preprocess->type(), shape), space);
/// ```
class Preprocess {
 public:
  /// `kUnsupported`, `kInvalidDocument`: a field cannot be honoured; the message names it and says
  /// what would do.
  static base::Result<Preprocess> compile(const mlm::ModelInput& input,
                                          const PreprocessOptions& options = {});

  [[nodiscard]] std::size_t channels() const;
  [[nodiscard]] DataType type() const;
  [[nodiscard]] const TensorLayout& layout() const;
  /// What is done, in order, one sentence each; for plans and lineage.
  [[nodiscard]] std::span<const std::string> steps() const;
  /// What a reader of the plan should know.
  [[nodiscard]] std::span<const std::string> notes() const;
  /// What channel `index` goes through: `(x - 1354.4) / 245.7`; empty: nothing.
  [[nodiscard]] std::string scaling_text(std::size_t index) const;
  /// Blocks are resampled to the size of the tensor.
  [[nodiscard]] bool resizes() const;
  /// The numbers must be looked at once before they can be scaled: measure() every block of the
  /// scene, then go on with with_norms().
  [[nodiscard]] bool needs_norms() const;
  /// All channels that apply() makes of the block are valid at all pixels of a tensor of that size.
  /// False where that is seen pixel by pixel only.
  [[nodiscard]] bool is_all_valid(const PixelBlock& block, std::int64_t width,
                                  std::int64_t height) const;

  /// Adds a block to the norms, one for each channel. Width and height: those of the tensor.
  base::Result<void> measure(const PixelBlock& block, std::int64_t width, std::int64_t height,
                             std::span<ChannelNorms> norms, PreprocessSpace& space) const;
  /// The same preprocessing with norms known. @pre needs_norms()
  [[nodiscard]] base::Result<Preprocess> with_norms(std::span<const ChannelNorms> norms) const;

  /// Fills `target`. The block has the target's size; where it is resized it may have any, where it
  /// is cropped at least the target's, and it is padded at right and bottom where it is smaller.
  /// `valid` (may be null) gets a number for each pixel of the target, row by row: how many
  /// channels have a valid number there; padding is 0.
  base::Result<void> apply(const PixelBlock& block, const TensorTarget& target,
                           PreprocessSpace& space, std::uint16_t* valid = nullptr) const;

  struct Program;  ///< program.h: of the sources beside this header

 private:
  explicit Preprocess(std::shared_ptr<const Program> program);
  std::shared_ptr<const Program> program_;
};

}  // namespace stacmlm::run
