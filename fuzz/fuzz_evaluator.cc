// SPDX-License-Identifier: Apache-2.0
// A model file as a runtime gets it: what is accepted runs on tensors of the sizes that it states,
// or says why it does not.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "require.h"
#include "stacmlm/run/runtime.h"

namespace {

using namespace stacmlm::run;
using stacmlm::require;

/// A file that is in memory, and its path.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) : file_(::memfd_create("model", 0)) {
    require(file_ >= 0 && ::write(file_, data, size) == static_cast<ssize_t>(size), "it is there");
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(file_); }

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

/// A small tensor for each input; free sizes are 1, or those of an image.
std::vector<Tensor> tensors_for(const Model& model) {
  constexpr std::size_t kMost = std::size_t{1} << 16U;
  std::vector<Tensor> tensors;
  for (const auto& input : model.inputs()) {
    if (!input.shape) return {};
    std::vector<std::int64_t> shape;
    for (const auto& dimension : *input.shape) {
      const std::int64_t usual = shape.size() < 2 ? 1 : 16;
      shape.push_back(dimension.size < 0 ? usual : dimension.size);
    }
    const auto type = find_data_type(input.data_type);
    const auto elements = elements_of(shape);
    if (!type || !elements || *elements > kMost) return {};
    tensors.emplace_back(*type, std::move(shape));
  }
  return tensors;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file(data, size);
  static const auto runtime = evaluator_runtime();
  const auto model = runtime->load(file.path(), {});
  if (!model) {
    require(!model.error().message.empty(), "an error says why");
    return 0;
  }
  const std::vector<Tensor> tensors = tensors_for(**model);
  if (tensors.size() != (*model)->inputs().size()) return 0;
  std::vector<TensorView> views;
  for (const Tensor& tensor : tensors) views.push_back(tensor.view());
  const auto outputs = (*model)->run(views);
  if (outputs) {
    require(outputs->size() == (*model)->outputs().size(), "there are all outputs");
  } else {
    require(!outputs.error().message.empty(), "an error says why");
  }
  return 0;
}
