// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "raster/gdal/library.h"
#include "raster/gdal/local_files.h"
#include "raster/gdal/network.h"

namespace stacmlm::raster {

/// Around calls of GDAL on one thread: keeps its messages off stderr, remembers the first failure,
/// and says what may be fetched and read meanwhile.
class GdalCalls {
 public:
  /// Of writing: the files are ours.
  GdalCalls() : GdalCalls(nullptr, nullptr) {}
  /// Of reading a raster, which leads no farther than `reach`. Both outlive it.
  GdalCalls(base::Fetcher* fetcher, const Reach& reach) : GdalCalls(fetcher, &reach) {}
  GdalCalls(const GdalCalls&) = delete;
  GdalCalls& operator=(const GdalCalls&) = delete;
  ~GdalCalls();

  [[nodiscard]] bool failed() const { return number_ != CPLE_None || refused_; }
  /// A file was named that may not be read.
  [[nodiscard]] bool refused() const { return refused_.has_value(); }
  /// What went wrong, with what was being done in front.
  [[nodiscard]] tl::unexpected<base::Error> error(base::ErrorKind kind, const std::string& what);

  /// Of the innermost one on this thread. Null: files are not looked at.
  static const Reach* reach();
  static void refuse(base::Error error);

 private:
  GdalCalls(base::Fetcher* fetcher, const Reach* reach);
  static void keep(CPLErr level, CPLErrorNum number, const char* message);

  NetworkScope network_;
  const Reach* reach_;
  GdalCalls* before_;
  std::optional<base::Error> refused_;
  CPLErrorNum number_ = CPLE_None;
  std::string message_;
};

struct CloseDataset {
  void operator()(void* dataset) const { gdal.GDALClose(dataset); }
};
/// A GDALDatasetH that is closed at its end.
using Dataset = std::unique_ptr<void, CloseDataset>;

/// A `char**` of GDAL's, of `NAME=value`.
class Options {
 public:
  Options() = default;
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;
  ~Options() { gdal.CSLDestroy(list_); }

  void set(const char* name, const std::string& value) {
    list_ = gdal.CSLSetNameValue(list_, name, value.c_str());
  }
  [[nodiscard]] char** get() const { return list_; }

 private:
  char** list_ = nullptr;
};

}  // namespace stacmlm::raster
