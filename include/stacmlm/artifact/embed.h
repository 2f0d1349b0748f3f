// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// Takes the next bytes of a new file; an Error ends the job.
using ByteSink = std::function<base::Result<void>(std::string_view bytes)>;

/// Names of the formats (artifact/format.h) in whose files MLM metadata can stand.
std::span<const std::string_view> formats_that_embed();

/// Writes a copy of a model file that holds `item`, the JSON text of an Item, as its MLM metadata;
/// former ones are replaced. ONNX: `metadata_props`; safetensors: `__metadata__`; export archives
/// of PyTorch: `extra/`. All else stays byte for byte, and weights keep their alignment. inspect()
/// gives the text back as `embedded_item`; that is tried before the first byte is handed out.
///
/// The file is read in pieces and not changed. What lies beside it (external data of ONNX) is not
/// copied: the new file belongs into the same folder.
///
/// Errors: `kInvalidArgument` if `item` is no JSON object; `kUnsupported` for other formats;
/// `kInvalidDocument` for a file that inspect() cannot read to its end, or for an archive that two
/// readers may read differently; what reading or the sink fails with.
///
/// ```cpp
/// auto file = artifact::open_source("unet.onnx");
/// if (!file) return report(file.error());
/// std::ofstream out("unet-mlm.onnx", std::ios::binary);
/// auto done = artifact::embed(**file, item, [&](std::string_view bytes) -> base::Result<void> {
///   if (!out.write(bytes.data(), bytes.size())) return base::fail(base::ErrorKind::kIo, "full");
///   return {};
/// });
/// ```
base::Result<void> embed(const Source& file, std::string_view item, const ByteSink& sink);

}  // namespace stacmlm::artifact
