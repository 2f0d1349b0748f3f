// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/tensor_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/table.h"
#include "diag/size_text.h"
#include "diag/visible.h"

namespace stacmlm::cli {
namespace {

constexpr std::size_t kMostPorts = 20;
constexpr std::size_t kMostTensors = 10000;
constexpr std::size_t kMostColumns = 80;

std::string shape_of(const artifact::Tensor& port) {
  if (!port.shape) return "of any rank";
  if (port.shape->empty()) return "one number";
  std::string out;
  for (const artifact::Dimension& dimension : *port.shape) {
    if (!out.empty()) out += " × ";
    if (dimension.size >= 0) {
      out += std::to_string(dimension.size);
    } else {
      out += dimension.name.empty() ? "?" : diag::shortened(dimension.name, kMostColumns / 4);
    }
  }
  return out;
}

std::string shape_of(const artifact::Weight& weight) {
  return weight.shape.empty() ? "one number" : fmt::format("{}", fmt::join(weight.shape, " × "));
}

std::string size_of(std::uint64_t bytes) { return diag::size_text(static_cast<double>(bytes)); }

}  // namespace

std::string left_out(std::size_t all, std::size_t shown, std::string_view what) {
  if (all <= shown) return {};
  return fmt::format("… {} more {}; --format json has all\n", all - shown, what);
}

std::string ports_text(std::string_view kind,
                       const std::optional<std::vector<artifact::Tensor>>& ports) {
  if (!ports || ports->empty()) return {};
  Table table({std::string(kind), "shape", "type"});
  const std::size_t shown = std::min(ports->size(), kMostPorts);
  for (std::size_t i = 0; i < shown; ++i) {
    const artifact::Tensor& port = (*ports)[i];
    const std::string name =
        port.name.empty() ? "unnamed" : diag::shortened(port.name, kMostColumns);
    table.add({name, shape_of(port), port.data_type});
  }
  return "\n" + table.text(0) + left_out(ports->size(), shown, fmt::format("{}s", kind));
}

std::string tensors_text(const artifact::ModelFile& model) {
  if (!model.weights) return "\nstored tensors: not to be had from this file\n";
  const std::vector<artifact::Weight>& all = *model.weights;
  Table table({"tensor", "shape", "type", "bytes", "kind", "shares"});
  const std::size_t shown = std::min(all.size(), kMostTensors);
  for (std::size_t i = 0; i < shown; ++i) {
    const artifact::Weight& weight = all[i];
    table.add({diag::shortened(weight.name, kMostColumns), shape_of(weight), weight.data_type,
               std::to_string(weight.bytes), std::string(artifact::name_of(weight.kind)),
               diag::shortened(weight.shares, kMostColumns)});
  }
  std::uint64_t bytes = 0;
  for (const artifact::Weight& weight : all) bytes += weight.bytes;
  return "\n" + table.text(0) + left_out(all.size(), shown, "tensors") +
         fmt::format("{} tensor{}, {}\n", all.size(), all.size() == 1 ? "" : "s", size_of(bytes));
}

}  // namespace stacmlm::cli
