// SPDX-License-Identifier: Apache-2.0
#include "artifact/pt2/parts.h"

#include "artifact/embedded_item.h"
#include "artifact/torch/writer_records.h"

namespace stacmlm::artifact::pt2 {
namespace {

constexpr std::string_view kOldProgram = "serialized_exported_program.json";

/// Names of entries of that form are `begin` MODEL `end`. The first row that fits counts.
struct Form {
  std::string_view begin;
  std::string_view end;
  PartKind kind;
};

constexpr Form kForms[] = {
    {"models/", ".json", PartKind::kProgram},
    {"data/weights/", "_weights_config.json", PartKind::kWeightList},
    {"data/weights/", "_model_param_config.json", PartKind::kWeightList},
    {"data/weights/", ".pt", PartKind::kPickle},
    {"data/weights/", "", PartKind::kStored},
    {"data/constants/", "_model_constants_config.json", PartKind::kConstantList},
    {"data/constants/", "_constants_config.json", PartKind::kConstantList},
    {"data/constants/", ".pt", PartKind::kPickle},
    {"data/constants/", "", PartKind::kStored},
    {"data/sample_inputs/", "", PartKind::kPickle},
    {"data/aotinductor/", ".json", PartKind::kPlain},
    {"data/aotinductor/", "", PartKind::kNative},
    {"extra/", ".pt", PartKind::kPickle},
    {"extra/", "", PartKind::kPlain},
    {"extra_files/", "", PartKind::kPlain},
    // The layout up to PyTorch 2.7.
    {kOldProgram, "", PartKind::kProgram},
    {"serialized_", ".pt", PartKind::kPickle},
};

bool is_item(std::string_view name) {
  for (const std::string_view folder : {"extra/", "extra_files/"}) {
    if (name.starts_with(folder) && name.substr(folder.size()) == kItemKey) return true;
  }
  return false;
}

}  // namespace

std::string_view root_of(const Archive& archive) {
  if (archive.entries().empty()) return {};
  const std::string_view name = archive.entries().front().name;
  return name.substr(0, name.find('/') + 1);
}

bool is_old_layout(const Archive& archive) {
  return archive.find(std::string(root_of(archive)) + std::string(kOldProgram)) != nullptr;
}

std::string item_name(const Archive& archive) {
  return std::string(root_of(archive)) + (is_old_layout(archive) ? "extra_files/" : "extra/") +
         std::string(kItemKey);
}

Part part_of(const ArchiveEntry& entry, std::string_view root) {
  Part part{&entry, PartKind::kUnknown, ""};
  std::string_view name = entry.name;
  if (!name.starts_with(root)) return part;
  name.remove_prefix(root.size());
  if (name.empty() || (name.ends_with('/') && entry.size == 0)) part.kind = PartKind::kPlain;
  if (name == "archive_format" || name == "archive_version" || torch::is_record_of_writer(name))
    part.kind = PartKind::kPlain;
  if (is_item(name)) part.kind = PartKind::kItem;
  if (part.kind != PartKind::kUnknown) return part;
  for (const Form& form : kForms) {
    if (name.size() < form.begin.size() + form.end.size() || !name.starts_with(form.begin) ||
        !name.ends_with(form.end))
      continue;
    part.kind = form.kind;
    part.model = name.substr(form.begin.size(), name.size() - form.begin.size() - form.end.size());
    break;
  }
  return part;
}

}  // namespace stacmlm::artifact::pt2
