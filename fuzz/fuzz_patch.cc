// SPDX-License-Identifier: Apache-2.0
// A document, a NUL, a patch: the result is JSON, and the patch is read back as it was written.
#include <cstddef>
#include <cstdint>
#include <string>

#include "require.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::json {
namespace {

void check_patch(std::string_view text, std::string_view patch) {
  const auto operations = read_patch(patch);
  if (!operations) return;
  const std::string written = write_patch(*operations);
  const auto again = read_patch(written);
  require(again.has_value() && again->size() == operations->size(), "a written patch is a patch");
  require(write_patch(*again) == written, "a written patch is read as it was");

  // Copies of copies grow: that is what they are for, not what is looked for here.
  constexpr std::size_t kMany = 12;
  if (operations->size() > kMany) return;
  const auto result = apply_patch(text, *operations);
  if (!result) return require(!result.error().message.empty(), "a refusal has a reason");
  Document document;
  require(!Parser().parse(Text::copy_of(*result), document), "a patched text is JSON");
  if (operations->empty()) return require(*result == text, "no operation changes nothing");
  const PatchOperation& last = operations->back();
  const Value found = resolve(document.root(), last.path);
  if (last.kind == PatchOperation::Kind::kRemove && document.notes().empty()) {
    require(!found.has_key(), "a removed member is gone");
  } else if (last.kind == PatchOperation::Kind::kReplace) {
    Document value;
    require(!Parser().parse(Text::copy_of(last.value), value), "the value is JSON");
    require(found.exists() && equal(found, value.root()), "the value is there");
  }
}

/// What a merge patch leaves: each member of the patch is there, each null is gone.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
void check_merged(Value result, Value patch) {
  if (!patch.is_object()) return require(equal(result, patch), "the value is there");
  require(result.is_object(), "an object became one");
  for (const Value change : patch.members()) {
    const Value found = result.find(change.key());
    require(found.exists() != change.is_null(), "members come and nulls go");
    if (found.exists()) check_merged(found, change);
  }
}

void check_merge_patch(std::string_view text, std::string_view patch) {
  const auto result = apply_merge_patch(text, patch);
  if (!result) return;
  Document document;
  Document changes;
  require(!Parser().parse(Text::copy_of(*result), document), "a merged text is JSON");
  require(!Parser().parse(Text::copy_of(patch), changes), "the patch is JSON");
  check_merged(document.root(), changes.root());
}

}  // namespace
}  // namespace stacmlm::json

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find('\0');
  if (end == std::string_view::npos) return 0;
  stacmlm::json::check_patch(input.substr(0, end), input.substr(end + 1));
  stacmlm::json::check_merge_patch(input.substr(0, end), input.substr(end + 1));
  return 0;
}
