// SPDX-License-Identifier: Apache-2.0
#include "rules/legacy/compose.h"

namespace stacmlm::rules {
namespace {

using severities::kHint;
using severities::kShould;
constexpr std::string_view kRuntimes =
    "https://github.com/stac-extensions/ml-model/blob/v1.0.0/README.md#inferencetraining-runtimes";
constexpr std::string_view kServices =
    "https://github.com/compose-spec/compose-spec/blob/main/05-services.md";
constexpr std::string_view kVolumes =
    "https://github.com/compose-spec/compose-spec/blob/main/07-volumes.md";
constexpr std::string_view kInterpolation =
    "https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md";

/// What must not reach a machine is an error in whichever profile.
constexpr Severities kRefused{diag::Severity::kError, diag::Severity::kError};

constexpr Rule told(std::string_view code, std::string_view slug, std::string_view summary,
                    Severities severity, std::string_view spec) {
  return {code, slug, summary, severity, Subject::kText, nullptr, spec};
}

}  // namespace

const Rule kNotYaml = told("MLM722", "not-yaml", "a Compose file is no YAML document", kRefused,
                           "https://yaml.org/spec/1.2.2/");
const Rule kNoService =
    told("MLM723", "no-service", "a Compose file describes no service", kRefused, kServices);
const Rule kNoImage = told("MLM724", "no-image", "a service has no image that an engine can pull",
                           kRefused, kServices);
const Rule kImageReference = told(
    "MLM725", "image-reference", "an image is not named by registry, owner, image and tag", kShould,
    "https://github.com/stac-extensions/ml-model/blob/v1.0.0/README.md#relation-types");
const Rule kBuiltService =
    told("MLM726", "built-service", "a service is built on the machine instead of pulled", kShould,
         kServices);
const Rule kDataNotMounted =
    told("MLM727", "data-not-mounted", "no service mounts the folder of the input or of the output",
         kRefused, kRuntimes);
const Rule kHostMount =
    told("MLM728", "host-mount",
         "a service mounts a folder of the machine besides the two of a run", kRefused, kRuntimes);
const Rule kForeignVolume = told("MLM729", "foreign-volume",
                                 "a volume may hold what is not of this run", kRefused, kVolumes);
const Rule kHostAccess =
    told("MLM730", "host-access", "a service asks for more of the machine than a container has",
         kRefused, kServices);
const Rule kFurtherFile =
    told("MLM731", "further-file", "a Compose file does not stand alone", kRefused, kServices);
const Rule kOtherVariable =
    told("MLM732", "other-variable", "a variable has no value in a run", kShould, kInterpolation);
const Rule kUnresolvedVariable = told("MLM733", "unresolved-variable",
                                      "a variable cannot be resolved", kRefused, kInterpolation);
const Rule kPublishedPort =
    told("MLM734", "published-port", "a service opens a port of the machine", kShould, kServices);
const Rule kLeftOutMember =
    told("MLM735", "left-out-member", "a member of a Compose file is left out of a run", kHint,
         kServices);
const Rule kComposeForm = told("MLM736", "compose-form",
                               "a member of a Compose file has a wrong form", kRefused, kServices);
const Rule kComposeFileNotChecked = told("MLM737", "compose-file-not-checked",
                                         "a Compose file is not on this machine", kHint, kRuntimes);
const Rule kNoComposeFile =
    told("MLM738", "no-compose-file", "no asset of the Item is a Compose file", kHint, kRuntimes);
const Rule kPassedVariable =
    told("MLM739", "passed-variable",
         "a service takes a variable from the environment of the machine", kShould, kServices);

}  // namespace stacmlm::rules
