// SPDX-License-Identifier: Apache-2.0
// Any bytes as a description of each format: refused with a reason, or a model that can be read,
// with notes that lead somewhere.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "require.h"
#include "stacmlm/author/import.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::author {
namespace {

/// The place, or the object in which a member is missing.
bool leads_somewhere(json::Value root, std::string_view pointer) {
  if (pointer.starts_with("/assets/")) return true;  // nothing was told of the file
  if (json::resolve(root, pointer).exists()) return true;
  return json::resolve(root, pointer.substr(0, pointer.rfind('/'))).exists();
}

void check(std::string_view text, std::string_view format) {
  ImportLimits limits;
  limits.bytes = std::size_t{256} << 10U;
  limits.values = 20'000;
  const auto done = import_model(text, format, {}, limits);
  if (!done) return require(!done.error().message.empty(), "a refusal has a reason");
  json::Document document;
  require(!json::Parser().parse(json::Text::copy_of(done->model), document), "a model is JSON");
  require(document.root().find("properties").is_object(), "a model has properties");
  for (const json::Note& note : document.notes())
    require(note.kind != json::Note::Kind::kDuplicateKey, "no key stands twice");
  for (const ImportNote& note : done->notes) {
    require(!note.why.empty(), "a note has a reason");
    require(note.place.empty() || note.kind == ImportNote::Kind::kNotUnderstood ||
                leads_somewhere(document.root(), note.place),
            "a note leads into the model");
  }
}

}  // namespace
}  // namespace stacmlm::author

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace stacmlm;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const author::ImportFormat& format : author::import_formats())
    author::check(text, format.name);
  author::guess_format(text);
  return 0;
}
