// SPDX-License-Identifier: Apache-2.0
#include "artifact/tflite/tflite.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "artifact/bytes/byte_reader.h"
#include "artifact/flatbuffer/flatbuffer.h"
#include "artifact/limits.h"
#include "artifact/tensorflow/operators.h"
#include "artifact/tflite/graph.h"
#include "artifact/tflite/operators.h"
#include "artifact/tflite/schema.h"

namespace stacmlm::artifact {
namespace {

using flatbuffer::Table;
using flatbuffer::Vector;
using namespace tflite;

constexpr std::size_t kLongestText = std::size_t{1} << 20U;
constexpr std::int64_t kKnownVersion = 3;

bool is_tflite(const Probe& probe) {
  return probe.head.size() >= 8 && probe.head.substr(4, 4) == "TFL3";
}

class Reader {
 public:
  Reader(const Source& source, Collector& collector)
      : source_(source), buffer_(source), collector_(collector) {}

  base::Result<void> run() {
    STACMLM_TRY(const Table model, buffer_.root());
    STACMLM_CHECK(read_facts(model));
    STACMLM_CHECK(read_operator_codes(model));
    STACMLM_CHECK(read_buffers(model));
    STACMLM_CHECK(read_metadata(model));
    STACMLM_TRY(const Vector graphs, model.vector(kModelSubgraphs, 4));
    if (graphs.empty()) return malformed("a model without a graph");
    collector_.states_tensors();
    collector_.states_weights();
    for (std::uint32_t i = 0; i < graphs.size(); ++i) {
      STACMLM_TRY(const Table graph, graphs.table(i));
      STACMLM_CHECK(read_graph(graph, i == 0));
    }
    return read_signatures(model);
  }

 private:
  base::Result<void> read_facts(const Table& model) {
    STACMLM_TRY(const std::uint32_t version, model.number<std::uint32_t>(kModelVersion, 0));
    collector_.model().format_version = std::to_string(version);
    if (version != kKnownVersion)
      return base::fail(base::ErrorKind::kUnsupported, fmt::format("schema version {}", version));
    STACMLM_TRY(const auto description, model.text(kModelDescription, kLongestText));
    if (description && !description->empty())
      return collector_.add_metadata("description", *description);
    return {};
  }

  base::Result<void> read_operator_codes(const Table& model) {
    STACMLM_TRY(const Vector codes, model.vector(kModelOperatorCodes, 4));
    operator_codes_ = codes.size();
    for (std::uint32_t i = 0; i < codes.size(); ++i) {
      STACMLM_TRY(const Table code, codes.table(i));
      STACMLM_TRY(const std::int8_t old, code.number<std::int8_t>(kCodeOld, 0));
      STACMLM_TRY(const std::int32_t builtin, code.number<std::int32_t>(kCodeBuiltin, 0));
      // The old field ends at 127; writers fill the one that fits, and the larger one counts.
      const std::int32_t number = std::max<std::int32_t>(old, builtin);
      const std::string where = fmt::format("operator code {}", i);
      if (number == kCustom) {
        STACMLM_TRY(auto name, code.text(kCodeCustom, kLongestName));
        STACMLM_CHECK(add_custom(std::move(name).value_or(""), where));
        continue;
      }
      const std::string_view name = builtin_name(number);
      if (name.empty()) {
        collector_.danger(DangerKind::kNotAnalysed, where,
                          fmt::format("operator {} is not known", number));
      } else if (number == kStablehloCustomCall) {
        collector_.danger(DangerKind::kCustomOperator, where,
                          "STABLEHLO_CUSTOM_CALL calls a function by its name");
      }
      STACMLM_CHECK(collector_.add_operator(name.empty() ? fmt::format("builtin {}", number)
                                                         : std::string(name)));
    }
    return {};
  }

  base::Result<void> add_custom(const std::string& name, std::string_view where) {
    constexpr std::string_view kFlex = "Flex";
    if (!name.starts_with(kFlex)) {
      collector_.danger(DangerKind::kCustomOperator, where,
                        fmt::format("custom operator \"{}\"", name));
    } else if (tensorflow::reaches_outside(std::string_view(name).substr(kFlex.size()))) {
      collector_.danger(DangerKind::kFileAccess, where,
                        name + " reads or writes files, or calls Python, in TensorFlow");
    } else {
      collector_.danger(DangerKind::kCustomOperator, where,
                        name + " is run by TensorFlow's own operators");
    }
    return collector_.add_operator("custom::" + name);
  }

  base::Result<void> read_buffers(const Table& model) {
    STACMLM_TRY(const Vector buffers, model.vector(kModelBuffers, 4));
    for (std::uint32_t i = 0; i < buffers.size(); ++i) {
      STACMLM_TRY(const Table buffer, buffers.table(i));
      STACMLM_TRY(const Vector data, buffer.vector(kBufferData, 1));
      Bytes bytes{data.begin(), data.size(), {}};
      // What does not fit into 2 GiB stands behind the flatbuffer.
      STACMLM_TRY(const std::uint64_t at, buffer.number<std::uint64_t>(kBufferOffset, 0));
      STACMLM_TRY(const std::uint64_t size, buffer.number<std::uint64_t>(kBufferSize, 0));
      if (data.empty() && at > 1 && size > 0) {
        if (at > source_.size() || size > source_.size() - at)
          return malformed(fmt::format("buffer {} lies outside of the file", i));
        bytes = {at, size, {}};
      }
      buffers_.push_back(std::move(bytes));
    }
    return {};
  }

  base::Result<void> read_metadata(const Table& model) {
    STACMLM_TRY(const Vector entries, model.vector(kModelMetadata, 4));
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
      STACMLM_TRY(const Table entry, entries.table(i));
      STACMLM_TRY(const auto name, entry.text(kMetadataName, kLongestName));
      STACMLM_TRY(const std::uint32_t index, entry.number<std::uint32_t>(kMetadataBuffer, 0));
      if (index >= buffers_.size()) return malformed("metadata in a buffer that is not there");
      const std::uint64_t begin = buffers_[index].begin;
      const std::uint64_t end = begin + buffers_[index].size;
      if (name == "TFLITE_METADATA") {
        STACMLM_CHECK(read_model_metadata(begin, end));
      } else if (name == "min_runtime_version") {
        STACMLM_TRY(std::string version, ByteReader(source_, begin, end).text(end - begin, 64));
        version.erase(std::min(version.find('\0'), version.size()));
        STACMLM_CHECK(collector_.add_metadata(*name, version));
      } else if (name) {
        STACMLM_CHECK(collector_.add_metadata(*name, fmt::format("{} bytes", end - begin)));
      }
    }
    return {};
  }

  /// What TensorFlow Lite Support wrote about the model: a flatbuffer of its own.
  base::Result<void> read_model_metadata(std::uint64_t begin, std::uint64_t end) {
    flatbuffer::Buffer inner(source_, begin, end);
    STACMLM_TRY(const Table about, inner.root());
    constexpr std::pair<unsigned, std::string_view> kTexts[] = {{kAboutName, "name"},
                                                                {kAboutDescription, "about"},
                                                                {kAboutVersion, "version"},
                                                                {kAboutAuthor, "author"},
                                                                {kAboutLicense, "license"}};
    for (const auto& [field, key] : kTexts) {
      STACMLM_TRY(const auto text, about.text(field, kLongestText));
      if (text && !text->empty()) {
        STACMLM_CHECK(collector_.add_metadata(key, *text));
      }
    }
    return {};
  }

  base::Result<void> read_graph(const Table& graph, bool is_first) {
    STACMLM_TRY(const Vector tables, graph.vector(kGraphTensors, 4));
    for (std::uint32_t i = 0; i < tables.size(); ++i) {
      STACMLM_TRY(const Table table, tables.table(i));
      STACMLM_TRY(GraphTensor tensor, read_tensor(table));
      STACMLM_CHECK(add_weight_of(tensor, buffers_, collector_));
      if (is_first) {
        STACMLM_CHECK(collector_.keep(sizeof tensor + tensor.name.size()));
        first_tensors_.push_back(std::move(tensor));
      }
    }
    STACMLM_TRY(const Vector operators, graph.vector(kGraphOperators, 4));
    for (std::uint32_t i = 0; i < operators.size(); ++i) {
      STACMLM_TRY(const Table op, operators.table(i));
      STACMLM_TRY(const std::uint32_t code, op.number<std::uint32_t>(kOperatorCode, 0));
      if (code >= operator_codes_) return malformed("an operator whose code is not there");
    }
    if (!is_first) return {};
    STACMLM_CHECK(read_interface(graph, kGraphInputs, true));
    return read_interface(graph, kGraphOutputs, false);
  }

  base::Result<void> read_interface(const Table& graph, unsigned field, bool is_input) {
    STACMLM_TRY(const Vector indices, graph.vector(field, 4));
    for (std::uint32_t i = 0; i < indices.size(); ++i) {
      STACMLM_TRY(const std::int32_t index, indices.number<std::int32_t>(i));
      if (index < 0 || static_cast<std::size_t>(index) >= first_tensors_.size())
        return malformed("an input or output that is no tensor of the graph");
      const GraphTensor& tensor = first_tensors_[static_cast<std::size_t>(index)];
      STACMLM_CHECK(is_input ? collector_.add_input(interface_of(tensor))
                             : collector_.add_output(interface_of(tensor)));
      if (!tensor.scale) continue;
      STACMLM_CHECK(collector_.add_metadata(
          "quantization." + tensor.name,
          tensor.scales == 1
              ? fmt::format("scale {}, zero point {}", *tensor.scale, tensor.zero_point)
              : fmt::format("{} scales, one for each channel", tensor.scales)));
    }
    return {};
  }

  base::Result<void> read_signatures(const Table& model) {
    STACMLM_TRY(const Vector signatures, model.vector(kModelSignatures, 4));
    for (std::uint32_t i = 0; i < signatures.size(); ++i) {
      STACMLM_TRY(const Table signature, signatures.table(i));
      STACMLM_TRY(const auto key, signature.text(kSignatureKey, kLongestName));
      STACMLM_TRY(const std::uint32_t graph, signature.number<std::uint32_t>(kSignatureGraph, 0));
      std::string names;
      if (graph == 0) {
        STACMLM_TRY(std::string inputs, tensor_map(signature, kSignatureInputs));
        STACMLM_TRY(std::string outputs, tensor_map(signature, kSignatureOutputs));
        names = fmt::format("inputs: {}; outputs: {}", inputs, outputs);
      }
      STACMLM_CHECK(collector_.add_metadata("signature." + key.value_or(""), names));
    }
    return {};
  }

  /// `image = serving_default_image:0, ...`
  base::Result<std::string> tensor_map(const Table& signature, unsigned field) {
    STACMLM_TRY(const Vector entries, signature.vector(field, 4));
    std::string all;
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
      STACMLM_TRY(const Table entry, entries.table(i));
      STACMLM_TRY(const auto name, entry.text(kMapName, kLongestName));
      STACMLM_TRY(const std::uint32_t index, entry.number<std::uint32_t>(kMapTensor, 0));
      if (index >= first_tensors_.size())
        return malformed("a signature of a tensor that is not there");
      if (all.size() > kLongestText) return over_limit("a signature longer than 1 MiB");
      if (i > 0) all += ", ";
      all += fmt::format("{} = {}", name.value_or(""), first_tensors_[index].name);
    }
    return all;
  }

  const Source& source_;
  flatbuffer::Buffer buffer_;
  Collector& collector_;
  std::uint32_t operator_codes_ = 0;
  std::vector<Bytes> buffers_;
  std::vector<GraphTensor> first_tensors_;
};

base::Result<void> read_tflite(const Probe& probe, Collector& collector) {
  return Reader(probe.source, collector).run();
}

}  // namespace

const FormatReader kTflite{{.name = "tflite",
                            .title = "TensorFlow Lite",
                            .extensions = ".tflite .lite",
                            .artifact_types = "tflite",
                            .media_types = "application/octet-stream",
                            .framework = "",
                            .is_read = true,
                            .is_exchange = true},
                           is_tflite,
                           read_tflite};

}  // namespace stacmlm::artifact
