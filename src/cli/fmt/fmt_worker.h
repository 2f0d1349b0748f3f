// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/jobs.h"
#include "stacmlm/author/format.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {

/// One document after it was formatted.
struct Formatted {
  enum class State {
    kCanonical,  ///< it is in canonical form already
    kChanged,
    kNoStac,   ///< it is no STAC document and stays as it is
    kNoJson,   ///< `why` tells
    kNotRead,  ///< `why` tells
  };
  std::string path;
  std::size_t line = 0;  ///< in its NDJSON file
  State state = State::kCanonical;
  std::string why;
  std::string before;
  std::string after;  ///< what is to stand there now
};

/// A job after it was done.
struct FormattedJob {
  std::vector<Formatted> documents;
  std::optional<Lines> lines;  ///< of an NDJSON file, as they are now
};

/// Does jobs; one per thread.
class FmtWorker {
 public:
  FormattedJob work(Job job);

 private:
  Formatted file(const Input& input);
  Formatted document(const std::function<json::Text()>& text, const std::string& path,
                     author::Layout layout);
  Formatted format(json::Text text, std::string path, author::Layout layout);
  FormattedJob lines(Lines lines);

  json::ParseLimits limits_;
  json::Parser parser_;
  json::Document document_;
};

}  // namespace stacmlm::cli
