// SPDX-License-Identifier: Apache-2.0
#include "run/preprocess/preprocess.h"

#include <fmt/format.h>

#include "run/preprocess/program.h"

namespace stacmlm::run {

PreprocessSpace::PreprocessSpace() : state_(std::make_unique<State>()) {}
PreprocessSpace::~PreprocessSpace() = default;
PreprocessSpace::PreprocessSpace(PreprocessSpace&&) noexcept = default;
PreprocessSpace& PreprocessSpace::operator=(PreprocessSpace&&) noexcept = default;

Preprocess::Preprocess(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

std::size_t Preprocess::channels() const { return program_->channels(); }
DataType Preprocess::type() const { return program_->type; }
const TensorLayout& Preprocess::layout() const { return program_->layout; }
std::span<const std::string> Preprocess::steps() const { return program_->steps; }
std::span<const std::string> Preprocess::notes() const { return program_->notes; }
bool Preprocess::resizes() const { return program_->resize.has_value(); }

std::string Preprocess::scaling_text(std::size_t index) const {
  return program_->scalings.channels[index].text;
}

bool Preprocess::needs_norms() const {
  return program_->scalings.norm != DataNorm::kNone && !program_->has_pixel_norm();
}

base::Result<Preprocess> Preprocess::with_norms(std::span<const ChannelNorms> norms) const {
  if (norms.size() != channels()) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{}: norms of {} channels, and {} wanted", program_->path,
                                  norms.size(), channels()));
  }
  auto known = std::make_shared<Program>(*program_);
  known->scalings.channels = scalings_with(program_->scalings, norms);
  known->scalings.norm = DataNorm::kNone;
  known->settle();
  return Preprocess(std::move(known));
}

}  // namespace stacmlm::run
