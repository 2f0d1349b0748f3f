// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

template <class Owner>
const std::vector<std::string_view>& keys_of() {
  static const std::vector<std::string_view> keys = [] {
    std::vector<std::string_view> all;
    for (const auto& member : Owner::members()) all.push_back(member.key);
    return all;
  }();
  return keys;
}

void tell(json::Value member, std::string_view meant, Findings& findings) {
  Finding& finding = findings.at_key(
      member, fmt::format("{} is no member of MLM, so nobody reads it", shown(member.key())));
  if (meant.empty() || findings.is_full()) return;
  finding.hint(fmt::format("did you mean `{}`?", meant));
  const std::string pointer = json::pointer_to(member);
  const std::string holder = pointer.substr(0, pointer.rfind('/') + 1);
  if (json::resolve(member.document().root(), holder + std::string(meant)).exists()) return;
  finding.safe_fix(fmt::format("rename it to `{}`", meant),
                   {{json::PatchOperation::Kind::kMove, holder + std::string(meant), "", pointer}});
}

/// Members that no schema knows and that are near to one that MLM knows.
template <class Owner>
void look_at_unknown(const Owner& owner, Findings& findings) {
  const auto& index = stac::index_of<Owner>();
  for (const json::Value member : owner.source.members()) {
    if (index.knows(member)) continue;
    const std::string_view meant = nearest(member.key(), keys_of<Owner>());
    if (!meant.empty()) tell(member, meant, findings);
  }
}

/// In properties and assets: `mlm_artifact_type`, and up to 1.3.0, whose schema lets any name pass,
/// `mlm:acelerator` too.
void look_at_prefix(json::Value holder, mlm::Version version, Findings& findings) {
  for (const json::Value member : holder.members()) {
    const std::string_view key = member.key();
    const bool has_prefix = key.starts_with("mlm:");
    if (has_prefix && version > mlm::Version::kV1_3_0) continue;
    if (!is_like_mlm(key) || stac::index_of<mlm::Model>().knows(member)) continue;
    const std::string_view meant = nearest(key, keys_of<mlm::Model>());
    if (has_prefix || !meant.empty()) tell(member, meant, findings);
  }
}

void check(const Context& context, Findings& findings) {
  const mlm::Version version = context.version();
  if (context.odd_keys().like_mlm) {
    look_at_prefix(context.properties(), version, findings);
    for (const AssetView& asset : context.assets())
      look_at_prefix(asset.source(), version, findings);
  }
  for (const InputView& view : context.inputs()) {
    if (!view.tensor.has_odd_members) continue;
    look_at_unknown(view.input, findings);
    look_at_unknown(view.tensor.structure, findings);
  }
  for (const OutputView& view : context.outputs()) {
    if (!view.tensor.has_odd_members) continue;
    look_at_unknown(view.output, findings);
    look_at_unknown(view.tensor.structure, findings);
  }
}

}  // namespace

const Rule kMisspeltMember{"MLM121",
                           "misspelt-member",
                           "a member looks like one of MLM but is spelt otherwise",
                           severities::kShould,
                           Subject::kModelItem,
                           &check,
                           "README.md"};

}  // namespace stacmlm::rules
