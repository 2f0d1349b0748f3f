// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/verify.h"
#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"
#include "stacmlm/run/external.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/scene.h"

namespace stacmlm::run {

/// Checksums (sha2-256) of files of this machine, each taken once as long as the file stays the
/// same. For one thread.
class FileChecksums {
 public:
  base::Result<std::string> of(const artifact::Source& source);

 private:
  struct Known {
    std::string state;
    std::string checksum;
  };
  std::map<std::string, Known, std::less<>> known_;  // by path
};

struct RunOptions {
  std::string folder;                ///< that the results go to; it must be there
  std::string created;               ///< RFC 3339, for the Item
  bool force = false;                ///< write over results that are there
  bool resume = false;               ///< the same for results of runs alone
  bool preview = false;              ///< write a picture as well
  StartExternal start_external;      ///< empty: plans with external channels are refused
  base::Fetcher* fetcher = nullptr;  ///< brings remote rasters; may be null
  /// Of a runtime's name, its library; those that are missing or empty are searched for.
  std::map<std::string, std::string> runtime_libraries;
  std::vector<std::string> runtime_folders;  ///< where the install script puts runtimes
  /// Told after each tile, from one thread at a time; may be empty.
  std::function<void(std::uint64_t done, std::uint64_t all)> progress;
  const std::atomic<bool>* stop = nullptr;  ///< may be null; true ends the run with an Error
  FileChecksums* checksums = nullptr;       ///< kept from run to run; may be null

  [[nodiscard]] bool is_stopped() const { return stop != nullptr && stop->load(); }
};

/// What a run has written, and what is left to write.
struct RunResult {
  std::string path;       ///< of the Cloud Optimized GeoTIFF or the layer, in its place
  std::string item_path;  ///< where the Item belongs; it is not written
  std::string item;       ///< its JSON text
  std::string preview;    ///< path of the picture; empty: none was asked for
  std::uint64_t pixels = 0;
  std::uint64_t tiles = 0;
  std::uint64_t skipped_tiles = 0;  ///< all nodata
  double seconds = 0;
  std::vector<std::string> notes;
};

/// Removes the files of a result, because its Item could not be written: where there is none, there
/// is no result.
void remove_result(const RunResult& result);

/// Id of the Item that run() makes: that of the scene and of the model.
std::string result_id(const Plan& plan, const Scene& scene);

/// The name that files with that id get, without their ending: no `/`, `\\` or control character,
/// no dot in front, no more than 200 bytes. Different ids may get one name: who runs a model on
/// many scenes looks out for that.
std::string file_name_of(std::string_view id);

/// The result of a run that is there already and whole, if nothing that it depends on has changed
/// since: the model file (by its checksum; weights beside it by size and time of change), what the
/// Item says of the model, the text of the scene's Item, its raster files (by size and time of
/// change, remote ones by size and ETag), and the plan, but for the number of threads. Else
/// nothing. Errors: the model or the scene cannot be read.
///
/// ```cpp
/// auto before = run::find_result(*plan, item.root(), *scene, open, {.folder = "out"});
/// if (before && *before) print((*before)->item_path);
/// ```
base::Result<std::optional<RunResult>> find_result(const Plan& plan, json::Value item,
                                                   const Scene& scene, const artifact::Opener& open,
                                                   const RunOptions& options);

/// Does what the plan says: reads, prepares, runs the model tile by tile on `plan.workers` threads,
/// puts the results together and writes a Cloud Optimized GeoTIFF or a layer, which takes its name
/// when it is whole. `item` is the one that the plan was made for.
///
/// Errors: what reading, the runtime or writing fail with; `kInvalidArgument` if the plan has
/// questions, or the result would be written over what may not be; `kIo` if a file that is read
/// changes meanwhile; `kBackend` if the model gives another shape than the plan says. After an
/// error nothing of the result is left. Runs of several scenes may go on at the same time, each
/// with FileChecksums and a Fetcher of its own.
///
/// ```cpp
/// auto done = run::run(*plan, item.root(), *scene, open, {.folder = "out", .created = now()});
/// if (done) write(done->item_path, done->item);
/// ```
base::Result<RunResult> run(const Plan& plan, json::Value item, const Scene& scene,
                            const artifact::Opener& open, const RunOptions& options);

}  // namespace stacmlm::run
