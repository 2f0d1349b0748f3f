// SPDX-License-Identifier: Apache-2.0
// What the module `compose` tells about Compose files, the runtimes of ml-model.
#pragma once

#include "rules/context.h"
#include "rules/findings.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

extern const Rule kNotYaml;
extern const Rule kNoService;
extern const Rule kNoImage;
extern const Rule kImageReference;
extern const Rule kBuiltService;
extern const Rule kDataNotMounted;
extern const Rule kHostMount;
extern const Rule kForeignVolume;
extern const Rule kHostAccess;
extern const Rule kFurtherFile;
extern const Rule kOtherVariable;
extern const Rule kUnresolvedVariable;
extern const Rule kPublishedPort;
extern const Rule kLeftOutMember;
extern const Rule kComposeForm;
extern const Rule kComposeFileNotChecked;
extern const Rule kNoComposeFile;
extern const Rule kPassedVariable;

/// `text/x-yaml; application=compose`, whatever blanks stand around the `;`.
bool is_compose_type(std::string_view type);

/// Whether a YAML file, by its media type.
bool is_yaml_type(std::string_view type);

/// Whether the asset is the Compose file of a runtime for `inference` or `training`: by the role of
/// ml-model, or by that of MLM, where a runtime may as well be an image.
bool is_compose_runtime(const stac::Asset& asset, std::string_view purpose);

/// Tells a runtime asset whose media type is not that of a Compose file (kRuntimeAsset).
void check_runtime_type(const AssetView& asset, Findings& findings);

}  // namespace stacmlm::rules
