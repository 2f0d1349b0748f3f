// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/diag/renderer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "diag/forms.h"

namespace stacmlm::diag {
namespace {

struct NamedForm {
  std::string_view name;
  Form* make;
};

constexpr std::array<NamedForm, 7> kForms = {{{"text", text_form},
                                              {"concise", concise_form},
                                              {"json", json_form},
                                              {"ndjson", ndjson_form},
                                              {"sarif", sarif_form},
                                              {"github", github_form},
                                              {"junit", junit_form}}};

}  // namespace

base::Result<std::unique_ptr<Renderer>> make_renderer(std::string_view format,
                                                      const RenderOptions& options,
                                                      Renderer::Write write) {
  for (const NamedForm& form : kForms) {
    if (form.name == format) return form.make(options, std::move(write));
  }
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("unknown format \"{}\", known are {}", format,
                                fmt::join(renderer_formats(), ", ")));
}

const std::vector<std::string_view>& renderer_formats() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    list.reserve(std::size(kForms));
    for (const NamedForm& form : kForms) list.push_back(form.name);
    return list;
  }();
  return names;
}

}  // namespace stacmlm::diag
