// SPDX-License-Identifier: Apache-2.0
#include "artifact/saved_model/saved_model.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "artifact/bytes/byte_reader.h"
#include "artifact/keras/config.h"
#include "artifact/limits.h"
#include "artifact/protobuf/message.h"
#include "artifact/saved_model/graph.h"
#include "artifact/saved_model/signatures.h"
#include "artifact/saved_model/variables.h"
#include "artifact/source/companion.h"

namespace stacmlm::artifact {
namespace {

using namespace saved_model;
using protobuf::Field;
using protobuf::Message;

constexpr std::string_view kIndex = "variables/variables.index";
constexpr std::string_view kKerasMetadata = "keras_metadata.pb";

enum : std::uint32_t { kSchemaVersion = 1, kMetaGraph = 2 };

namespace meta_graph {
enum : std::uint32_t { kInfo = 1, kGraph = 2, kSignature = 5, kObjectGraph = 7 };
constexpr std::uint32_t kTensorflowVersion = 5;  ///< in kInfo
}  // namespace meta_graph

// The fields of a graph and of what describes it are few, and all bytes.
bool looks_like_meta_graph(const Message& message) {
  constexpr std::uint32_t kLast = 7;
  Message graph = message;
  Field field;
  const auto next = graph.next(field);
  if (next && !*next) return false;
  return field.is_bytes() && field.number >= meta_graph::kInfo && field.number <= kLast;
}

bool looks_like_saved_model(const Probe& probe) {
  ByteReader reader(probe.source);
  Message message(reader);
  Field field;
  auto next = message.next(field);
  if (!next || !*next) return false;
  if (field.number == kSchemaVersion && field.is_varint() && field.value == 1) {
    next = message.next(field);
    if (!next) return field.number == kMetaGraph && field.is_bytes() && field.begin > 2;
    if (!*next) return false;
  }
  return field.number == kMetaGraph && field.is_bytes() &&
         looks_like_meta_graph(message.nested(field));
}

class SavedModelReader {
 public:
  SavedModelReader(const Source& source, Collector& collector)
      : source_(source), collector_(collector), graph_(collector) {}

  base::Result<void> read() {
    ByteReader reader(source_);
    Message message(reader);
    const auto walked = message.each([&](const Field& field) -> base::Result<void> {
      if (field.number == kSchemaVersion && field.is_varint())
        collector_.model().format_version = fmt::format("{}", field.value);
      if (field.number != kMetaGraph || !field.is_bytes()) return {};
      return read_meta_graph(message.nested(field));
    });
    const auto told = signatures_.finish(collector_);
    const auto listed = graph_.finish();
    STACMLM_CHECK(walked);
    STACMLM_CHECK(told);
    STACMLM_CHECK(listed);
    STACMLM_CHECK(read_keras_metadata());
    return read_weights();
  }

 private:
  base::Result<void> read_meta_graph(Message message) {
    return message.each([&](const Field& field) -> base::Result<void> {
      if (!field.is_bytes()) return {};
      switch (field.number) {
        case meta_graph::kInfo:
          return read_info(message.nested(field));
        case meta_graph::kGraph:
          return graph_.read(message.nested(field));
        case meta_graph::kSignature:
          return signatures_.add(message.nested(field), collector_);
        case meta_graph::kObjectGraph:
          return read_objects(message.nested(field));
        default:
          return {};
      }
    });
  }

  base::Result<void> read_info(Message message) {
    return message.each([&](const Field& field) -> base::Result<void> {
      if (field.number != meta_graph::kTensorflowVersion || !field.is_bytes()) return {};
      ModelFile& model = collector_.model();
      STACMLM_TRY(model.framework_version, message.text(field, kLongestName));
      model.producer = "tensorflow";
      model.producer_version = model.framework_version;
      return {};
    });
  }

  /// Objects of Keras say by JSON what they are made of; older versions have it here.
  base::Result<void> read_objects(Message message) {
    constexpr std::uint32_t kObject = 1;
    constexpr std::uint32_t kUserObject = 4;
    constexpr std::uint32_t kMetadata = 3;
    return message.each([&](const Field& field) -> base::Result<void> {
      if (field.number != kObject || !field.is_bytes()) return {};
      Message object = message.nested(field);
      return object.each([&](const Field& part) -> base::Result<void> {
        if (part.number != kUserObject || !part.is_bytes()) return {};
        return check_keras(object.nested(part), kMetadata, "saved_model.pb");
      });
    });
  }

  /// A message with the JSON text of an object of Keras in a field.
  base::Result<void> check_keras(Message message, std::uint32_t number, std::string_view where) {
    return message.each([&](const Field& field) -> base::Result<void> {
      if (field.number != number || !field.is_bytes() || field.size() == 0) return {};
      STACMLM_TRY(const std::string text, message.text(field, collector_.limits().header_bytes));
      const auto checked = keras::check_config(text, where, collector_);
      // What is no JSON is an object of somebody else.
      if (!checked && checked.error().kind == base::ErrorKind::kInvalidDocument) {
        collector_.danger(DangerKind::kNotAnalysed, where, "what an object says of itself");
        return {};
      }
      return checked;
    });
  }

  base::Result<void> read_keras_metadata() {
    const auto file = open_companion(source_, kKerasMetadata, "", collector_);
    if (file == nullptr) return {};
    constexpr std::uint32_t kNode = 1;
    constexpr std::uint32_t kMetadata = 5;
    ByteReader reader(*file);
    Message message(reader);
    auto read = message.each([&](const Field& field) -> base::Result<void> {
      if (field.number != kNode || !field.is_bytes()) return {};
      return check_keras(message.nested(field), kMetadata, kKerasMetadata);
    });
    return read_of_companion(std::move(read), kKerasMetadata, collector_);
  }

  base::Result<void> read_weights() {
    const bool is_needed = graph_.has_variables();
    const auto index =
        open_companion(source_, kIndex, is_needed ? "the variables are not there" : "", collector_);
    if (index != nullptr || !is_needed) collector_.states_weights();
    if (index == nullptr) return {};
    return read_of_companion(read_variables(*index, source_, collector_), kIndex, collector_);
  }

  const Source& source_;
  Collector& collector_;
  Graph graph_;
  Signatures signatures_;
};

base::Result<void> read_saved_model(const Probe& probe, Collector& collector) {
  return SavedModelReader(probe.source, collector).read();
}

}  // namespace

const FormatReader kSavedModel{
    {.name = "saved-model",
     .title = "TensorFlow SavedModel",
     .extensions = ".pb",
     .artifact_types = "tf.keras.Model.export tf.keras.Model.save tf.saved_model.save",
     .media_types = "application/octet-stream",
     .framework = "TensorFlow",
     .is_read = true},
    looks_like_saved_model,
    read_saved_model};

}  // namespace stacmlm::artifact
