// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "stacmlm/base/fetcher.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// Bytes of a model file, read by place: a file of this machine, a remote one, a part of an
/// archive. Readers take what they need and never the whole. One thread at a time.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  /// What the user called it: a path or a URL.
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// Bytes in all.
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// Fills `to` with the bytes from `offset` on. An Error if there are fewer.
  [[nodiscard]] virtual base::Result<void> read(std::uint64_t offset, std::span<char> to) const = 0;
  /// A file in the folder of this one, or below it. `kInvalidArgument`: the way leads elsewhere (it
  /// is absolute, has `..`, or passes a symbolic link; the file has a second name); `kNotFound`:
  /// there is none.
  [[nodiscard]] virtual base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const = 0;
  /// The fewest bytes that are worth one read.
  [[nodiscard]] virtual std::size_t block() const { return 4096; }
};

/// A file of this machine. A folder that holds a model (a SavedModel, the index of a sharded
/// safetensors model, a Core ML package) stands for the file that describes it. Devices, pipes and
/// sockets are refused (`kInvalidArgument`), as is a folder without a model; `kNotFound`: there is
/// none; `kIo`: it cannot be read.
base::Result<std::unique_ptr<Source>> open_source(const std::string& path);

/// A remote file, `http://` or `https://`, of which only the bytes are fetched that are read, and
/// some behind them. Beside it lies what has its URL up to the last slash, without its query. All
/// Errors of the network are kIo, but kNotFound; so is a file that changes while it is read.
/// `fetcher` must outlive the Source.
base::Result<std::unique_ptr<Source>> open_url(std::string url, base::Fetcher& fetcher);

/// Bytes in memory, which must outlive the Source. Nothing lies beside it.
std::unique_ptr<Source> source_of(std::string_view bytes, std::string name);

}  // namespace stacmlm::artifact
