// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/mlm/section.h"

#include <unordered_map>

#include "stacmlm/mlm/legacy/ml_model.h"
#include "stacmlm/mlm/model.h"

namespace stacmlm::mlm {
namespace {

using Sections = std::unordered_map<std::string_view, std::string_view>;

template <class Owner>
void add(Sections& sections) {
  for (const auto& member : Owner::members()) {
    if (!member.section.empty()) sections.emplace(member.key, member.section);
  }
}

}  // namespace

std::string_view section_of(std::string_view key) {
  static const Sections sections = [] {
    Sections all;
    add<Model>(all);
    add<ModelInput>(all);
    add<ModelOutput>(all);
    add<Structure>(all);
    add<Reference>(all);
    add<ValueScaling>(all);
    add<ProcessingExpression>(all);
    add<legacy::MlModelV1>(all);
    return all;
  }();
  const auto found = sections.find(key);
  return found == sections.end() ? std::string_view() : found->second;
}

}  // namespace stacmlm::mlm
