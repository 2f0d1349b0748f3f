// SPDX-License-Identifier: Apache-2.0
#include "artifact/recognised/recognised.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace stacmlm::artifact {
namespace {

bool is_html(const Probe& probe) {
  std::string start(probe.head.substr(0, 256));
  start.erase(0, start.find_first_not_of(" \t\r\n\xEF\xBB\xBF"));
  std::ranges::transform(start, start.begin(), [](unsigned char c) { return std::tolower(c); });
  return start.starts_with("<!doctype html") || start.starts_with("<html");
}

// Engines of TensorRT begin with the letters of `ftrt`, or with `ptrt` turned around by byte order.
bool is_tensorrt(const Probe& probe) {
  return probe.head.starts_with("ftrt") || probe.head.starts_with("ptrt") ||
         probe.head.starts_with("trtf") || probe.head.starts_with("trtp");
}

}  // namespace

const FormatReader kHtmlPage{{.name = "html",
                              .title = "HTML page, no model",
                              .extensions = ".html",
                              .media_types = "text/html"},
                             is_html,
                             nullptr};

const FormatReader kTensorRt{
    {.name = "tensorrt", .title = "TensorRT engine", .extensions = ".engine .plan .trt"},
    is_tensorrt,
    nullptr};

}  // namespace stacmlm::artifact
