// SPDX-License-Identifier: Apache-2.0
// Links to the text behind a finding: rules and descriptions name sections, the document's own
// version says of which edition.
#include "rules/spec_link.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/nearest.h"
#include "stacmlm/mlm/legacy/ml_model.h"
#include "stacmlm/mlm/section.h"

namespace stacmlm::rules {
namespace {

struct Section {
  std::string_view start;
  mlm::Version since;
};

/// Sections and pages that the first versions did not have.
constexpr std::array<Section, 6> kLater = {{
    {"README.md#model-band-object", mlm::Version::kV1_2_0},
    {"README.md#value-scaling-object", mlm::Version::kV1_4_0},
    {"best-practices.md#framework-specific-artifact-types", mlm::Version::kV1_4_0},
    {"README.md#data-variables", mlm::Version::kV1_5_0},
    {"README.md#model-data-variable-object", mlm::Version::kV1_5_0},
    {"docs/legacy/", mlm::Version::kV1_5_0},
}};

std::string mlm_url(std::string_view section, mlm::Version version) {
  for (const Section& later : kLater) {
    if (version < later.since && section.starts_with(later.start)) version = later.since;
  }
  // Of 1.6.0 no text is published.
  version = std::min(version, mlm::kNewestPublished);
  return sentence(
      {"https://github.com/stac-extensions/mlm/blob/v", mlm::name_of(version), "/", section});
}

/// The section of the innermost member around the place that has one, else `general`.
std::string_view section_around(std::string_view missing, std::string_view pointer,
                                std::string_view general) {
  std::string_view section = mlm::section_of(missing);
  while (section.empty() && !pointer.empty()) {
    const std::size_t slash = pointer.rfind('/');
    section = mlm::section_of(pointer.substr(slash + 1));
    pointer = pointer.substr(0, slash);
  }
  return section.empty() ? general : section;
}

}  // namespace

std::string spec_url(const Rule& rule, mlm::Version version) {
  if (!is_of_mlm(rule)) return std::string(rule.spec);
  return mlm_url(rule.spec, std::clamp(version, rule.since.first, rule.until));
}

std::string spec_url(const Finding& finding, std::string_view pointer) {
  const stac::PublishedSchema* schema = finding.schema.schema;
  if (schema == nullptr) return spec_url(*finding.rule, finding.version);
  if (finding.schema.area == Area::kCore)
    return fmt::format(
        "https://github.com/radiantearth/stac-spec/blob/v{1}/{0}-spec/{0}-spec.md"
        "#{0}-fields",
        schema->name, schema->version);
  std::string_view section = "README.md";
  if (finding.schema.area == Area::kMlm) {
    const bool legacy = schema->uri == mlm::legacy::kMlModelUri;
    section = section_around(
        finding.missing, pointer,
        legacy ? "README.md#item-properties" : "README.md#item-properties-and-collection-fields");
    if (!legacy) return mlm_url(section, finding.version);
  }
  return fmt::format("https://github.com/stac-extensions/{}/blob/v{}/{}", schema->name,
                     schema->version, section);
}

}  // namespace stacmlm::rules
