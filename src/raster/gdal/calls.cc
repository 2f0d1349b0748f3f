// SPDX-License-Identifier: Apache-2.0
#include "raster/gdal/calls.h"

#include <utility>

namespace stacmlm::raster {
namespace {

thread_local GdalCalls* innermost = nullptr;

// One sentence without an end, as our own are.
std::string sentence(std::string text) {
  const std::size_t line = text.find_first_of("\r\n");
  if (line != std::string::npos) text.resize(line);
  while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
  return text;
}

}  // namespace

GdalCalls::GdalCalls(base::Fetcher* fetcher, const Reach* reach)
    : network_(fetcher), reach_(reach), before_(std::exchange(innermost, this)) {
  gdal.CPLPushErrorHandlerEx(&keep, nullptr);
}

GdalCalls::~GdalCalls() {
  gdal.CPLPopErrorHandler();
  innermost = before_;
}

const Reach* GdalCalls::reach() { return innermost == nullptr ? nullptr : innermost->reach_; }

void GdalCalls::refuse(base::Error error) {
  if (innermost != nullptr && !innermost->refused_) innermost->refused_ = std::move(error);
}

void GdalCalls::keep(CPLErr level, CPLErrorNum number, const char* message) {
  GdalCalls* const calls = innermost;
  if (calls == nullptr || level < CE_Failure || calls->number_ != CPLE_None) return;
  calls->number_ = number == CPLE_None ? CPLE_AppDefined : number;
  calls->message_ = sentence(message == nullptr ? "" : message);
}

tl::unexpected<base::Error> GdalCalls::error(base::ErrorKind kind, const std::string& what) {
  if (refused_) return tl::unexpected(*refused_);
  if (auto network = NetworkScope::take_error()) {
    return tl::unexpected(std::move(*network).during(what));
  }
  if (number_ == CPLE_OutOfMemory) kind = base::ErrorKind::kLimitExceeded;
  return base::fail(kind, what + ": " + (message_.empty() ? "GDAL does not say why" : message_));
}

}  // namespace stacmlm::raster
