// SPDX-License-Identifier: Apache-2.0
// Any JSON: the migrated text is what the patch makes of it, a second migration changes nothing,
// every pointer of a record leads somewhere, and members that nobody knows stay.
#include <cstddef>
#include <cstdint>
#include <string>

#include "require.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/migration.h"

namespace stacmlm::mlm {
namespace {

void check_places(const json::Document& before, const json::Document& after,
                  const Migration& migration) {
  for (const MigrationRecord& record : migration.records) {
    require(!record.what.empty() && !record.why.empty(), "a record says what and why");
    if (record.before)
      require(json::resolve(before.root(), *record.before).exists(), "the place before exists");
    if (record.after)
      require(json::resolve(after.root(), *record.after).exists(), "the place after exists");
  }
}

/// Members that only an author knows. A container that changes its form keeps what is in it.
std::size_t count_unknown(const json::Document& document) {
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < document.node_count(); ++i) {
    const json::Value value = document.value_at(i);
    if (value.has_key() && value.key().starts_with("zz_")) ++count;
  }
  return count;
}

void check(std::string_view text, const MigrationOptions& options) {
  json::Parser parser;
  json::Document before;
  if (parser.parse(json::Text::copy_of(text), before)) return;
  const auto migration = migrate(before, options);
  if (!migration) return require(!migration.error().message.empty(), "a refusal has a reason");
  json::Document after;
  // Moved values may nest deeper than the reader allows.
  if (const auto fault = parser.parse(json::Text::copy_of(migration->text), after))
    return require(fault->kind == json::SyntaxFault::Kind::kDepth, "the new text is JSON");
  check_places(before, after, *migration);
  if (migration->patch.empty()) require(migration->text == text, "no change, no byte");
  if (before.notes().empty())
    require(count_unknown(after) >= count_unknown(before), "unknown members stay");
  constexpr std::size_t kMany = 40;
  if (migration->patch.size() < kMany) {
    const auto patched = json::apply_patch(text, migration->patch);
    require(patched.has_value(), "the patch can be applied");
    json::Document theirs;
    require(!parser.parse(json::Text::copy_of(*patched), theirs), "a patched text is JSON");
    require(json::equal(after.root(), theirs.root()), "the patch makes the same document");
  }
  // Without a list of extensions the new version cannot be told, and the steps start anew.
  if (!after.root().find("stac_extensions").is_array()) return;
  const auto again = migrate(after, options);
  require(again.has_value(), "a new document can be migrated");
  require(again->patch.empty(), "a second migration changes nothing");
}

}  // namespace
}  // namespace stacmlm::mlm

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The whole input is JSON, as swap_values.cc wants it; its length chooses the way.
  stacmlm::mlm::MigrationOptions options;
  options.to = static_cast<stacmlm::mlm::Version>(size % 9);
  options.from = stacmlm::mlm::Version::kV1_0_0;
  options.to_stac_1_1 = size / 9 % 2 == 1;
  stacmlm::mlm::check({reinterpret_cast<const char*>(data), size}, options);
  return 0;
}
