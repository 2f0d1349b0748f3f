// SPDX-License-Identifier: Apache-2.0
#include "artifact/pt2/pt2.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifact/embedded_item.h"
#include "artifact/pt2/parts.h"
#include "artifact/pt2/payload.h"
#include "artifact/pt2/pickled_part.h"
#include "artifact/pt2/program.h"

namespace stacmlm::artifact {
namespace {

using pt2::Part;
using pt2::PartKind;

constexpr std::string_view kFormatEntry = "archive_format";

bool is_pt2(const Probe& probe) {
  if (probe.archive == nullptr) return false;
  if (pt2::is_old_layout(*probe.archive)) return true;
  const std::string root(pt2::root_of(*probe.archive));
  const ArchiveEntry* entry = probe.archive->find(root + std::string(kFormatEntry));
  if (entry == nullptr) return false;
  const auto content = probe.archive->read(*entry, 64);
  return content && content->starts_with("pt2");
}

/// Reads one archive.
class Reader {
 public:
  Reader(const Archive& archive, Collector& collector)
      : archive_(archive), collector_(collector), root_(pt2::root_of(archive)) {}

  base::Result<void> read() {
    for (const ArchiveEntry& entry : archive_.entries())
      parts_.push_back(pt2::part_of(entry, root_));
    STACMLM_CHECK(read_programs());
    STACMLM_CHECK(read_payloads());
    for (const Part& part : parts_) {
      STACMLM_CHECK(tell(part));
    }
    return {};
  }

 private:
  base::Result<std::string> text_of(const ArchiveEntry& entry) const {
    return archive_.read(entry, collector_.limits().header_bytes);
  }

  /// The program called `model`, or the first one, is the model; others stand beside it.
  [[nodiscard]] const Part* find_model() const {
    const Part* first = nullptr;
    for (const Part& part : parts_) {
      if (part.kind != PartKind::kProgram) continue;
      if (part.model == "model") return &part;
      if (first == nullptr) first = &part;
    }
    return first;
  }

  base::Result<void> read_programs() {
    const Part* model = find_model();
    for (const Part& part : parts_) {
      if (part.kind != PartKind::kProgram) continue;
      STACMLM_TRY(const std::string text, text_of(*part.entry));
      STACMLM_TRY(pt2::Program program, pt2::Program::read(text, std::string(part.entry->shown())));
      STACMLM_CHECK(program.tell_code(collector_));
      if (&part != model) continue;
      STACMLM_CHECK(program.tell_interface(collector_));
      model_name_ = part.model;
      program_.emplace(std::move(program));
    }
    return {};
  }

  [[nodiscard]] pt2::PayloadRule rule_for(const Part& part) const {
    const bool is_model = !program_ || part.model == model_name_;
    const bool is_weights = part.kind == PartKind::kWeightList;
    pt2::PayloadRule rule;
    rule.folder = std::string(root_) + (is_weights ? "data/weights/" : "data/constants/");
    if (!is_model) rule.prefix = part.model + '/';
    rule.kind = [this, is_model, is_weights](std::string_view name, bool is_parameter) {
      if (!is_model) return WeightKind::kConstant;
      if (is_weights) return is_parameter ? WeightKind::kParameter : WeightKind::kBuffer;
      return program_ ? program_->kind_of(name) : WeightKind::kConstant;
    };
    return rule;
  }

  base::Result<void> read_payloads() {
    bool has_list = false;
    for (const Part& part : parts_) {
      const bool is_weights = part.kind == PartKind::kWeightList;
      if (!is_weights && part.kind != PartKind::kConstantList) continue;
      has_list = has_list || is_weights;
      STACMLM_CHECK(pt2::read_payload(archive_, *part.entry, rule_for(part), raw_, collector_));
    }
    if (has_list || !program_) return {};
    collector_.states_weights();
    return program_->tell_weights(collector_);
  }

  base::Result<void> tell(const Part& part) {
    const ArchiveEntry& entry = *part.entry;
    switch (part.kind) {
      case PartKind::kNative:
        collector_.danger(DangerKind::kNativeCode, entry.shown(), "machine code, or its source");
        return {};
      case PartKind::kItem: {
        STACMLM_TRY(std::string text, text_of(entry));
        return keep_embedded_item(std::move(text), collector_);
      }
      case PartKind::kStored:
        if (raw_.contains(entry.name)) return {};
        return pickles_.tell(archive_, entry, collector_);
      case PartKind::kPickle:
        return pickles_.tell(archive_, entry, collector_);
      case PartKind::kUnknown:
        collector_.danger(DangerKind::kNotAnalysed, entry.shown(), "a part of no known purpose");
        return {};
      default:
        return {};
    }
  }

  const Archive& archive_;
  Collector& collector_;
  std::string_view root_;
  std::vector<Part> parts_;
  std::optional<pt2::Program> program_;
  std::string model_name_;
  std::set<std::string_view> raw_;  // entries that are bytes of tensors
  pt2::PickledParts pickles_;
};

base::Result<void> read_pt2(const Probe& probe, Collector& collector) {
  return Reader(*probe.archive, collector).read();
}

}  // namespace

const FormatReader kPt2{{.name = "pt2",
                         .title = "PyTorch export archive",
                         .extensions = ".pt2",
                         .artifact_types = "torch.export.save",
                         .media_types = "application/octet-stream application/zip",
                         .framework = "PyTorch",
                         .is_read = true},
                        is_pt2,
                        read_pt2};

}  // namespace stacmlm::artifact
