// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "stacmlm/diag/renderer.h"

namespace stacmlm::diag {

using Form = std::unique_ptr<Renderer>(const RenderOptions& options, Renderer::Write write);
Form text_form, concise_form, json_form, ndjson_form, sarif_form, github_form, junit_form;

}  // namespace stacmlm::diag
