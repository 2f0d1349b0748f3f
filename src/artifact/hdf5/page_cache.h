// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <queue>
#include <span>
#include <string>
#include <string_view>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact::hdf5 {

/// A source whose last pages are kept: the structures of an HDF5 file are small, and reading them
/// goes back and forth.
class PageCache : public Source {
 public:
  /// The source must outlive it.
  explicit PageCache(const Source& source) : source_(source) {}

  [[nodiscard]] std::string_view name() const override { return source_.name(); }
  [[nodiscard]] std::uint64_t size() const override { return source_.size(); }
  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override;
  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const override {
    return source_.beside(relative);
  }
  /// Little is copied at a time, for that costs no read.
  [[nodiscard]] std::size_t block() const override { return 256; }

 private:
  base::Result<std::string_view> page(std::uint64_t number) const;

  const Source& source_;
  mutable std::map<std::uint64_t, std::string> pages_;
  mutable std::queue<std::uint64_t> order_;  // the oldest first
};

}  // namespace stacmlm::artifact::hdf5
