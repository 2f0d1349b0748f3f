// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "artifact/source/relative_path.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::artifact {
namespace {

class MemorySource : public Source {
 public:
  MemorySource(std::string_view bytes, std::string name) : bytes_(bytes), name_(std::move(name)) {}

  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }

  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override {
    if (offset > bytes_.size() || to.size() > bytes_.size() - offset)
      return base::fail(base::ErrorKind::kIo, "read beyond the end");
    std::copy_n(bytes_.data() + offset, to.size(), to.data());
    return {};
  }

  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const override {
    if (const auto why = leads_elsewhere(relative); !why.empty())
      return base::fail(base::ErrorKind::kInvalidArgument, fmt::format("{}: {}", relative, why));
    return base::fail(base::ErrorKind::kNotFound, std::string(relative) + ": nothing lies there");
  }

 private:
  std::string_view bytes_;
  std::string name_;
};

}  // namespace

std::unique_ptr<Source> source_of(std::string_view bytes, std::string name) {
  return std::make_unique<MemorySource>(bytes, std::move(name));
}

}  // namespace stacmlm::artifact
