// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stacmlm::mlm {

/// The published versions of the MLM extension, oldest first.
enum class Version : int {
  kV1_0_0,
  kV1_1_0,
  kV1_2_0,
  kV1_3_0,
  kV1_4_0,
  kV1_5_0,
  kV1_5_1,
  kV1_5_2,
  kV1_6_0
};

/// The newest version there is.
inline constexpr Version kNewest = Version::kV1_6_0;
/// The newest version whose published schema is known to us.
inline constexpr Version kNewestPublished = Version::kV1_5_2;

constexpr int ordinal(Version version) { return static_cast<int>(version); }

/// `1.5.2`.
std::string_view name_of(Version version);

/// Under which host a URI was published. The files of 1.0.0 to 1.3.0 that stac-extensions.github.io
/// serves demand another URI than their own: one whose host is cut.
enum class UriHost { kCrimCa, kStacExtensions, kCutHost };

struct VersionUri {
  Version version;
  UriHost host;
};

/// The version that a `stac_extensions` entry names, under any URI it was published with; nothing
/// for other texts and for versions that were never published.
std::optional<VersionUri> version_of_uri(std::string_view uri);

/// The URI to write: crim-ca's up to 1.3.0, stac-extensions.github.io's from 1.4.0 on.
std::string_view uri_of(Version version);

/// The URI under another host.
std::string uri_of(Version version, UriHost host);

}  // namespace stacmlm::mlm
