// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "artifact/pickle/findings.h"
#include "artifact/pickle/pickle.h"
#include "artifact/torch/state.h"
#include "artifact/torch/torch.h"

namespace stacmlm::artifact {
namespace torch {
namespace {

// LONG1 0x1950a86a20f9469cfc6c.
constexpr std::string_view kMagic("\x8a\x0al\xfc\x9c\x46\xf9\x20j\xa8P\x19.", 13);
constexpr std::size_t kPickleHead = 2;
constexpr std::size_t kFrameHead = 11;

bool is_legacy(const Probe& probe) {
  const std::string_view head = probe.head;
  if (head.size() < kPickleHead || head[0] != '\x80') return false;
  return head.substr(kPickleHead).starts_with(kMagic) ||
         (head.size() > kPickleHead + kFrameHead &&
          head.substr(kPickleHead + kFrameHead).starts_with(kMagic));
}

/// The five pickles, in their order.
constexpr std::string_view kStreams[] = {"magic number", "protocol", "system", "object",
                                         "storage keys"};
constexpr std::size_t kProtocol = 1;
constexpr std::size_t kObject = 3;
constexpr std::size_t kKeys = 4;

class LegacyReader {
 public:
  LegacyReader(const Probe& probe, Collector& collector)
      : collector_(collector), reader_(probe.source) {}

  base::Result<void> read() {
    collector_.states_weights();
    for (std::size_t i = 0; i < kKeys; ++i) {
      if (i == kObject) {
        STACMLM_CHECK(read_stream(i, object_));
      } else {
        pickle::Stream stream;
        STACMLM_CHECK(read_stream(i, stream));
        if (i == kProtocol) {
          if (const auto version = stream.values.integer(stream.result))
            collector_.model().format_version = std::to_string(*version);
        }
      }
    }
    pickle::Stream keys;
    STACMLM_CHECK(read_stream(kKeys, keys));
    // Sizes stand before the storages only, so these come before the weights.
    STACMLM_CHECK(read_storages(keys));
    WeightList weights(collector_, [this](const std::string& key) -> std::optional<std::uint64_t> {
      const auto found = sizes_.find(key);
      return found == sizes_.end() ? std::nullopt : std::optional(found->second);
    });
    return read_state(object_, {}, weights, collector_);
  }

 private:
  base::Result<void> read_stream(std::size_t number, pickle::Stream& stream) {
    const std::string part = fmt::format("stream {} ({})", number + 1, kStreams[number]);
    STACMLM_CHECK(
        pickle::analyse(reader_, part, pickle::Loader::kPython, collector_, budget_, stream));
    if (stream.result == pickle::kNoValue) return malformed(part + ": cannot be read to its end");
    return {};
  }

  // Each: a number of elements, then the elements, which are as wide as the object says.
  base::Result<void> read_storages(const pickle::Stream& keys) {
    std::unordered_map<std::string, std::uint64_t> widths;
    const pickle::Values& values = object_.values;
    for (pickle::ValueId id = 0; id < values.size(); ++id) {
      if (const auto storage = read_storage(values, id))
        widths[storage->key] = bits_of(storage->element_type) / 8;
    }
    for (const pickle::ValueId id : keys.values.items(keys.result)) {
      const auto key = keys.values.text(id);
      const auto width = key ? widths.find(std::string(*key)) : widths.end();
      if (width == widths.end() || width->second == 0)
        return malformed("a storage that the object does not name, or of an unknown type");
      STACMLM_TRY(const std::uint64_t elements, reader_.u64());
      if (elements > reader_.left() / width->second)
        return malformed(fmt::format("storage \"{}\" is longer than the file", *key));
      STACMLM_CHECK(reader_.skip(elements * width->second));
      sizes_[std::string(*key)] = elements * width->second;
    }
    if (reader_.left() > 0) {
      collector_.danger(DangerKind::kNotAnalysed, pickle::place_of("", reader_.position()),
                        fmt::format("{} bytes behind the storages", reader_.left()));
    }
    return {};
  }

  Collector& collector_;
  ByteReader reader_;
  pickle::MachineLimits budget_;
  pickle::Stream object_;
  std::unordered_map<std::string, std::uint64_t> sizes_;
};

}  // namespace
}  // namespace torch

const FormatReader kTorchLegacy{{.name = "pytorch-legacy",
                                 .title = "PyTorch torch.save, before 1.6",
                                 .extensions = ".pt .pth .bin",
                                 .artifact_types = "torch.save pytorch",
                                 .media_types = "application/octet-stream",
                                 .framework = "PyTorch",
                                 .is_read = true},
                                torch::is_legacy,
                                [](const Probe& probe, Collector& collector) {
                                  return torch::LegacyReader(probe, collector).read();
                                }};

}  // namespace stacmlm::artifact
