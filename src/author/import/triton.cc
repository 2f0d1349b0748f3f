// SPDX-License-Identifier: Apache-2.0
// config.pbtxt of Triton. Every field is a list of its values (see proto_reader.h).
#include "author/peers/triton.h"

#include <fmt/format.h>

#include <algorithm>

#include "author/import/formats.h"
#include "author/import/proto_reader.h"
#include "author/peers/tensor_limits.h"

namespace stacmlm::author {
namespace {

json::Value first(json::Value message, std::string_view field) { return message.find(field).at(0); }

bool suits(json::Value root) {
  return root.find("input").is_array() || root.find("platform").is_array() ||
         root.find("backend").is_array() || root.find("max_batch_size").is_array();
}

const triton::Loader* loader_of(json::Value root) {
  const json::Value platform = first(root, "platform");
  const json::Value backend = first(root, "backend");
  for (const triton::Loader& loader : triton::loaders()) {
    const bool is_platform = !loader.platform.empty() && platform.equals(loader.platform);
    if (is_platform || (!platform.exists() && backend.equals(loader.backend))) return &loader;
  }
  return nullptr;
}

/// One import at work.
class TritonImport {
 public:
  TritonImport(json::Value root, ImportNotes& notes) : root_(root), notes_(notes) {}

  ImportedModel read() {
    model_.name = taken(first(root_, "name"));
    read_loader();
    read_batch();
    read_instances();
    for (const json::Value input : root_.find("input").elements())
      model_.inputs.push_back(read_tensor(input, "mlm:input", "input", model_.inputs.size()));
    for (const json::Value output : root_.find("output").elements())
      model_.outputs.push_back(read_tensor(output, "mlm:output", "result", model_.outputs.size()));
    return std::move(model_);
  }

 private:
  std::string taken(json::Value value) {
    std::string text = text_of(value);
    if (!text.empty()) notes_.carry(value);
    return text;
  }

  void read_loader() {
    loader_ = loader_of(root_);
    if (loader_ == nullptr) return;
    model_.framework = loader_->framework;
    model_.artifact_type = loader_->artifact;
    notes_.carry(first(root_, "platform"));
    if (first(root_, "backend").equals(loader_->backend)) notes_.carry(first(root_, "backend"));
    if (first(root_, "default_model_filename").equals(loader_->file))
      notes_.carry(first(root_, "default_model_filename"));
  }

  void read_batch() {
    const json::Value value = first(root_, "max_batch_size");
    const auto size = integer_of(value);
    if (!size || *size < 0) return;
    notes_.carry(value);
    is_batched_ = *size > 0;
    if (is_batched_) model_.batch_size = size;
  }

  void read_instances() {
    const json::Value kind = first(first(root_, "instance_group"), "kind");
    if (kind.equals("KIND_GPU")) model_.accelerator = "cuda";
    if (kind.equals("KIND_CPU")) model_.accelerator = "amd64";
    model_.is_constrained = !model_.accelerator.empty();
    if (model_.is_constrained) notes_.carry(kind);
  }

  ImportedTensor read_tensor(json::Value message, std::string_view key, std::string_view structure,
                             std::size_t index) {
    ImportedTensor tensor;
    tensor.name = taken(first(message, "name"));
    if (loader_ != nullptr && loader_->backend == "pytorch") cut_number(tensor.name, index);
    read_type(first(message, "data_type"), tensor);
    read_shape(message, tensor);
    const std::string place = fmt::format("/properties/{}/{}/{}", key, index, structure);
    read_order(first(message, "format"), tensor, place);
    if (const json::Value labels = first(message, "label_filename"); labels.exists())
      notes_.drop(labels, "the names of the classes stand in that file");
    return tensor;
  }

  static void cut_number(std::string& name, std::size_t index) {
    const std::string number = fmt::format("{}{}", triton::kNumberMark, index);
    if (name.size() > number.size() && name.ends_with(number))
      name.resize(name.size() - number.size());
  }

  void read_type(json::Value word, ImportedTensor& tensor) {
    for (const triton::Type& type : triton::types()) {
      if (!word.equals(type.word)) continue;
      tensor.data_type = type.mlm;
      notes_.carry(word);
      return;
    }
  }

  void read_shape(json::Value message, ImportedTensor& tensor) {
    const json::Value dims = message.find("dims");
    std::vector<std::int64_t> shape;
    if (is_batched_) shape.push_back(-1);
    for (const json::Value dim : dims.elements()) {
      const auto size = integer_of(dim);
      if (!size || *size < -1 || *size == 0 || shape.size() == kMostDimensions) {
        notes_.drop(dims, "sizes are above 0, or -1 for any, and at most 64");
        return;
      }
      shape.push_back(*size);
    }
    if (dims.size() == 0) return;
    notes_.carry(dims);
    // A tensor without dimensions of its own: one number per element of the batch.
    const json::Value reshape = first(message, "reshape");
    if (is_batched_ && reshape.is_object() && reshape.size() == 0) {
      shape.resize(1);
      notes_.carry(reshape);
    }
    tensor.shape = std::move(shape);
  }

  void read_order(json::Value format, ImportedTensor& tensor, const std::string& place) {
    if (is_batched_ && !tensor.shape.empty()) tensor.dim_order.emplace_back("batch");
    const std::size_t unnamed = tensor.shape.size() - tensor.dim_order.size();
    if (format.equals("FORMAT_NONE")) notes_.carry(format);
    const bool is_first = format.equals(triton::kBandsFirst);
    if (unnamed == 3 && (is_first || format.equals(triton::kBandsLast))) {
      notes_.carry(format);
      if (is_first) tensor.dim_order.emplace_back("channel");
      tensor.dim_order.insert(tensor.dim_order.end(), {"height", "width"});
      if (!is_first) tensor.dim_order.emplace_back("channel");
      return;
    }
    name_dimensions(tensor, place, notes_);
  }

  json::Value root_;
  ImportNotes& notes_;
  ImportedModel model_;
  const triton::Loader* loader_ = nullptr;
  bool is_batched_ = false;
};

ImportedModel read(json::Value root, ImportNotes& notes) {
  return TritonImport(root, notes).read();
}

}  // namespace

const Importer kTritonConfig = {{"triton", "config.pbtxt of a model in Triton's repository"},
                                proto_to_json,
                                suits,
                                ".pbtxt",
                                read,
                                "it is about serving, or not known here"};

}  // namespace stacmlm::author
