// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/onnx.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "artifact/bytes/byte_reader.h"
#include "artifact/embedded_item.h"
#include "artifact/onnx/class_names.h"
#include "artifact/onnx/domains.h"
#include "artifact/onnx/entry.h"
#include "artifact/onnx/fields.h"
#include "artifact/onnx/graph_reader.h"
#include "artifact/onnx/limits.h"
#include "artifact/protobuf/message.h"

namespace stacmlm::artifact {
namespace {

using namespace onnx;
using protobuf::Field;
using protobuf::Message;

constexpr std::uint64_t kLargestVersion = 1000;

// There is no sign at the beginning. A model has a graph, whose fields are all bytes, and either
// the version of its form before it or operator sets behind it; nothing that no model has stands
// before these.
bool looks_like_graph(const Message& message) {
  Message graph = message;
  Field field;
  const auto next = graph.next(field);
  if (next && !*next) return true;
  return field.is_bytes() && is_known(field.number, graph::kKnown);
}

bool looks_like_onnx(const Probe& probe) {
  constexpr int kMostFields = 4096;
  ByteReader reader(probe.source);
  Message message(reader);
  bool has_version = false;
  bool has_graph = false;
  Field field;
  for (int i = 0; i < kMostFields; ++i) {
    const auto next = message.next(field);
    // A model that is cut off ends in its graph.
    if (!next) return has_version && field.number == model::kGraph && field.is_bytes();
    if (!*next || !is_known(field.number, model::kKnown)) return false;
    const bool is_version = field.number == model::kIrVersion;
    if (field.is_varint() != (is_version || field.number == 5)) return false;
    if (!field.is_varint() && !field.is_bytes()) return false;
    if (is_version && (field.value == 0 || field.value > kLargestVersion)) return false;
    has_version |= is_version;
    if (field.number == model::kGraph) {
      if (!looks_like_graph(message.nested(field))) return false;
      has_graph = true;
    }
    if (has_graph && (has_version || field.number == model::kOpsetImport)) return true;
  }
  return false;
}

class ModelReader {
 public:
  ModelReader(const Source& source, Collector& collector)
      : collector_(collector), graphs_(source, collector) {}

  base::Result<void> read(Message message) {
    const auto walked =
        message.each([&](const Field& field) { return read_field(message, field); });
    const auto finished = graphs_.finish(walked.has_value());
    if (!walked) return walked;
    constexpr std::uint64_t kFirstWithOperatorSets = 3;
    if (version_ == 0) return malformed("the version of its form is missing");
    if (!has_graph_) return malformed("the graph is missing");
    if (version_ >= kFirstWithOperatorSets && collector_.model().operator_sets.empty())
      return malformed("the operator sets are missing");
    return finished;
  }

 private:
  base::Result<void> read_field(const Message& message, const Field& field) {
    ModelFile& model = collector_.model();
    if (field.number == model::kIrVersion && field.is_varint()) {
      version_ = field.value;
      model.format_version = fmt::format("IR {}", version_);
    }
    if (!field.is_bytes()) return {};
    switch (field.number) {
      case model::kProducerName:
        return read_text(message, field, model.producer);
      case model::kProducerVersion:
        return read_text(message, field, model.producer_version);
      case model::kGraph:
        if (std::exchange(has_graph_, true)) return malformed("it has more than one graph");
        return graphs_.read_main(message.nested(field));
      case model::kOpsetImport:
        return read_operator_set(message.nested(field));
      case model::kMetadataProps:
        return read_metadata(message.nested(field));
      case model::kTrainingInfo:
        return graphs_.read_training(message.nested(field));
      case model::kFunctions:
        return graphs_.read_function(message.nested(field));
      default:
        if (!is_known(field.number, model::kKnown)) {
          collector_.danger(DangerKind::kNotAnalysed, "",
                            fmt::format("the model has a field {} that this version of the reader "
                                        "does not know",
                                        field.number));
        }
    }
    return {};
  }

  base::Result<void> read_text(const Message& message, const Field& field, std::string& to) {
    STACMLM_TRY(to, message.text(field, kLongestName));
    return collector_.keep(to.size());
  }

  base::Result<void> read_operator_set(Message message) {
    OperatorSet set{std::string(domain_name("")), 0};
    STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
      if (field.number == operator_set::kDomain && field.is_bytes()) {
        STACMLM_TRY(const std::string domain, message.text(field, kLongestName));
        set.domain = domain_name(domain);
      } else if (field.number == operator_set::kVersion && field.is_varint()) {
        set.version = static_cast<std::int64_t>(field.value);
      }
      return {};
    }));
    STACMLM_CHECK(collector_.keep(sizeof set + set.domain.size()));
    collector_.model().operator_sets.push_back(std::move(set));
    return {};
  }

  base::Result<void> read_metadata(const Message& message) {
    STACMLM_TRY(Entry entry, read_entry(message, collector_.limits().header_bytes));
    if (entry.key == kItemKey) return keep_embedded_item(std::move(entry.value), collector_);
    const bool has_classes = entry.key == "class_names" || entry.key == "names";
    if (has_classes && collector_.model().classes.empty()) {
      for (std::string& name : class_names_in(entry.value)) {
        STACMLM_CHECK(collector_.add_class(std::move(name)));
      }
    }
    return collector_.add_metadata(entry.key, entry.value);
  }

  Collector& collector_;
  GraphReader graphs_;
  std::uint64_t version_ = 0;
  bool has_graph_ = false;
};

base::Result<void> read_onnx(const Probe& probe, Collector& collector) {
  ByteReader reader(probe.source);
  return ModelReader(probe.source, collector).read(Message(reader));
}

}  // namespace

const FormatReader kOnnx{{.name = "onnx",
                          .title = "ONNX",
                          .extensions = ".onnx",
                          .artifact_types = "onnx onnx.save onnx.save_model torch.onnx.export",
                          .media_types = "application/octet-stream application/onnx",
                          .framework = "ONNX",
                          .is_read = true,
                          .is_exchange = true},
                         looks_like_onnx,
                         read_onnx};

}  // namespace stacmlm::artifact
