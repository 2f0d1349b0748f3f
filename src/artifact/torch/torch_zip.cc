// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "artifact/archive/check.h"
#include "artifact/embedded_item.h"
#include "artifact/pickle/findings.h"
#include "artifact/pickle/pickle.h"
#include "artifact/torch/script_code.h"
#include "artifact/torch/state.h"
#include "artifact/torch/torch.h"
#include "artifact/torch/writer_records.h"

namespace stacmlm::artifact {
namespace torch {
namespace {

constexpr std::string_view kData = "data.pkl";
constexpr std::string_view kConstants = "constants.pkl";
constexpr std::size_t kLongestExtra = std::size_t{1} << 20U;
constexpr std::size_t kLongestVersion = 64;

bool is_below(std::string_view name, std::string_view folder) {
  return name.size() > folder.size() && name.starts_with(folder) && name[folder.size()] == '/';
}

/// The folder of the first `data.pkl`; empty if there is none. PyTorch takes the folder of the
/// first entry: check_root() says if that is another.
std::string_view root_of(const Archive& archive) {
  for (const ArchiveEntry& entry : archive.entries()) {
    const std::string_view name = entry.name;
    const std::size_t slash = name.find('/');
    if (slash != std::string_view::npos && name.substr(slash + 1) == kData)
      return name.substr(0, slash);
  }
  return {};
}

bool has(const Archive& archive, std::string_view root, std::string_view name) {
  return archive.find(fmt::format("{}/{}", root, name)) != nullptr;
}

bool is_torch_zip(const Probe& probe) {
  if (probe.archive == nullptr) return false;
  const std::string_view root = root_of(*probe.archive);
  return !root.empty() && !has(*probe.archive, root, "archive_format");
}

class ZipReader {
 public:
  ZipReader(const Archive& archive, pickle::Loader loader, Collector& collector)
      : archive_(archive),
        loader_(loader),
        collector_(collector),
        root_(root_of(archive)),
        weights_(collector, [this](const std::string& key) { return storage_size(key); }) {}

  base::Result<void> read() {
    collector_.states_weights();
    check_root();
    for (const ArchiveEntry& entry : archive_.entries()) {
      if (is_below(entry.name, fmt::format("{}/{}", root_, kStorages)))
        storages_[entry.name.substr(root_.size() + kStorages.size() + 2)] = entry.size;
    }
    // The code first: it says which tensors are parameters.
    for (const ArchiveEntry& entry : archive_.entries()) {
      if (is_code(entry.name)) {
        STACMLM_CHECK(read_code(entry));
      }
    }
    STACMLM_CHECK(code_.report(collector_));
    for (const ArchiveEntry& entry : archive_.entries()) {
      if (is_code(entry.name) || below_root(entry.name) == kConstants) continue;
      STACMLM_CHECK(read_entry(entry));
    }
    // Whether they are all the weights that there are, shows when the others are read.
    for (const ArchiveEntry& entry : archive_.entries()) {
      if (below_root(entry.name) != kConstants) continue;
      STACMLM_CHECK(read_entry(entry));
    }
    return fault_;
  }

 private:
  using Done = base::Result<void>;
  static constexpr std::string_view kStorages = "data";

  [[nodiscard]] bool is_script() const { return loader_ == pickle::Loader::kTorchScript; }
  [[nodiscard]] std::string_view below_root(std::string_view name) const {
    return is_below(name, root_) ? name.substr(root_.size() + 1) : std::string_view();
  }
  [[nodiscard]] bool is_code(std::string_view name) const {
    return is_script() && below_root(name).starts_with("code/") && name.ends_with(".py");
  }

  [[nodiscard]] std::optional<std::uint64_t> constant_size(const std::string& key) const {
    const ArchiveEntry* entry = archive_.find(fmt::format("{}/constants/{}", root_, key));
    return entry == nullptr ? std::nullopt : std::optional(entry->size);
  }
  [[nodiscard]] std::optional<std::uint64_t> storage_size(const std::string& key) const {
    const auto found = storages_.find(key);
    return found == storages_.end() ? std::nullopt : std::optional(found->second);
  }

  void check_root() {
    const auto entries = archive_.entries();
    if (!is_below(entries.front().name, root_)) {
      collector_.danger(DangerKind::kArchiveTrick, entries.front().name,
                        "PyTorch looks for the model in the folder of the first entry");
    }
  }

  Done read_entry(const ArchiveEntry& entry) {
    const std::string_view name = below_root(entry.name);
    if (entry.name.ends_with('/') && entry.size == 0) return {};
    const bool is_model = name == kData;
    if (is_model || name == kConstants || name.ends_with(".pkl") || name.ends_with("_pkl"))
      return read_pickle(entry, name);
    if (name.starts_with("data/") || name.starts_with("constants/") ||
        name.starts_with("traced_inputs/"))  // of what torch.jit.trace ran the module with
      return read_storage(entry);
    if (name == "version") return read_version(entry);
    if (name.starts_with("extra/")) return read_extra(entry, name.substr(6));
    if (is_record_of_writer(name)) return {};
    return read_other(entry);
  }

  Done read_version(const ArchiveEntry& entry) {
    STACMLM_TRY(std::string version, archive_.read(entry, kLongestVersion));
    version.erase(std::min(version.find_last_not_of(" \r\n") + 1, version.size()));
    STACMLM_CHECK(collector_.keep(version.size()));
    collector_.model().format_version = std::move(version);
    return {};
  }

  Done read_code(const ArchiveEntry& entry) {
    STACMLM_TRY(const std::string code, archive_.read(entry, collector_.limits().header_bytes));
    std::string module(below_root(entry.name).substr(5));
    module.resize(module.size() - 3);
    std::ranges::replace(module, '/', '.');
    return code_.read(code, module, entry.name, collector_);
  }

  Done read_pickle(const ArchiveEntry& entry, std::string_view name) {
    STACMLM_CHECK(check_stored(archive_, entry, entry.name, collector_));
    auto source = archive_.open(entry, collector_.limits().header_bytes);
    if (!source) return not_read(entry, std::move(source.error()));
    ByteReader reader(**source);
    pickle::Stream stream;
    STACMLM_CHECK(pickle::analyse(reader, entry.name, loader_, collector_, budget_, stream));
    if (stream.result == pickle::kNoValue) {
      if (name == kData) note_fault(malformed(entry.name + ": cannot be read to its end").value());
      return {};
    }
    if (reader.left() > 0) {
      collector_.danger(DangerKind::kNotAnalysed, pickle::place_of(entry.name, reader.position()),
                        fmt::format("{} bytes behind the pickle", reader.left()));
    }
    Done read;
    if (name == kData) {
      read = read_state(stream, code_.classes(), weights_, collector_);
    } else if (name == kConstants && is_script()) {
      WeightList constants(collector_,
                           [this](const std::string& key) { return constant_size(key); });
      read = read_constants(stream, collector_.model().weights->empty(), constants);
    }
    if (read || !is_about_content(read.error())) return read;
    note_fault(std::move(read.error()));
    return {};
  }

  // Weights. No loader takes one for a pickle unless a pickle names it.
  Done read_storage(const ArchiveEntry& entry) {
    const std::string_view key = below_root(entry.name).substr(kStorages.size() + 1);
    const bool is_used =
        !below_root(entry.name).starts_with("data/") || weights_.uses(std::string(key));
    return is_used ? Done() : read_other(entry, true);
  }

  Done read_extra(const ArchiveEntry& entry, std::string_view name) {
    if (entry.size > kLongestExtra) return read_other(entry);
    auto text = archive_.read(entry, kLongestExtra);
    if (!text) return not_read(entry, std::move(text.error()));
    if (pickle::looks_like_pickle(*text)) return read_pickle(entry, name);
    if (text->find('\0') != std::string::npos) return {};
    if (name == kItemKey) return keep_embedded_item(*std::move(text), collector_);
    return collector_.add_metadata(name, *text);
  }

  Done read_other(const ArchiveEntry& entry, bool is_storage = false) {
    auto source = archive_.open(entry, collector_.limits().header_bytes);
    if (!source) return not_read(entry, std::move(source.error()));
    std::string head(std::min<std::size_t>((*source)->size(), 512), '\0');
    STACMLM_CHECK((*source)->read(0, head));
    if (head.starts_with('\x80') && pickle::looks_like_pickle(head)) return read_pickle(entry, "");
    if (Archive::looks_like(head)) {
      collector_.danger(DangerKind::kNotAnalysed, entry.name, "an archive within the archive");
    } else if (head.starts_with("\x7F"
                                "ELF")) {
      collector_.danger(DangerKind::kNativeCode, entry.name, "machine code");
    } else if (!is_storage) {
      if (pickle::looks_like_pickle(head)) return read_pickle(entry, "");
      collector_.danger(DangerKind::kNotAnalysed, entry.name, "is no known part of a PyTorch file");
    }
    return {};
  }

  Done not_read(const ArchiveEntry& entry, base::Error error) {
    if (!is_about_content(error)) return tl::unexpected<base::Error>(std::move(error));
    collector_.danger(DangerKind::kNotAnalysed, entry.name, error.message);
    if (below_root(entry.name) == kData) note_fault(std::move(error));
    return {};
  }

  // The first is told; what else is in the archive is looked at all the same.
  void note_fault(base::Error error) {
    if (fault_) fault_ = tl::unexpected<base::Error>(std::move(error));
  }

  const Archive& archive_;
  pickle::Loader loader_;
  Collector& collector_;
  std::string_view root_;
  std::unordered_map<std::string, std::uint64_t> storages_;
  WeightList weights_;
  ScriptCode code_;
  pickle::MachineLimits budget_;
  Done fault_;
};

}  // namespace
}  // namespace torch

const FormatReader kTorch{
    {.name = "pytorch",
     .title = "PyTorch torch.save",
     .extensions = ".pt .pth .ckpt .bin",
     .artifact_types = "torch.save pytorch pytorch_lightning",
     .media_types = "application/octet-stream",
     .framework = "PyTorch",
     .is_read = true},
    torch::is_torch_zip,
    [](const Probe& probe, Collector& collector) {
      return torch::ZipReader(*probe.archive, pickle::Loader::kPython, collector).read();
    }};

const FormatReader kTorchScript{
    {.name = "torchscript",
     .title = "TorchScript",
     .extensions = ".pt .pth .ts .torchscript",
     .artifact_types = "torch.jit.save torch.jit.script torch.jit.trace",
     .media_types = "application/octet-stream",
     .framework = "PyTorch",
     .is_read = true},
    [](const Probe& probe) {
      return torch::is_torch_zip(probe) &&
             torch::has(*probe.archive, torch::root_of(*probe.archive), torch::kConstants);
    },
    [](const Probe& probe, Collector& collector) {
      return torch::ZipReader(*probe.archive, pickle::Loader::kTorchScript, collector).read();
    }};

}  // namespace stacmlm::artifact
