// SPDX-License-Identifier: Apache-2.0
// A folder for Triton's model repository: the configuration, and the place of the weights.
#include "author/peers/triton.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "author/export/class_names.h"
#include "author/export/formats.h"
#include "author/export/proto_writer.h"
#include "diag/visible.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::author {
namespace {

const triton::Loader* loader_of(std::string_view artifact, std::string_view href) {
  for (const triton::Loader& loader : triton::loaders()) {
    if (artifact == loader.artifact) return &loader;
  }
  for (const triton::Loader& loader : triton::loaders()) {
    if (!loader.extension.empty() && last_part(href).ends_with(loader.extension)) return &loader;
  }
  return nullptr;
}

const triton::Loader* loader_of(json::Value asset) {
  return loader_of(mlm::Model::read(asset).artifact_type.value_or(""),
                   stac::Asset::read(asset).href.value_or(""));
}

bool loads(json::Value asset) { return loader_of(asset) != nullptr; }

std::string_view type_of(std::string_view data_type) {
  for (const triton::Type& type : triton::types()) {
    if (type.mlm == data_type) return type.word;
  }
  return {};
}

/// One export at work.
class TritonExport {
 public:
  TritonExport(const Subject& subject, Notes& notes)
      : subject_(subject),
        notes_(notes),
        name_(subject.name()),
        loader_(subject.asset.exists() ? loader_of(subject.asset) : nullptr) {}

  std::vector<ExportedFile> write() {
    read_tensors();
    config_.text("name", name_);
    write_loader();
    write_batch();
    for (std::size_t i = 0; i < inputs_.size(); ++i) write_tensor("input", inputs_[i], i);
    for (std::size_t i = 0; i < outputs_.size(); ++i) write_tensor("output", outputs_[i], i);
    write_instances();
    files_.push_back({name_ + "/1/README.md", weights_page()});
    files_.push_back({name_ + "/config.pbtxt", config_.bytes()});
    return std::move(files_);
  }

 private:
  void read_tensors() {
    for (const mlm::ModelInput& input : subject_.inputs) {
      if (auto tensor = read_tensor(input, notes_)) inputs_.push_back(*std::move(tensor));
    }
    for (const mlm::ModelOutput& output : subject_.outputs) {
      if (auto tensor = read_tensor(output, notes_)) outputs_.push_back(*std::move(tensor));
    }
    if (outputs_.empty() && subject_.outputs.empty())
      notes_.need_missing(subject_.properties, "mlm:output", "Triton asks for the outputs");
    const auto has_batch = [](const Tensor& tensor) {
      return tensor.has_batch() && tensor.dimensions.front().size == -1;
    };
    is_batched_ = !inputs_.empty() && std::ranges::all_of(inputs_, has_batch) &&
                  std::ranges::all_of(outputs_, has_batch);
  }

  void write_loader() {
    if (loader_ != nullptr) {
      if (!loader_->platform.empty()) config_.text("platform", loader_->platform);
      config_.text("backend", loader_->backend);
      notes_.carry(subject_.model.artifact_type.raw());
      if (subject_.model.framework.value_or("") == loader_->framework)
        notes_.carry(subject_.model.framework.raw());
      return;
    }
    config_.comment("backend: to be named; none of Triton's own loads the model as it is");
    if (!subject_.asset.exists()) {
      notes_.need_missing(subject_.item, "assets", "no asset has the role `mlm:model`");
    } else if (subject_.model.artifact_type) {
      notes_.need(subject_.model.artifact_type.raw(),
                  "no backend of Triton loads it: export the model to ONNX or TorchScript");
    } else {
      notes_.need_missing(subject_.asset, "mlm:artifact_type", "it tells which backend loads it");
    }
  }

  void write_batch() {
    if (!is_batched_) {
      config_.word("max_batch_size", "0");
      return;
    }
    const auto& suggestion = subject_.model.batch_size_suggestion;
    std::int64_t largest = 1;
    if (suggestion && *suggestion >= 1) {
      largest = std::min(*suggestion, triton::kLargestBatch);
      if (largest == *suggestion) {
        notes_.carry(suggestion.raw());
      } else {
        notes_.leave(suggestion.raw(), "Triton has 32 bits for it");
      }
    }
    config_.word("max_batch_size", fmt::to_string(largest));
  }

  void write_tensor(std::string_view field, const Tensor& tensor, std::size_t index) {
    config_.open(field);
    config_.text("name", tensor_name(tensor, index));
    if (!names_.emplace(field, tensor.name).second)
      notes_.need_part(tensor.source.find("name"), "its name", "two tensors have the same");
    const std::string_view type = type_of(tensor.data_type);
    if (!type.empty()) {
      config_.word("data_type", type);
    } else if (!tensor.data_type.empty()) {
      notes_.need(tensor.structure.find("data_type"), "Triton has no such data type");
    }
    write_order(field, tensor);
    write_dimensions(tensor);
    if (field == "output") write_labels(tensor);
    config_.close();
  }

  [[nodiscard]] std::string tensor_name(const Tensor& tensor, std::size_t index) const {
    const bool is_numbered = loader_ != nullptr && loader_->backend == "pytorch";
    return is_numbered ? fmt::format("{}{}{}", tensor.name, triton::kNumberMark, index)
                       : std::string(tensor.name);
  }

  void write_order(std::string_view field, const Tensor& tensor) {
    if (field != "input" || (tensor.has_batch() && !is_batched_)) return;
    const bool is_first = is_bands_first(tensor);
    if (!is_first && !is_bands_last(tensor)) return;
    config_.word("format", is_first ? triton::kBandsFirst : triton::kBandsLast);
    notes_.carry(tensor.structure.find("dim_order"));
  }

  void write_dimensions(const Tensor& tensor) {
    std::vector<std::int64_t> sizes;
    for (const Dimension& dimension : tensor.dimensions) sizes.push_back(dimension.size);
    if (is_batched_) sizes.erase(sizes.begin());
    if (!sizes.empty()) {
      config_.word("dims", fmt::format("[ {} ]", fmt::join(sizes, ", ")));
      return;
    }
    // One number per element of the batch: Triton has no tensor without dimensions.
    config_.word("dims", "[ 1 ]");
    config_.word("reshape", "{ shape: [ ] }");
  }

  /// The names of the classes, a line each.
  void write_labels(const Tensor& tensor) {
    const auto classes = mlm::ModelOutput::read(tensor.source).classes;
    if (!classes || classes.value().empty()) return;
    const auto names = class_names(*classes);
    const auto is_line = [](std::string_view name) {
      return name.find_first_of("\r\n") == std::string_view::npos;
    };
    if (!names || !std::ranges::all_of(*names, is_line)) {
      notes_.leave(classes.raw(), "Triton takes classes that all have a name of one line");
      return;
    }
    const std::string file = fmt::format("{}.labels.txt", file_name(tensor.name));
    if (!labels_.insert(file).second) {
      notes_.leave(classes.raw(), "another output has its labels in a file of that name");
      return;
    }
    constexpr std::array<std::string_view, 2> kCarried = {"name", "value"};
    carry_classes(classes.raw(), std::span(kCarried).first(is_counted(*classes) ? 2 : 1),
                  "a label of Triton is a name, and its line the index", notes_);
    files_.push_back({name_ + "/" + file, fmt::format("{}\n", fmt::join(*names, "\n"))});
    config_.text("label_filename", file);
  }

  void write_instances() {
    const auto& accelerator = subject_.model.accelerator;
    if (!accelerator || !subject_.model.accelerator_constrained.value_or(false)) return;
    const bool is_gpu = *accelerator == "cuda";
    if (!is_gpu && *accelerator != "amd64" && *accelerator != mlm::kCpu) return;
    config_.open("instance_group");
    config_.word("kind", is_gpu ? "KIND_GPU" : "KIND_CPU");
    config_.close();
    notes_.carry(accelerator.raw());
    notes_.carry(subject_.model.accelerator_constrained.raw());
  }

  [[nodiscard]] std::string weights_page() const {
    const std::string_view href = stac::Asset::read(subject_.asset).href.value_or("");
    const std::string_view file = loader_ == nullptr ? "" : loader_->file;
    std::string page = file.empty()
                           ? std::string(
                                 "The model file belongs here; which name it has depends on "
                                 "the backend.\n")
                           : fmt::format("The model file belongs here as `{}`.\n", file);
    if (!href.empty()) page += fmt::format("\nIt comes from <{}>.\n", diag::visible(href));
    return page;
  }

  const Subject& subject_;
  Notes& notes_;
  std::string name_;
  const triton::Loader* loader_;
  std::vector<Tensor> inputs_;
  std::vector<Tensor> outputs_;
  bool is_batched_ = false;
  std::set<std::pair<std::string_view, std::string_view>> names_;
  std::set<std::string> labels_;
  ProtoWriter config_;
  std::vector<ExportedFile> files_;
};

std::vector<ExportedFile> write(const Subject& subject, Notes& notes) {
  return TritonExport(subject, notes).write();
}

std::string why_left(json::Value value) {
  const std::string_view key = value.key();
  if (key == "value_scaling" || key == "resize_type" || key == "pre_processing_function")
    return "Triton hands tensors to the model as they come: do it before the request";
  if (key == "post_processing_function")
    return "Triton hands results back as they are: do it behind the response";
  if (key == "dim_order") return "Triton names dimensions of batches of images alone";
  if (key == "mlm:artifact_type") return "another artifact type is exported";
  return "config.pbtxt has no place for it";
}

}  // namespace

const Exporter kTriton = {{"triton", "a model's folder for the model repository of Triton", true},
                          loads,
                          write,
                          why_left};

}  // namespace stacmlm::author
