// SPDX-License-Identifier: Apache-2.0
// What can run models: the one list of runtimes, and which of them takes which format.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {

struct RuntimeKind {
  std::string_view name;                      ///< `onnxruntime`
  std::span<const std::string_view> formats;  ///< names of artifact/format.h
  /// Taken only where `--runtime` names it for one of these formats; empty: of none.
  std::span<const std::string_view> on_request;
  base::Result<std::unique_ptr<Runtime>> (*open)(const RuntimeOptions& options);
  /// False: this build has only open(), which says what it takes.
  bool is_built = true;

  [[nodiscard]] bool runs(std::string_view format, bool is_asked_for) const;
};

/// In the order in which they are taken.
std::span<const RuntimeKind> runtime_kinds();
/// Null: there is none of that name.
const RuntimeKind* find_runtime(std::string_view name);
/// The one that runs files of a format; `asked`: `auto` or its name. Null: none does.
const RuntimeKind* runtime_for(std::string_view format, std::string_view asked);
/// What a build needs to run files of a format that this one does not; empty: nothing is known.
std::string missing_for(std::string_view format);
/// Formats that can be run, best first. `asked` as before.
std::vector<std::string_view> runnable_formats(std::string_view asked);

}  // namespace stacmlm::run
