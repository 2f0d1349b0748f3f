// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>

#include "artifact/embedded_document.h"
#include "artifact/verify/checks.h"
#include "rules/nearest.h"

namespace stacmlm::artifact {
namespace {

/// The members of the model: those of an Item's properties, or the whole.
json::Value members_of(json::Value embedded) {
  const json::Value properties = embedded.find("properties");
  return properties.is_object() ? properties : embedded;
}

/// Null and not there mean the same to most writers.
bool is_empty(json::Value value) { return !value.exists() || value.is_null(); }

void compare_member(json::Value stated, json::Value inside, Comparing& comparing) {
  Pair values{fmt::format("{} (embedded)", stated.key()), stated, one_line(stated),
              one_line(inside)};
  if (json::equal(stated, inside)) return comparing.agrees(std::move(values));
  const std::string message =
      fmt::format("`{}` is {}, the metadata inside the file has {}", stated.key(),
                  rules::shown(values.stated), rules::shown(values.found));
  comparing.contradicts(rules::kEmbeddedMetadataDiffers, std::move(values), message);
}

}  // namespace

void compare_embedded(const Subject& subject, Comparing& comparing) {
  if (!subject.file.embedded_item) return;
  const json::Value href = subject.asset.asset.href.raw();
  EmbeddedDocument embedded;
  const auto read = embedded.read(*subject.file.embedded_item);
  const json::Value inside = read ? members_of(embedded.document().root()) : json::Value();
  const std::string fault = !read                ? read.error().message
                            : inside.is_object() ? std::string()
                                                 : "it is no object";
  if (!fault.empty()) {
    comparing.contradicts(rules::kEmbeddedMetadataBroken, {"embedded metadata", href, {}, {}},
                          fmt::format("the metadata inside the file cannot be read: {}", fault));
    return;
  }
  // What its own asset says goes before what the Item says, there as here. An Item that does not
  // have that asset speaks of the model as a whole.
  const json::Value asset =
      embedded.document().root().find("assets").find(subject.asset.key.text());
  const mlm::Model& outside = asset.is_object() ? subject.model : subject.context.model();
  for (const auto& member : mlm::Model::members()) {
    json::Value stated = member.get(outside);
    if (!stated.exists()) stated = member.get(subject.model);
    json::Value there = asset.find(member.key);
    if (!there.exists()) there = inside.find(member.key);
    // Some write the names without the prefix.
    if (!there.exists() && member.key.starts_with("mlm:"))
      there = inside.find(member.key.substr(4));
    if (is_empty(there)) continue;
    if (is_empty(stated)) {
      comparing.cannot_tell({fmt::format("{} (embedded)", member.key), href, {}, one_line(there)},
                            "the metadata does not have it");
    } else {
      compare_member(stated, there, comparing);
    }
  }
}

}  // namespace stacmlm::artifact
