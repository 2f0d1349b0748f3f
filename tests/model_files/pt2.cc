// SPDX-License-Identifier: Apache-2.0
#include "model_files/pt2.h"

#include <string>
#include <string_view>
#include <utility>

#include "model_files/pickle_writer.h"
#include "model_files/zip_writer.h"

namespace stacmlm::model_files {
namespace {

/// A tensor of the program: input, stored or output.
struct Value {
  std::string name;    ///< in the graph
  std::string stored;  ///< `encoder.weight`; empty: given by the caller
  std::string kind;    ///< `parameter`, `buffer`, `user_input`, `user_output`
  std::vector<std::string> sizes;
  int dtype = 7;  ///< 7 float32, 5 int64
};

std::string size_json(const std::string& size) {
  const bool is_number = size.find_first_not_of("0123456789-") == std::string::npos;
  if (is_number) return R"({"as_int":)" + size + '}';
  return R"({"as_expr":{"expr_str":")" + size + R"(","hint":{"as_int":4}}})";
}

std::uint64_t elements_of(const Value& value) {
  std::uint64_t elements = 1;
  for (const std::string& size : value.sizes) elements *= std::stoull(size);
  return elements;
}

std::string meta_json(const Value& value, int offset = 0) {
  std::string sizes;
  std::string strides;
  std::uint64_t stride = value.kind.starts_with("user") ? 1 : elements_of(value);
  for (const std::string& size : value.sizes) {
    if (!value.kind.starts_with("user")) stride /= std::max(1ULL, std::stoull(size));
    sizes += (sizes.empty() ? "" : ",") + size_json(size);
    strides += (strides.empty() ? "" : ",") + size_json(std::to_string(stride));
  }
  return R"({"dtype":)" + std::to_string(value.dtype) + R"(,"sizes":[)" + sizes +
         R"(],"requires_grad":false,"device":{"type":"cpu","index":null},"strides":[)" + strides +
         R"(],"storage_offset":{"as_int":)" + std::to_string(offset) + R"(},"layout":7})";
}

// A U-Net in small: four channels to two classes. 322 parameters, 17 buffers.
std::vector<Value> unet_values(const std::string& batch) {
  return {{"p_conv_weight", "conv.weight", "parameter", {"8", "4", "3", "3"}},
          {"p_norm_weight", "norm.weight", "parameter", {"8"}},
          {"p_norm_bias", "norm.bias", "parameter", {"8"}},
          {"p_head_weight", "head.weight", "parameter", {"2", "8", "1", "1"}},
          {"p_head_bias", "head.bias", "parameter", {"2"}},
          {"b_norm_running_mean", "norm.running_mean", "buffer", {"8"}},
          {"b_norm_running_var", "norm.running_var", "buffer", {"8"}},
          {"b_norm_num_batches_tracked", "norm.num_batches_tracked", "buffer", {}, 5},
          {"image", "", "user_input", {batch, "4", "64", "64"}},
          {"conv2d_1", "", "user_output", {batch, "2", "64", "64"}}};
}

struct ProgramOptions {
  std::string batch = "Symbol('s77', positive=True, integer=True)";
  std::string target = "torch.ops.aten.conv2d.default";
  std::string guard{};
  std::string call{};  ///< of another module
};

std::string program_json(const ProgramOptions& options) {
  const std::vector<Value> values = unet_values(options.batch);
  std::string tensors;
  std::string inputs;
  std::string outputs;
  for (const Value& value : values) {
    tensors += (tensors.empty() ? "\"" : ",\"") + value.name + "\":" + meta_json(value);
    const std::string arg = R"({"name":")" + value.name + "\"}";
    if (value.kind == "user_output") {
      outputs += R"({"user_output":{"arg":{"as_tensor":)" + arg + "}}}";
      continue;
    }
    inputs += inputs.empty() ? "" : ",";
    if (value.kind == "user_input") {
      inputs += R"({"user_input":{"arg":{"as_tensor":)" + arg + "}}}";
    } else {
      inputs += "{\"" + value.kind + R"(":{"arg":)" + arg + ",\"" + value.kind + R"(_name":")" +
                value.stored + '"' + (value.kind == "buffer" ? ",\"persistent\":true" : "") + "}}";
    }
  }
  const auto node = [](const std::string& target) {
    return R"({"target":")" + target + R"(","inputs":[],"outputs":[],"metadata":{}})";
  };
  return R"({"graph_module":{"graph":{"inputs":[],"outputs":[],"nodes":[)" + node(options.target) +
         ',' + node("torch.ops.aten.batch_norm.default") + ',' + node("_operator.mul") +
         R"(],"tensor_values":{)" + tensors +
         R"(},"sym_int_values":{},"sym_bool_values":{}},"signature":{"input_specs":[)" + inputs +
         R"(],"output_specs":[)" + outputs + R"(]},"module_call_graph":[)" + options.call +
         R"(],"metadata":{}},)" +
         R"("opset_version":{"aten":10},"range_constraints":{"s77":{"min_val":2,"max_val":null}},)" +
         R"("schema_version":{"major":8,"minor":14},"verifiers":["TRAINING"],"torch_version":"2.9.0+cpu",)" +
         R"("guards_code":[)" + (options.guard.empty() ? "" : '"' + options.guard + '"') + "]}";
}

/// What torch.save makes of a harmless value, or of one that runs.
std::string saved(bool is_hostile) {
  PickleWriter pickle;
  if (is_hostile) {
    pickle.global("os", "system").text("touch canary").ops("\x85R");
  } else {
    pickle.ops(")");
  }
  return zip(
      {torch_entry("archive/data.pkl", pickle.finish()), torch_entry("archive/version", "3\n")},
      {.is_zip64 = true});
}

/// The list of weights, and their bytes.
void add_weights(std::vector<ZipEntry>& entries, const std::string& root, std::size_t short_by) {
  std::string config;
  std::size_t number = 0;
  for (const Value& value : unet_values("1")) {
    if (value.stored.empty()) continue;
    const std::string file = "weight_" + std::to_string(number++);
    config += (config.empty() ? "\"" : ",\"") + value.stored + R"(":{"path_name":")" + file +
              R"(","is_param":)" + (value.kind == "parameter" ? "true" : "false") +
              R"(,"use_pickle":false,"tensor_meta":)" + meta_json(value) + '}';
    const std::uint64_t bytes = elements_of(value) * (value.dtype == 5 ? 8 : 4);
    std::string path = root;
    path.append("data/weights/").append(file);
    entries.push_back(torch_entry(std::move(path), std::string(bytes - short_by, '\1')));
  }
  entries.push_back(torch_entry(root + "data/weights/model_weights_config.json",
                                "{\"config\":{" + config + "}}"));
}

struct ArchiveOptions {
  ProgramOptions program{};
  std::string item{};
  bool is_hostile = false;
  std::size_t short_by = 0;
  std::vector<std::pair<std::string, std::string>> more{};
};

std::vector<File> archive(const ArchiveOptions& options) {
  const std::string root = "unet/";
  std::vector<ZipEntry> entries;
  add_weights(entries, root, options.short_by);
  entries.push_back(
      torch_entry(root + "data/constants/model_constants_config.json", R"({"config":{}})"));
  entries.push_back(torch_entry(root + "models/model.json", program_json(options.program)));
  entries.push_back(torch_entry(root + "data/sample_inputs/model.pt", saved(options.is_hostile)));
  for (const auto& [name, bytes] : options.more) entries.push_back(torch_entry(root + name, bytes));
  if (!options.item.empty())
    entries.push_back(torch_entry(root + "extra/mlm-metadata", options.item));
  entries.push_back(torch_entry(root + "archive_format", "pt2"));
  entries.push_back(torch_entry(root + "archive_version", "0"));
  entries.push_back(torch_entry(root + "byteorder", "little"));
  entries.push_back(torch_entry(root + ".data/version", "6\n"));
  return {{"unet.pt2", zip(entries, {.is_zip64 = true})}};
}

std::vector<File> unet() { return archive({}); }

std::vector<File> with_item() {
  return archive({.item = "type: Feature\nid: unet\nproperties:\n  mlm:name: unet\n"});
}

std::vector<File> old() {
  const ProgramOptions program{.batch = "s0"};
  return {{"old.pt2", zip({{.name = "serialized_exported_program.json",
                            .bytes = program_json(program),
                            .is_deflated = true},
                           {.name = "serialized_state_dict.pt", .bytes = saved(false)},
                           {.name = "serialized_constants.pt", .bytes = saved(false)},
                           {.name = "serialized_example_inputs.pt", .bytes = saved(false)},
                           {.name = "version", .bytes = "8.3"},
                           {.name = "extra_files/mlm-metadata", .bytes = "type: Feature\n"}})}};
}

std::vector<File> native_code() {
  return {{"compiled.pt2",
           zip({torch_entry("compiled/data/aotinductor/model/cabc.wrapper.so",
                            "\x7f"
                            "ELF"),
                torch_entry("compiled/data/aotinductor/model/kernel.cubin",
                            "\x7f"
                            "ELF"),
                torch_entry("compiled/data/aotinductor/model/cabc.wrapper_metadata.json", "{}"),
                torch_entry("compiled/archive_format", "pt2")},
               {.is_zip64 = true})}};
}

std::vector<File> hostile_pickle() { return archive({.is_hostile = true}); }

std::vector<File> hostile_size() {
  return archive({.program = {.batch = "__import__('os').system('touch canary')"}});
}

std::vector<File> hostile_guard() {
  return archive({.program = {.guard = "__import__('os').system('touch canary') or True"}});
}

std::vector<File> sound_guard() {
  return archive({.program = {.guard = "L['args'][0][0].size()[0] >= 2"}});
}

std::vector<File> custom_operator() {
  return archive({.program = {.target = "torch.ops.torchvision.nms.default"}});
}

std::vector<File> no_operator() {
  return archive({.program = {.target = "torch.serialization.os.system"}});
}

std::vector<File> file_operator() {
  return archive({.program = {.target = "torch.ops.aten.from_file.default"}});
}

std::vector<File> enumeration() {
  return archive({.program = {.call = R"({"fqn":"","signature":{"in_spec":"[1, {\"context\": )"
                                      R"({\"__enum__\": true, \"fqn\": \"antigravity:A\"}}]"}})"}});
}

std::vector<File> short_weight() { return archive({.short_by = 1}); }

std::vector<File> odd_parts() {
  return archive({.more = {{"data/executorch/model.pte", "program"},
                           {"data/weights/more", saved(true)},
                           {"data/constants/custom_obj_0", "neither"}}});
}

constexpr Kind kKinds[] = {
    {"pt2-unet", "an exported U-Net: four channels, two classes, a free batch size", unet},
    {"pt2-item", "the same with embedded metadata", with_item},
    {"pt2-old", "the same in the layout up to PyTorch 2.7", old},
    {"pt2-guard", "the same with a guard that compares sizes", sound_guard},
    {"pt2-native-code", "a package of AOTInductor", native_code},
    {"pt2-hostile-pickle", "sample inputs that would run a command", hostile_pickle},
    {"pt2-hostile-size", "a symbolic size that would run a command", hostile_size},
    {"pt2-hostile-guard", "a guard that would run a command", hostile_guard},
    {"pt2-custom-operator", "an operator of another library", custom_operator},
    {"pt2-no-operator", "a graph that calls what is no operator", no_operator},
    {"pt2-file-operator", "a graph that maps a file", file_operator},
    {"pt2-enumeration", "a structure that imports a module", enumeration},
    {"pt2-short-weight", "weights that are a byte too short", short_weight},
    {"pt2-odd-parts", "parts that no list names, one of which would run a command", odd_parts},
};

}  // namespace

std::span<const Kind> pt2_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
