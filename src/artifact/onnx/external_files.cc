// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/external_files.h"

#include <fmt/format.h>

#include <utility>

namespace stacmlm::artifact::onnx {
namespace {

// ONNX Runtime takes the offset of a tensor in this "file" for an address in its memory.
constexpr std::string_view kMemoryAddress = "*/_ORT_MEM_ADDR_/*";
constexpr std::size_t kMostFiles = 4096;

}  // namespace

ExternalFiles::File ExternalFiles::look_at(std::string_view location) const {
  if (location == kMemoryAddress)
    return {std::nullopt, DangerKind::kOutsidePath, "is a place in the memory of the runtime"};
  const auto file = source_.beside(location);
  if (file) return {(*file)->size(), {}, {}};
  if (file.error().kind == base::ErrorKind::kInvalidArgument)
    return {std::nullopt, DangerKind::kOutsidePath,
            "is no file below the model's folder that only has this name"};
  if (file.error().kind == base::ErrorKind::kNotFound)
    return {std::nullopt, DangerKind::kNotAnalysed, "is not there"};
  return {std::nullopt, DangerKind::kNotAnalysed, "cannot be read: " + file.error().message};
}

base::Result<std::optional<std::uint64_t>> ExternalFiles::size_of(std::string_view location,
                                                                  std::string_view tensor) {
  auto found = files_.find(location);
  if (found == files_.end()) {
    if (files_.size() == kMostFiles)
      return over_limit(fmt::format("weights in more than {} files", kMostFiles));
    STACMLM_CHECK(collector_.keep(location.size() + sizeof(File)));
    found = files_.emplace(location, look_at(location)).first;
  }
  const File& file = found->second;
  if (!file.size) {
    collector_.danger(file.refusal, fmt::format("tensor \"{}\"", tensor),
                      fmt::format("its data is taken from \"{}\", which {}", location, file.why));
  }
  return file.size;
}

}  // namespace stacmlm::artifact::onnx
