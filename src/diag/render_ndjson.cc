// SPDX-License-Identifier: Apache-2.0
#include "diag/forms.h"
#include "diag/json_document.h"

namespace stacmlm::diag {
namespace {

class NdjsonRenderer final : public Renderer {
 public:
  explicit NdjsonRenderer(Write write) : write_(std::move(write)) {}

  void document(const DocumentReport& report) override {
    line_.clear();
    write_document(line_, report);
    write_(line_.view());
    write_("\n");
  }
  void end(const Summary& /*summary*/) override {}

 private:
  Write write_;
  JsonWriter line_;
};

}  // namespace

std::unique_ptr<Renderer> ndjson_form(const RenderOptions& /*options*/, Renderer::Write write) {
  return std::make_unique<NdjsonRenderer>(std::move(write));
}

}  // namespace stacmlm::diag
