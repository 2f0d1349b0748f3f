// SPDX-License-Identifier: Apache-2.0
// Any document in each form: refused with a reason, or files whose names stay in their folder.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "require.h"
#include "stacmlm/author/export.h"
#include "stacmlm/author/import.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::author {
namespace {

constexpr std::string_view kPlain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";

void check_path(std::string_view path) {
  require(path.find_first_not_of(kPlain) == std::string_view::npos, "a name is plain");
  require(!path.empty() && path.front() != '/' && path.find("..") == std::string_view::npos,
          "a name stays in its folder");
}

void check(json::Value root, std::string_view format) {
  const auto done = export_model(root, format);
  if (!done) return require(!done.error().message.empty(), "a refusal has a reason");
  require(!done->files.empty(), "there is a file");
  for (const ExportedFile& file : done->files) check_path(file.path);
  for (const ExportNote& note : done->notes) {
    const std::string_view place = note.pointer;
    const bool is_missing = note.what == "missing";
    require(json::resolve(root, is_missing ? place.substr(0, place.rfind('/')) : place).exists(),
            "a note leads into the document");
  }
  require(import_model(done->files.back().bytes, format).has_value(), "what is written is read");
}

}  // namespace
}  // namespace stacmlm::author

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace stacmlm;
  json::ParseLimits limits;
  limits.bytes = std::size_t{256} << 10U;
  json::Document document;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (json::Parser(limits).parse(json::Text::copy_of(text), document)) return 0;
  for (const author::ExportFormat& format : author::export_formats())
    author::check(document.root(), format.name);
  return 0;
}
