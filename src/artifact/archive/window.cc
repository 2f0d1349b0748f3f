// SPDX-License-Identifier: Apache-2.0
#include "artifact/archive/window.h"

#include <utility>

namespace stacmlm::artifact {
namespace {

class Window : public Source {
 public:
  Window(const Source& whole, std::uint64_t begin, std::uint64_t size, std::string name)
      : whole_(whole), begin_(begin), size_(size), name_(std::move(name)) {}
  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override {
    if (offset > size_ || to.size() > size_ - offset)
      return base::fail(base::ErrorKind::kIo, "read beyond the end");
    return whole_.read(begin_ + offset, to);
  }
  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const override {
    return base::fail(base::ErrorKind::kNotFound, std::string(relative) + ": nothing lies there");
  }
  [[nodiscard]] std::size_t block() const override { return whole_.block(); }

 private:
  const Source& whole_;
  std::uint64_t begin_;
  std::uint64_t size_;
  std::string name_;
};

class Keeper : public Source {
 public:
  Keeper(std::string bytes, std::string name)
      : bytes_(std::move(bytes)), source_(source_of(bytes_, std::move(name))) {}
  [[nodiscard]] std::string_view name() const override { return source_->name(); }
  [[nodiscard]] std::uint64_t size() const override { return source_->size(); }
  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override {
    return source_->read(offset, to);
  }
  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const override {
    return source_->beside(relative);
  }

 private:
  std::string bytes_;
  std::unique_ptr<Source> source_;
};

}  // namespace

std::unique_ptr<Source> window_of(const Source& whole, std::uint64_t begin, std::uint64_t size,
                                  std::string name) {
  return std::make_unique<Window>(whole, begin, size, std::move(name));
}

std::unique_ptr<Source> source_that_keeps(std::string bytes, std::string name) {
  return std::make_unique<Keeper>(std::move(bytes), std::move(name));
}

}  // namespace stacmlm::artifact
