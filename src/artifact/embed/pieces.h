// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/embed.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// A new file as parts of an old one and texts between them. Itself a Source, so that the readers
/// can read it before it is written.
class Pieces : public Source {
 public:
  /// The old file must outlive it.
  explicit Pieces(const Source& file) : file_(file) {}

  /// Bytes [begin, end) of the old file, which must have them.
  void copy(std::uint64_t begin, std::uint64_t end);
  void add(std::string text);
  /// Hands out all of it, piece by piece.
  base::Result<void> write(const ByteSink& sink) const;

  [[nodiscard]] std::string_view name() const override { return file_.name(); }
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override;
  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const override {
    return file_.beside(relative);
  }
  [[nodiscard]] std::size_t block() const override { return file_.block(); }

 private:
  struct Piece {
    std::uint64_t begin = 0;  // in the new file
    std::uint64_t size = 0;
    std::uint64_t from = 0;  // in the old file
    std::string text;        // instead; empty for a part of the old file
  };

  const Source& file_;
  std::vector<Piece> pieces_;
  std::uint64_t size_ = 0;
};

/// How a file of each format gets its metadata.
base::Result<void> embed_in_safetensors(const Source& file, std::string_view item, Pieces& pieces);
base::Result<void> embed_in_pt2(const Source& file, std::string_view item, Pieces& pieces);
base::Result<void> embed_in_onnx(const Source& file, std::string_view item, Pieces& pieces);

}  // namespace stacmlm::artifact
