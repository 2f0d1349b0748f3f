// SPDX-License-Identifier: Apache-2.0
#include "artifact/pt2/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "artifact/json/json_text.h"
#include "artifact/pt2/expression.h"
#include "artifact/pt2/tensor_meta.h"
#include "artifact/torch/script_operators.h"
#include "artifact/weight_names.h"

namespace stacmlm::artifact::pt2 {
namespace {

// Namespaces of operators that PyTorch itself brings.
constexpr std::string_view kOwnNamespaces[] = {"_c10d_functional",
                                               "aten",
                                               "c10d_functional",
                                               "debugprims",
                                               "higher_order",
                                               "inductor",
                                               "mkldnn",
                                               "mkldnn_prepacked",
                                               "onednn",
                                               "prim",
                                               "prims",
                                               "quantized",
                                               "quantized_decomposed",
                                               "rngprims",
                                               "xnnpack"};

// Functions on sizes.
constexpr std::string_view kSizeFunctions[] = {"_operator.", "math.", "torch.sym_", "torch._sym_"};

/// Kinds of inputs that are stored, and the member that names what is stored.
struct StoredKind {
  std::string_view spec;
  std::string_view name;
  WeightKind kind;
};
constexpr StoredKind kStored[] = {
    {"parameter", "parameter_name", WeightKind::kParameter},
    {"buffer", "buffer_name", WeightKind::kBuffer},
    {"tensor_constant", "tensor_constant_name", WeightKind::kConstant}};

std::string shortened(std::string_view text) { return std::string(text.substr(0, 120)); }

/// Both verdicts are no good one; the worse for what cannot be meant well.
DangerKind kind_of_code(std::string_view text, DangerKind worse) {
  constexpr std::string_view kSigns[] = {"__",   "import",  "lambda", "eval",
                                         "exec", "getattr", "open"};
  const auto has = [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; };
  return std::ranges::any_of(kSigns, has) ? worse : DangerKind::kNotAnalysed;
}

/// True for the JSON text of a structure with a value of an enumeration: PyTorch imports the module
/// that it names. With an escape in it the word may be hidden.
bool names_enumeration(json::Value text) {
  const bool is_spec = text.key().ends_with("_spec");
  return text.string().find("__enum__") != std::string_view::npos ||
         (is_spec && text.string().find("\\u") != std::string_view::npos);
}

}  // namespace

base::Result<Program> Program::read(std::string_view text, std::string where) {
  Program program;
  STACMLM_TRY(json::Document document, read_json(text, where));
  program.document_ = std::make_unique<json::Document>(std::move(document));
  program.root_ = program.document_->root();
  program.where_ = std::move(where);
  if (!program.graph().is_object()) return malformed(program.where_ + ": is no exported program");
  program.find_kinds();
  return program;
}

void Program::find_kinds() {
  for (const json::Value spec : signature().find("input_specs").elements()) {
    for (const StoredKind& stored : kStored) {
      const std::string_view name = text_of(spec.find(stored.spec).find(stored.name));
      if (!name.empty()) kinds_.emplace(name, stored.kind);
    }
  }
}

WeightKind Program::kind_of(std::string_view weight) const {
  const auto found = kinds_.find(weight);
  return found == kinds_.end() ? WeightKind::kConstant : found->second;
}

void Program::tell_versions(Collector& collector) const {
  ModelFile& model = collector.model();
  model.producer = "pytorch";
  const std::string_view torch = text_of(root_.find("torch_version"));
  if (!torch.starts_with('<')) {  // `<=2.4` of programs that do not say
    model.producer_version = torch.substr(0, 200);
    model.framework_version = torch.substr(0, 200);
  }
  const json::Value schema = root_.find("schema_version");
  if (const auto major = whole_number(schema.find("major")))
    model.format_version =
        fmt::format("schema {}.{}", *major, whole_number(schema.find("minor")).value_or(0));
}

base::Result<void> Program::add_tensors(json::Value specs, std::string_view kind, bool are_inputs,
                                        Collector& collector) const {
  const json::Value tensors = graph().find("tensor_values");
  for (const json::Value spec : specs.elements()) {
    const json::Value argument = spec.find(kind).find("arg");
    std::vector<json::Value> names{argument.find("as_tensor").find("name")};
    for (const json::Value part : argument.find("as_tensors").elements())
      names.push_back(part.find("name"));
    for (const json::Value name : names) {
      if (!name.is_string()) continue;
      STACMLM_TRY(TensorMeta meta, read_tensor_meta(tensors.find(name.string()), name.string()));
      Tensor tensor{std::string(name.string()), std::move(meta.shape), std::string(meta.data_type)};
      STACMLM_CHECK(are_inputs ? collector.add_input(std::move(tensor))
                               : collector.add_output(std::move(tensor)));
    }
    // A size that is an input of its own.
    const json::Value size = argument.find("as_sym_int").find("as_name");
    if (!size.is_string()) continue;
    Tensor tensor{std::string(size.string()), std::vector<Dimension>{}, "int64"};
    STACMLM_CHECK(are_inputs ? collector.add_input(std::move(tensor))
                             : collector.add_output(std::move(tensor)));
  }
  return {};
}

base::Result<void> Program::tell_interface(Collector& collector) const {
  tell_versions(collector);
  if (!signature().find("input_specs").is_array()) return {};  // older than what is known here
  collector.states_tensors();
  STACMLM_CHECK(add_tensors(signature().find("input_specs"), "user_input", true, collector));
  STACMLM_CHECK(add_tensors(signature().find("output_specs"), "user_output", false, collector));
  for (const json::Value range : root_.find("range_constraints").members()) {
    const auto from = signed_number(range.find("min_val"));
    const auto to = signed_number(range.find("max_val"));
    STACMLM_CHECK(
        collector.add_metadata(fmt::format("range_constraints.{}", range.key()),
                               fmt::format("{} to {}", from ? std::to_string(*from) : "any",
                                           to ? std::to_string(*to) : "any")));
  }
  for (const json::Value version : root_.find("opset_version").members()) {
    STACMLM_CHECK(collector.keep(version.key().size() + sizeof(OperatorSet)));
    collector.model().operator_sets.push_back(
        {std::string(version.key()), signed_number(version).value_or(0)});
  }
  return {};
}

/// `torch.ops.aten.conv2d.default` is told as `aten::conv2d`.
base::Result<void> Program::tell_target(std::string_view target, Collector& collector) const {
  constexpr std::string_view kOps = "torch.ops.";
  const auto is_size = [&](std::string_view start) { return target.starts_with(start); };
  if (std::ranges::any_of(kSizeFunctions, is_size) &&
      target.find('.', target.find('.') + 1) == std::string_view::npos)
    return {};
  if (!target.starts_with(kOps)) {
    collector.danger(DangerKind::kCustomOperator, where_,
                     fmt::format("calls {}, which is no operator", shortened(target)));
    return {};
  }
  const std::string_view path = target.substr(kOps.size());
  const std::size_t dot = path.find('.');
  const std::string_view space = path.substr(0, dot);
  const std::string_view rest = dot == std::string_view::npos ? "" : path.substr(dot + 1);
  const std::string name = fmt::format("{}::{}", space, rest.substr(0, rest.find('.')));
  if (std::ranges::find(kOwnNamespaces, space) == std::end(kOwnNamespaces))
    collector.danger(DangerKind::kCustomOperator, where_,
                     fmt::format("operator {}, which is not PyTorch's own", shortened(name)));
  if (torch::is_file_name(name.substr(space.size() + 2)))
    collector.danger(DangerKind::kFileAccess, where_,
                     fmt::format("operator {}, which reads or writes files", shortened(name)));
  return collector.add_operator(name);
}

base::Result<void> Program::tell_code(Collector& collector) const {
  for (std::uint32_t i = 0; i < document_->node_count(); ++i) {
    const json::Value value = document_->value_at(i);
    if (!value.is_string() || !value.has_key()) continue;
    if (value.key() == "target") {
      STACMLM_CHECK(tell_target(value.string(), collector));
    }
    if (value.key() == "expr_str" && !is_arithmetic(value.string()))
      collector.danger(
          kind_of_code(value.string(), DangerKind::kCall), where_,
          fmt::format("a size that is evaluated as Python: {}", shortened(value.string())));
    if (names_enumeration(value))
      collector.danger(DangerKind::kCall, where_,
                       fmt::format("{}: an enumeration whose module is imported", value.key()));
    if (value.key() == "class_fqn")
      collector.danger(DangerKind::kCustomOperator, where_,
                       fmt::format("an object of class {}", shortened(value.string())));
  }
  for (const json::Value guard : root_.find("guards_code").elements()) {
    if (is_comparison(text_of(guard))) continue;
    collector.danger(kind_of_code(text_of(guard), DangerKind::kPythonCode), where_,
                     fmt::format("a guard that is run as Python: {}", shortened(text_of(guard))));
  }
  return {};
}

base::Result<void> Program::tell_weights(Collector& collector) const {
  const json::Value tensors = graph().find("tensor_values");
  for (const json::Value spec : signature().find("input_specs").elements()) {
    for (const StoredKind& stored : kStored) {
      const json::Value input = spec.find(stored.spec);
      const std::string_view name = text_of(input.find(stored.name));
      if (name.empty()) continue;
      const json::Value meta_text = tensors.find(text_of(input.find("arg").find("name")));
      STACMLM_TRY(const TensorMeta meta, read_tensor_meta(meta_text, name));
      STACMLM_TRY(Weight weight, weight_of(meta, name, stored.kind));
      STACMLM_CHECK(collector.add_weight(std::move(weight)));
      Weight& added = collector.model().weights->back();
      STACMLM_TRY(added.bytes, bytes_of(added.elements, added));
      if (is_running_statistic(name)) collector.model().hints.has_batch_norm = true;
    }
  }
  return {};
}

}  // namespace stacmlm::artifact::pt2
