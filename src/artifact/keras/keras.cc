// SPDX-License-Identifier: Apache-2.0
#include "artifact/keras/keras.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "artifact/hdf5/file.h"
#include "artifact/hdf5/walk.h"
#include "artifact/keras/config.h"
#include "artifact/keras/weights.h"

namespace stacmlm::artifact {
namespace {

constexpr std::string_view kConfig = "config.json";
constexpr std::string_view kMetadata = "metadata.json";
constexpr std::string_view kWeights = "model.weights.h5";

std::string attribute_of(const hdf5::Object& object, std::string_view name) {
  const hdf5::Attribute* attribute = object.find(name);
  return attribute == nullptr || attribute->texts.empty() ? std::string() : attribute->texts[0];
}

base::Result<void> state_version(std::string version, Collector& collector) {
  if (version.empty()) return {};
  STACMLM_CHECK(collector.keep(2 * version.size()));
  collector.model().producer = "keras";
  collector.model().producer_version = version;
  collector.model().framework_version = std::move(version);
  return {};
}

// --- .keras: a zip ---

bool is_keras(const Probe& probe) {
  if (probe.archive == nullptr) return false;
  return probe.archive->find(kConfig) != nullptr && probe.archive->find(kMetadata) != nullptr &&
         std::ranges::any_of(probe.archive->entries(), [](const ArchiveEntry& entry) {
           return entry.name.starts_with("model.weights");
         });
}

base::Result<std::string> read_text(const Archive& archive, std::string_view name,
                                    const Collector& collector) {
  return archive.read(*archive.find(name), collector.limits().header_bytes);
}

base::Result<void> read_metadata(const Archive& archive, Collector& collector) {
  STACMLM_TRY(const std::string text, read_text(archive, kMetadata, collector));
  STACMLM_TRY(std::string version, keras::member_of(text, "keras_version"));
  STACMLM_TRY(const std::string date, keras::member_of(text, "date_saved"));
  if (!date.empty()) {
    STACMLM_CHECK(collector.add_metadata("date_saved", date));
  }

  return state_version(std::move(version), collector);
}

base::Result<void> read_weights(const Source& source, const std::string& where,
                                const keras::Layers& layers, Collector& collector) {
  keras::Weights weights(collector);
  const auto walked = hdf5::walk(source, where, collector,
                                 [&](const hdf5::Object& object) { return weights.visit(object); });
  // Of a file that breaks off, what was found.
  STACMLM_CHECK(weights.add_all(layers));
  return walked;
}

void name_other_entries(const Archive& archive, Collector& collector) {
  for (const ArchiveEntry& entry : archive.entries()) {
    const bool is_known =
        entry.name == kConfig || entry.name == kMetadata || entry.name == kWeights;
    if (is_known || (entry.name.ends_with('/') && entry.size == 0)) continue;
    collector.danger(DangerKind::kNotAnalysed, entry.name,
                     entry.name.starts_with("assets/") ? "a file that a layer reads"
                                                       : "a file that is no part of a Keras model");
  }
}

base::Result<void> read_keras(const Probe& probe, Collector& collector) {
  const Archive& archive = *probe.archive;
  name_other_entries(archive, collector);
  STACMLM_CHECK(read_metadata(archive, collector));
  STACMLM_TRY(const std::string config, read_text(archive, kConfig, collector));
  STACMLM_TRY(const keras::Layers layers, keras::read_config(config, kConfig, collector));
  const ArchiveEntry* entry = archive.find(kWeights);
  if (entry == nullptr) return {};
  const std::size_t limit = collector.limits().header_bytes;
  if (entry->method != ArchiveEntry::kStored && entry->size > limit) {
    collector.danger(DangerKind::kNotAnalysed, kWeights,
                     fmt::format("{} bytes of packed weights are not read", entry->size));
    return {};
  }
  STACMLM_TRY(const auto source, archive.open(*entry, limit));
  return read_weights(*source, fmt::format("{}/", kWeights), layers, collector);
}

// --- HDF5 ---

bool is_hdf5(const Probe& probe) { return hdf5::looks_like(probe.head); }

bool has_child(const hdf5::Object& root, std::string_view name) {
  return std::ranges::find(root.children, name) != root.children.end();
}

bool is_model(const hdf5::Object& root) {
  return root.find("model_config") != nullptr || has_child(root, "model_weights");
}

bool is_weights(const hdf5::Object& root) {
  return root.find("layer_names") != nullptr || has_child(root, "vars") ||
         has_child(root, "layers") ||
         std::ranges::any_of(root.children, [](const std::string& name) {
           return name.starts_with("_layer_checkpoint_dependencies");
         });
}

bool is_keras_h5(const Probe& probe) {
  if (!is_hdf5(probe)) return false;
  const auto root = hdf5::read_root(probe.source);
  return root && is_model(*root);
}

bool is_keras_weights(const Probe& probe) {
  if (!is_hdf5(probe)) return false;
  const auto root = hdf5::read_root(probe.source);
  return root && is_weights(*root);
}

/// What stands in the attributes of the root.
base::Result<keras::Layers> read_attributes(const hdf5::Object& root, Collector& collector) {
  STACMLM_CHECK(state_version(attribute_of(root, "keras_version"), collector));
  const std::string backend = attribute_of(root, "backend");
  if (!backend.empty()) {
    STACMLM_CHECK(collector.add_metadata("backend", backend));
  }

  const std::string training = attribute_of(root, "training_config");
  if (!training.empty()) {
    STACMLM_CHECK(keras::check_config(training, "training_config", collector));
  }

  const std::string config = attribute_of(root, "model_config");
  if (config.empty()) return keras::Layers{};
  return keras::read_config(config, "model_config", collector);
}

base::Result<void> read_keras_hdf5(const Probe& probe, Collector& collector) {
  STACMLM_TRY(const hdf5::Object root, hdf5::read_root(probe.source));
  STACMLM_TRY(const keras::Layers layers, read_attributes(root, collector));
  return read_weights(probe.source, "", layers, collector);
}

base::Result<void> read_hdf5(const Probe& probe, Collector& collector) {
  collector.danger(DangerKind::kNotAnalysed, "", "HDF5 that no known program for models wrote");
  return hdf5::walk(probe.source, "", collector,
                    [](const hdf5::Object&) -> base::Result<void> { return {}; });
}

}  // namespace

const FormatReader kKeras{{.name = "keras",
                           .title = "Keras 3 model",
                           .extensions = ".keras",
                           .artifact_types = "tf.keras.Model.save",
                           .framework = "Keras",
                           .is_read = true},
                          is_keras,
                          read_keras};

const FormatReader kKerasH5{{.name = "keras-h5",
                             .title = "Keras model in HDF5",
                             .extensions = ".h5 .hdf5",
                             .artifact_types = "tf.keras.Model.save",
                             .media_types = "application/x-hdf5 application/x-hdf",
                             .framework = "Keras",
                             .is_read = true},
                            is_keras_h5,
                            read_keras_hdf5};

const FormatReader kKerasWeights{{.name = "keras-weights",
                                  .title = "Keras weights",
                                  .extensions = ".weights.h5 .h5",
                                  .artifact_types = "tf.keras.Model.save_weights",
                                  .media_types = "application/x-hdf5 application/x-hdf",
                                  .framework = "Keras",
                                  .is_read = true},
                                 is_keras_weights,
                                 read_keras_hdf5};

const FormatReader kHdf5{{.name = "hdf5",
                          .title = "HDF5 file",
                          .extensions = ".h5 .hdf5",
                          .media_types = "application/x-hdf5 application/x-hdf"},
                         is_hdf5,
                         read_hdf5};

}  // namespace stacmlm::artifact
