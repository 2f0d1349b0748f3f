// SPDX-License-Identifier: Apache-2.0
#include "artifact/embed/pieces.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace stacmlm::artifact {

void Pieces::copy(std::uint64_t begin, std::uint64_t end) {
  if (begin == end) return;
  pieces_.push_back({size_, end - begin, begin, {}});
  size_ += end - begin;
}

void Pieces::add(std::string text) {
  if (text.empty()) return;
  const std::uint64_t size = text.size();
  pieces_.push_back({size_, size, 0, std::move(text)});
  size_ += size;
}

base::Result<void> Pieces::read(std::uint64_t offset, std::span<char> to) const {
  if (offset > size_ || to.size() > size_ - offset)
    return base::fail(base::ErrorKind::kIo, "read beyond the end");
  auto piece = std::ranges::upper_bound(pieces_, offset, {}, &Piece::begin);
  while (!to.empty()) {
    const Piece& from = *std::prev(piece);
    const std::uint64_t in_piece = offset - from.begin;
    const std::size_t size = std::min<std::uint64_t>(to.size(), from.size - in_piece);
    if (from.text.empty()) {
      STACMLM_CHECK(file_.read(from.from + in_piece, to.first(size)));
    } else {
      std::copy_n(from.text.data() + in_piece, size, to.data());
    }
    to = to.subspan(size);
    offset += size;
    if (!to.empty()) ++piece;
  }
  return {};
}

base::Result<void> Pieces::write(const ByteSink& sink) const {
  constexpr std::size_t kChunk = std::size_t{1} << 20U;
  std::string chunk;
  for (const Piece& piece : pieces_) {
    if (!piece.text.empty()) {
      STACMLM_CHECK(sink(piece.text));
      continue;
    }
    for (std::uint64_t done = 0; done < piece.size; done += chunk.size()) {
      chunk.resize(std::min<std::uint64_t>(kChunk, piece.size - done));
      STACMLM_CHECK(file_.read(piece.from + done, chunk));
      STACMLM_CHECK(sink(chunk));
    }
  }
  return {};
}

}  // namespace stacmlm::artifact
