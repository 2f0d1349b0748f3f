// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/artifact/inspect.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"
#include "stacmlm/diag/report.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/text.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::artifact {

/// What a file says to one field of the metadata.
enum class Agreement {
  kAgrees,
  kCompatible,   ///< both can be true: `reason` says how
  kContradicts,  ///< both cannot be true, or only a hint says so: `code` is that of the finding
  kCannotTell,   ///< the file does not say: `reason` tells why
};

/// `agrees`, `compatible`, `contradicts`, `cannot tell`.
std::string_view name_of(Agreement verdict);

/// One field of the metadata, and what the file of one asset says to it. Plain data.
struct Comparison {
  std::string asset;    ///< its key; in an ItemCollection behind the id of its Item: `unet/model`
  std::string field;    ///< `mlm:input[0].input.shape`
  std::string pointer;  ///< RFC 6901, of what is stated
  Agreement verdict = Agreement::kCannotTell;
  std::string stated;  ///< in the metadata
  std::string found;   ///< in the file; empty if it does not say
  std::string reason;  ///< one sentence, lower-case start, no full stop; may be empty if it agrees
  std::string_view code;  ///< `MLM913`, of a contradiction or of a difference that is told
};

/// The file of an asset.
struct OpenedFile {
  std::unique_ptr<Source> source;
  /// Its bytes come from afar: what must be read whole (checksums) is not.
  bool is_far = false;
  /// The href means a folder, of which `source` is one file: no size or checksum is that of the
  /// asset.
  bool is_folder = false;
};

/// Opens the file that the href of an asset means. kNotFound: it should be there and is not.
/// kUnsupported: it is elsewhere, and may not be asked for; the message says how it may. Any other
/// Error: it could not be opened.
using Opener = std::function<base::Result<OpenedFile>(std::string_view href)>;

/// Opens files of this machine: hrefs are relative to the document at `document_path`, or absolute
/// paths or file URLs. All others are kUnsupported.
Opener open_beside(std::string document_path);

/// An input that a model is tried with. What nobody states is -1 or empty.
struct TrialInput {
  std::string name;
  std::vector<std::int64_t> shape;      ///< as stated; the number of bands where that is known
  std::vector<std::string> dimensions;  ///< as long as `shape`, or empty
  std::string data_type;
};

/// A model that is to be tried.
struct TrialRequest {
  const OpenedFile& opened;
  const ModelFile& file;
  std::vector<TrialInput> inputs;  ///< as the metadata have them; empty: the file knows
  /// Sizes of an image that the outputs state, to be tried first where the inputs state none.
  std::vector<std::int64_t> sizes;
};

/// What a model gave for one tensor for each input.
struct TrialResult {
  std::string runtime;          ///< `onnxruntime 1.20.1`
  std::vector<Tensor> inputs;   ///< as they were given: all sizes are known
  std::vector<Tensor> outputs;  ///< as they came
  /// Elements of each output that are NaN or infinite.
  std::vector<std::uint64_t> not_finite;
  /// Memory that loading and running took at its highest; nothing: this system does not tell.
  std::optional<std::uint64_t> peak_bytes;
  bool is_size_chosen = false;  ///< neither metadata nor file say how large an image is
};

/// Runs a model once. kInvalidArgument, kBackend: the model does not take such tensors, or fails on
/// them. Any other Error: it was not run at all, for it is not data alone, or nothing runs it.
using Trial = std::function<base::Result<TrialResult>(const TrialRequest& request)>;

struct VerifyOptions {
  rules::Profile profile = rules::Profile::kDocumented;
  /// Also tells what cannot be told, as findings of the level info.
  bool tell_all = false;
  /// Fixes are wanted: those too for which a whole file is read, to write a checksum that is
  /// missing or unreadable. Without it only a checksum that is stated has files read to their end.
  bool wants_fixes = false;
  bool keep_text = true;   ///< fill DocumentReport::text if there are findings
  std::string only_asset;  ///< the key of one asset; empty: all
  Trial trial;  ///< also runs each model, and compares what it gives; empty: nothing is run
  json::ParseLimits document;
  InspectLimits file;
};

/// What was found in one document and its files.
struct Verified {
  diag::DocumentReport report;
  std::vector<Comparison> comparisons;
  /// Files that could not be opened or read, as sentences that name them: not all was compared.
  std::vector<std::string> not_done;
};

/// Compares the metadata of models with their files. Looks at the assets that are a model: by the
/// role `mlm:model`, by a role of weights or checkpoints, by `mlm:artifact_type`; if none is, those
/// whose media type or name is that of a model file. Each asset is judged by the members that hold
/// for it (mlm::effective). Nothing in the files is executed.
///
/// Files are opened by `open` and inspected once as long as the path stays the same, so that
/// verifying a document again (after its fixes) costs little. One Verifier per thread.
///
/// ```cpp
/// artifact::Verifier verifier;
/// auto verified = verifier.verify(json::Text::copy_of(text), "item.json",
///                                 artifact::open_beside("item.json"));
/// for (const artifact::Comparison& one : verified.comparisons)
///   print(one.field, artifact::name_of(one.verdict), one.reason);
/// ```
class Verifier {
 public:
  explicit Verifier(VerifyOptions options = {});
  Verifier(Verifier&&) noexcept;
  Verifier& operator=(Verifier&&) noexcept;
  ~Verifier();

  /// An Item, a Collection with model assets, or an ItemCollection. `path` names it in the report.
  Verified verify(json::Text text, std::string path, const Opener& open);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stacmlm::artifact
