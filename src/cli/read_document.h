// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::cli {

/// Reads one JSON document whole (- is stdin). The Error names the file, and the place where it is
/// no JSON.
base::Result<void> read_json(const std::string& path, json::Document& document);

/// The same, and it has a `type` as every STAC document.
base::Result<void> read_document(const std::string& path, json::Document& document);

/// Where the document lies that is read from `path`, for its relative hrefs: `path`, or `-`, the
/// current folder, where it comes through a pipe.
std::string place_of_document(const std::string& path);

}  // namespace stacmlm::cli
