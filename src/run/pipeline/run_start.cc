// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/run_start.h"

#include <fmt/format.h>

#include "run/output/run_key.h"
#include "run/stated_file.h"
#include "stacmlm/artifact/checksum.h"

namespace stacmlm::run {
namespace {

std::string path_of(const artifact::OpenedFile& file) { return std::string(file.source->name()); }

}  // namespace

base::Result<std::string> FileChecksums::of(const artifact::Source& source) {
  const FileState now = state_of(std::string(source.name()));
  const std::string state = fmt::format("{} {} {}", now.size, now.changed, now.inode);
  const auto known = known_.find(source.name());
  if (known != known_.end() && known->second.state == state && now != FileState{})
    return known->second.checksum;
  STACMLM_TRY(std::string checksum, artifact::checksum_of(source, artifact::kSha256));
  known_[std::string(source.name())] = {state, checksum};
  return checksum;
}

base::Result<RunStart> start_run(const Plan& plan, json::Value item, const Scene& scene,
                                 const artifact::Opener& open, const RunOptions& options) {
  RunStart start;
  STACMLM_TRY(start.file, open(plan.href));
  if (start.file.is_far) {
    return base::fail(base::ErrorKind::kUnsupported,
                      plan.href + " is not on this machine: fetch it first");
  }
  start.model_state = state_of(path_of(start.file));
  start.scene_state = state_of_files(scene, nullptr);
  FileChecksums once;
  FileChecksums& checksums = options.checksums != nullptr ? *options.checksums : once;
  STACMLM_TRY(start.checksum, checksums.of(*start.file.source));
  if (!start.file.is_folder) {
    STACMLM_CHECK(
        check_stated(item.find("assets").find(plan.asset), *start.file.source, start.checksum));
  }
  const std::string state =
      start.checksum + '\n' + state_of_weights(path_of(start.file), start.file.is_folder);
  STACMLM_TRY(start.key, run_key(plan, item, scene, state, options.fetcher));
  start.places = places_of(plan, scene, options);
  return start;
}

base::Result<void> check_unchanged(const RunStart& start, const Plan& plan, const Scene& scene) {
  const auto changed = [](const std::string& what) {
    return base::fail(base::ErrorKind::kIo, what + " has changed while it was run");
  };
  if (state_of(path_of(start.file)) != start.model_state) return changed(plan.href);
  if (state_of_files(scene, nullptr) != start.scene_state) return changed("the scene");
  return {};
}

base::Result<std::optional<RunResult>> find_result(const Plan& plan, json::Value item,
                                                   const Scene& scene, const artifact::Opener& open,
                                                   const RunOptions& options) {
  STACMLM_TRY(const RunStart start, start_run(plan, item, scene, open, options));
  if (!is_done(start.places, start.key)) return std::nullopt;
  RunResult result;
  result.path = start.places.result;
  result.item_path = start.places.item;
  result.preview = start.places.preview;
  return result;
}

}  // namespace stacmlm::run
