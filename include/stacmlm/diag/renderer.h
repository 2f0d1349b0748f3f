// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/diag/report.h"

namespace stacmlm::diag {

/// What renderers may say about a rule (sarif lists them).
struct RuleText {
  std::string_view code;
  std::string_view slug;
  std::string_view summary;  ///< one sentence
};

struct RenderOptions {
  bool colour = false;
  std::string_view tool_version;
  std::vector<RuleText> rules;
};

/// Writes reports in one form, document by document, so that a run of any size needs the memory of
/// one document. Give each piece of text to `write` in order; not for several threads at once.
class Renderer {
 public:
  using Write = std::function<void(std::string_view)>;
  Renderer() = default;
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;
  virtual ~Renderer() = default;

  virtual void begin() {}
  virtual void document(const DocumentReport& report) = 0;
  virtual void end(const Summary& summary) = 0;
};

/// The forms: text, concise, json, ndjson, sarif, github, junit. Unknown names are an Error that
/// lists these.
base::Result<std::unique_ptr<Renderer>> make_renderer(std::string_view format,
                                                      const RenderOptions& options,
                                                      Renderer::Write write);

/// The names of the forms, in the order of the documentation.
const std::vector<std::string_view>& renderer_formats();

}  // namespace stacmlm::diag
