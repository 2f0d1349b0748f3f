// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "artifact/verify/checks.h"
#include "rules/nearest.h"
#include "stacmlm/artifact/checksum.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/stac/published_schema.h"

namespace stacmlm::artifact {
namespace {

using json::PatchOperation;
using Patch = std::vector<PatchOperation>;

/// The newest version of the extension that has these members.
std::string_view file_extension() {
  const auto known = stac::extension_schemas();
  const auto newest =
      std::find_if(known.rbegin(), known.rend(),
                   [](const stac::PublishedSchema& schema) { return schema.name == "file"; });
  return newest->uri;
}

/// The beginning of the URIs of all versions.
std::string_view of_any_version(std::string_view uri) { return uri.substr(0, uri.rfind("/v") + 1); }

Patch replacing(json::Value place, std::string text) {
  return {{PatchOperation::Kind::kReplace, json::pointer_to(place), std::move(text), ""}};
}

void compare_size(const Subject& subject, json::Value stated, Comparing& comparing) {
  if (!stated.is_number()) return;
  const std::uint64_t found = subject.opened.source->size();
  Pair values{"file:size", stated, std::string(stated.raw()), std::to_string(found)};
  const auto size = stac::Field<std::int64_t>(stated);
  if (size && *size >= 0 && static_cast<std::uint64_t>(*size) == found)
    return comparing.agrees(std::move(values));
  const std::string message =
      fmt::format("`file:size` is {}, the file has {} bytes", stated.raw().substr(0, 30), found);
  comparing.contradicts(rules::kModelFileSize, std::move(values), message)
      .unsafe_fix("write the size of the file", replacing(stated, std::to_string(found)));
}

base::Result<void> compare_checksum(const Subject& subject, json::Value stated,
                                    Comparing& comparing) {
  Pair values{"file:checksum", stated, std::string(stated.string().substr(0, 200)), {}};
  const auto hash = read_multihash(stated.string());
  if (!hash) {
    const std::string message =
        fmt::format("{} is {}", rules::shown(stated.string()), hash.error().message);
    rules::Finding& finding =
        comparing.contradicts(rules::kChecksumNotComparable, std::move(values), message);
    if (subject.opened.is_far) return {};
    if (!subject.wants_fixes) {
      finding.hint("`--fix` reads the whole file and writes its checksum");
      return {};
    }
    STACMLM_TRY(const std::string right, checksum_of(*subject.opened.source, kSha256));
    finding.unsafe_fix("write the checksum of the file", replacing(stated, json::quote(right)));
    return {};
  }
  if (hash->function.empty()) {
    comparing.cannot_tell(
        std::move(values),
        fmt::format("the function 0x{:x} of this multihash is not computed here", hash->code));
    return {};
  }
  if (subject.opened.is_far) {
    comparing.cannot_tell(std::move(values),
                          "the file is not on this machine, and is not read whole");
    return {};
  }
  STACMLM_TRY(values.found, checksum_of(*subject.opened.source, hash->code));
  if (values.found.ends_with(hash->digest)) {
    comparing.agrees(std::move(values), std::string(hash->function));
    return {};
  }
  const std::string message = fmt::format("`file:checksum` is `{}`, the {} of the file is `{}`",
                                          values.stated, hash->function, values.found);
  const std::string found = values.found;
  comparing.contradicts(rules::kModelFileChecksum, std::move(values), message)
      .hint("the file is damaged, or another one than was described")
      .unsafe_fix("write the checksum of the file", replacing(stated, json::quote(found)));
  return {};
}

/// What adds the members to the asset, and the extension that they belong to. Empty texts are left
/// out.
Patch adding(const Subject& subject, std::string size, std::string checksum) {
  const std::string asset = json::pointer_to(subject.asset.source());
  Patch patch;
  if (!subject.context.lists_extension(of_any_version(file_extension()))) {
    const json::Value extensions = subject.context.object().find("stac_extensions");
    patch.push_back({PatchOperation::Kind::kAdd, json::pointer_to(extensions) + "/-",
                     json::quote(file_extension()), ""});
  }
  if (!size.empty())
    patch.push_back({PatchOperation::Kind::kAdd, asset + "/file:size", std::move(size), ""});
  if (!checksum.empty()) {
    patch.push_back(
        {PatchOperation::Kind::kAdd, asset + "/file:checksum", json::quote(checksum), ""});
  }
  return patch;
}

/// Size and checksum that the asset lacks, as one change. The checksum has the whole file read: it
/// waits until the change is wanted.
base::Result<void> tell_unstated(const Subject& subject, bool has_size, bool has_checksum,
                                 Comparing& comparing) {
  if (!subject.context.object().find("stac_extensions").is_array() || subject.opened.is_far)
    return {};
  const std::string bytes = std::to_string(subject.opened.source->size());
  std::string checksum;
  if (!has_checksum && subject.wants_fixes) {
    STACMLM_TRY(checksum, checksum_of(*subject.opened.source, kSha256));
  }
  std::string message = has_size       ? "`file:checksum` is not given"
                        : has_checksum ? fmt::format("`file:size` is not given; it is {}", bytes)
                                       : fmt::format(
                                             "`file:size` and `file:checksum` are not "
                                             "given; the file has {} bytes",
                                             bytes);
  if (!checksum.empty())
    message += fmt::format("{} `{}`", has_size ? "; it is" : " and the sha2-256", checksum);
  rules::Finding& finding =
      comparing.tell(rules::kUnstatedFact, subject.asset.source(), std::move(message));
  const bool waits = !has_checksum && checksum.empty();
  if (waits)
    finding.hint(has_size ? "`--fix` reads the whole file and writes it"
                          : "`--fix` reads the whole file and writes its checksum too");
  if (has_size && waits) return {};
  finding.safe_fix(has_size != has_checksum ? "write it"
                   : waits                  ? "write the size"
                                            : "write them",
                   adding(subject, has_size ? std::string() : bytes, checksum));
  return {};
}

}  // namespace

base::Result<void> compare_file_facts(const Subject& subject, Comparing& comparing) {
  const json::Value size = subject.asset.other->file_size.raw();
  const json::Value checksum = subject.asset.other->file_checksum.raw();
  if (subject.opened.is_folder) {
    for (const json::Value value : {size, checksum}) {
      if (value.exists())
        comparing.cannot_tell({std::string(value.key()), value, one_line(value), {}},
                              "the asset is a folder of several files");
    }
    return {};
  }
  if (!size.exists() || !checksum.exists()) {
    STACMLM_CHECK(tell_unstated(subject, size.exists(), checksum.exists(), comparing));
  }
  compare_size(subject, size, comparing);
  if (checksum.is_string()) return compare_checksum(subject, checksum, comparing);
  return {};
}

}  // namespace stacmlm::artifact
