// SPDX-License-Identifier: Apache-2.0
#include "run/openvino/ports.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace stacmlm::run::ov {
namespace {

constexpr std::size_t kMostPorts = 1024;
constexpr std::int64_t kMostDimensions = 64;

struct NumberedType {
  int number;
  DataType type;
};

constexpr NumberedType kTypes[] = {
    {1, DataType::kBool},    {2, DataType::kBfloat16}, {3, DataType::kFloat16},
    {4, DataType::kFloat32}, {5, DataType::kFloat64},  {7, DataType::kInt8},
    {8, DataType::kInt16},   {9, DataType::kInt32},    {10, DataType::kInt64},
    {16, DataType::kUint8},  {17, DataType::kUint16},  {18, DataType::kUint32},
    {19, DataType::kUint64}};

/// Which half of a model is asked for.
struct Side {
  int (*count)(const Model*, std::size_t*);
  int (*at)(const Model*, std::size_t, Port**);
  int (*named)(const Model*, const char*, Port**);
};

/// Any of its names; empty if it has none.
std::string name_of_port(const Library& library, const Port* port) {
  char* name = nullptr;
  if (library.api.port_name(port, &name) != 0 || name == nullptr) return {};
  std::string copy = name;
  library.api.free_text(name);
  return copy;
}

/// The name that the file has for the port that OpenVINO calls so.
std::string name_in_file(const Library& library, const Model* model, const Side& side,
                         const std::string& name, const std::vector<artifact::Tensor>& tensors) {
  for (const artifact::Tensor& tensor : tensors) {
    Port* port = nullptr;
    if (side.named(model, tensor.name.c_str(), &port) != 0) continue;
    const Owned<Port> owned(port, Release<Port>{library.api.free_port});
    if (name_of_port(library, port) == name) return tensor.name;
  }
  return {};
}

base::Result<void> read_port(const Library& library, const Port* port, artifact::Tensor& tensor) {
  int number = 0;
  STACMLM_CHECK(library.check(library.api.port_type(port, &number)));
  const auto type = type_of(number);
  if (!type) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("`{}` has elements that are not taken", tensor.name));
  }
  tensor.data_type = name_of(*type);
  PartialShape shape;
  STACMLM_CHECK(library.check(library.api.port_shape(port, &shape)));
  const bool is_ranked = shape.rank.least == shape.rank.most && shape.rank.least <= kMostDimensions;
  if (is_ranked) {
    tensor.shape.emplace();
    for (std::int64_t i = 0; i < shape.rank.least; ++i) {
      const Range size = shape.sizes[i];
      tensor.shape->push_back({size.least == size.most ? size.least : -1, {}});
    }
  }
  library.api.free_partial_shape(&shape);
  return {};
}

/// Names that the file has for sizes that are free.
void take_size_names(const std::vector<artifact::Tensor>& tensors, artifact::Tensor& tensor) {
  const auto same = std::ranges::find(tensors, tensor.name, &artifact::Tensor::name);
  if (same == tensors.end() || !same->shape || !tensor.shape ||
      same->shape->size() != tensor.shape->size())
    return;
  for (std::size_t i = 0; i < tensor.shape->size(); ++i)
    if ((*tensor.shape)[i].size < 0) (*tensor.shape)[i].name = (*same->shape)[i].name;
}

base::Result<std::vector<artifact::Tensor>> read_side(const Library& library, const Model* model,
                                                      const Side& side,
                                                      const std::vector<artifact::Tensor>& known) {
  std::size_t count = 0;
  STACMLM_CHECK(library.check(side.count(model, &count)));
  if (count > kMostPorts)
    return base::fail(base::ErrorKind::kUnsupported, fmt::format("{} inputs or outputs", count));
  std::vector<artifact::Tensor> tensors(count);
  for (std::size_t i = 0; i < count; ++i) {
    STACMLM_TRY(const auto port, library.make(library.api.free_port,
                                              [&](Port** to) { return side.at(model, i, to); }));
    const std::string any = name_of_port(library, port.get());
    std::string name = any.empty() ? any : name_in_file(library, model, side, any, known);
    // Files whose names OpenVINO does not keep have their tensors in the same order.
    if (name.empty() && known.size() == count) name = known[i].name;
    tensors[i].name = name.empty() ? any : name;
    STACMLM_CHECK(read_port(library, port.get(), tensors[i]));
    take_size_names(known, tensors[i]);
  }
  return tensors;
}

}  // namespace

std::optional<DataType> type_of(int number) {
  const auto* found = std::ranges::find(kTypes, number, &NumberedType::number);
  if (found == std::end(kTypes)) return {};
  return found->type;
}

int number_of(DataType type) {
  return std::ranges::find(kTypes, type, &NumberedType::type)->number;
}

base::Result<Ports> ports_of(const Library& library, const Model* model,
                             const artifact::ModelFile& file) {
  const Api& api = library.api;
  Ports ports;
  STACMLM_TRY(ports.inputs,
              read_side(library, model, {api.input_count, api.input_at, api.input_named},
                        file.inputs.value_or(std::vector<artifact::Tensor>())));
  STACMLM_TRY(ports.outputs,
              read_side(library, model, {api.output_count, api.output_at, api.output_named},
                        file.outputs.value_or(std::vector<artifact::Tensor>())));
  return ports;
}

}  // namespace stacmlm::run::ov
