// SPDX-License-Identifier: Apache-2.0
#include "artifact/hdf5/page_cache.h"

#include <algorithm>
#include <utility>

namespace stacmlm::artifact::hdf5 {
namespace {

constexpr std::uint64_t kPage = 4096;
constexpr std::size_t kMostPages = 256;

}  // namespace

base::Result<std::string_view> PageCache::page(std::uint64_t number) const {
  const auto found = pages_.find(number);
  if (found != pages_.end()) return std::string_view(found->second);
  if (pages_.size() == kMostPages) {
    pages_.erase(order_.front());
    order_.pop();
  }
  const std::uint64_t begin = number * kPage;
  std::string bytes(static_cast<std::size_t>(std::min(kPage, size() - begin)), '\0');
  STACMLM_CHECK(source_.read(begin, bytes));
  order_.push(number);
  return std::string_view(pages_.emplace(number, std::move(bytes)).first->second);
}

base::Result<void> PageCache::read(std::uint64_t offset, std::span<char> to) const {
  if (to.size() > kPage || offset >= size() || to.size() > size() - offset)
    return source_.read(offset, to);
  while (!to.empty()) {
    STACMLM_TRY(const std::string_view bytes, page(offset / kPage));
    const std::size_t done = bytes.copy(to.data(), to.size(), offset % kPage);
    offset += done;
    to = to.subspan(done);
  }
  return {};
}

}  // namespace stacmlm::artifact::hdf5
