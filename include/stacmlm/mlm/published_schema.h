// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "stacmlm/mlm/version.h"
#include "stacmlm/stac/published_schema.h"

namespace stacmlm::mlm {

/// The schemas of MLM 1.0.0 to 1.5.2, what is known of 1.6.0, and ml-model 1.0.0. Up to 1.3.0 each
/// version was published twice: `mlm` is the one of the crim-ca host, `mlm-cut` the one that
/// stac-extensions.github.io serves, which demands a URI whose host is cut.
std::span<const stac::PublishedSchema> published_schemas();

/// The schema that judges documents which list `uri`; null if none was published under it.
const stac::PublishedSchema* schema_of(const VersionUri& uri);

}  // namespace stacmlm::mlm
