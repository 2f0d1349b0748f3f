// SPDX-License-Identifier: Apache-2.0
#include "model_files/torch.h"

#include <utility>

#include "model_files/torch_pickle.h"
#include "model_files/zip_writer.h"

namespace stacmlm::model_files {
namespace {

using Tensors = std::vector<TorchTensor>;

std::vector<File> one(std::string bytes) { return {{"model.pt", std::move(bytes)}}; }

std::string state_pickle(const Tensors& tensors) {
  PickleWriter pickle;
  write_state_dict(pickle, tensors);
  return pickle.finish();
}

std::vector<File> state_dict() {
  return one(torch_archive(state_pickle(small_net()), small_net()));
}

// One storage under two names, and a part of it under a third.
std::vector<File> shared() {
  const Tensors tensors = with_keys({{"embedding.weight", {10, 4}, "HalfStorage", 2, "0"},
                                     {"head.weight", {10, 4}, "HalfStorage", 2, "0"},
                                     {"row.weight", {4}, "HalfStorage", 2, "0", 36, 40},
                                     {"flat.a", {6}, "FloatStorage", 4, "1", 0, 10},
                                     {"flat.b", {4}, "FloatStorage", 4, "1", 6, 10}});
  return one(torch_archive(state_pickle(tensors), tensors));
}

void write_module(PickleWriter& to, std::string_view module, std::string_view name,
                  const Tensors& parameters, const Tensors& buffers) {
  to.global(module, name).ops(")\x81}(").text("training").op('\x88').text("_parameters");
  to.global("collections", "OrderedDict").ops(")R(");
  for (const TorchTensor& tensor : parameters) {
    to.text(tensor.name).global("torch._utils", "_rebuild_parameter").op('(');
    write_tensor(to, tensor);
    to.op('\x88').global("collections", "OrderedDict").ops(")RtR");
  }
  to.op('u').text("_buffers");
  write_state_dict(to, buffers);
}

// The class of the user with a convolution and a normalisation of PyTorch.
std::vector<File> module() {
  const Tensors tensors = with_keys({{"weight", {4, 13, 3, 3}},
                                     {"weight", {4}},
                                     {"running_mean", {4}},
                                     {"mask", {2}, "ByteStorage", 1}});
  PickleWriter pickle;
  write_module(pickle, "mynet.models", "Net", {}, {tensors[3]});
  pickle.text("_modules").global("collections", "OrderedDict").ops(")R(");
  pickle.text("conv");
  write_module(pickle, "torch.nn.modules.conv", "Conv2d", {tensors[0]}, {});
  pickle.text("_modules").global("collections", "OrderedDict").ops(")Rub");
  pickle.text("bn");
  write_module(pickle, "torch.nn.modules.batchnorm", "BatchNorm2d", {tensors[1]}, {tensors[2]});
  pickle.text("_modules").global("collections", "OrderedDict").ops(")Rub");
  return one(torch_archive(pickle.ops("uub").finish(), tensors));
}

std::vector<File> lightning() {
  Tensors tensors = small_net();
  TorchTensor momentum{"exp_avg", {8, 3, 3, 3}};
  momentum.key = "momentum";
  PickleWriter pickle;
  pickle.ops("}(").text("epoch").integer(12).text("pytorch-lightning_version").text("2.1.0");
  pickle.text("optimizer_states").ops("](}(").text("state").ops("}(").integer(0).ops("}(");
  pickle.text("exp_avg");
  write_tensor(pickle, momentum);
  pickle.ops("uuue").text("hyper_parameters").ops("}(").text("lr").raw("G\x3f\x50\x62\x4d");
  pickle.raw("\xd2\xf1\xa9\xfc").text("classes").ops("](").text("water").text("land").ops("eu");
  pickle.text("state_dict");
  write_state_dict(pickle, tensors);
  tensors.push_back(momentum);
  return {{"epoch=12.ckpt", torch_archive(pickle.op('u').finish(), tensors)}};
}

std::string protocol_1001() { return PickleWriter().raw("M\xe9\x03").finish(); }

Tensors legacy_net() {
  Tensors tensors = small_net();
  for (TorchTensor& tensor : tensors) tensor.is_legacy = true;
  return tensors;
}

std::vector<File> legacy() {
  return one(legacy_file(state_pickle(legacy_net()), legacy_net(), protocol_1001()));
}

std::string hostile_pickle() {
  return PickleWriter().global("os", "system").text("touch canary").ops("\x85R").finish();
}

std::vector<File> legacy_second_stream() {
  return one(legacy_file(state_pickle(legacy_net()), legacy_net(), hostile_pickle()));
}

std::vector<File> os_system() {
  PickleWriter pickle;
  pickle.global("os", "system").text("touch canary").ops("\x85R0");
  write_state_dict(pickle, small_net());
  return one(torch_archive(pickle.finish(), small_net()));
}

std::vector<ZipEntry> entries_with(ZipEntry further) {
  const Tensors tensors{{"weight", {2}, "FloatStorage", 4, "0"}};
  return {torch_entry("archive/data.pkl", state_pickle(tensors)),
          torch_entry("archive/data/0", std::string(8, '\1')), std::move(further),
          torch_entry("archive/version", "3\n")};
}

std::vector<File> hidden_pickle() {
  return one(zip(entries_with(torch_entry("archive/notes.txt", hostile_pickle()))));
}

std::vector<File> hidden_in_storage() {
  return one(zip(entries_with(torch_entry("archive/data/7", hostile_pickle()))));
}

std::vector<File> nested_archive() {
  return one(zip(entries_with(torch_entry("archive/more.pt", state_dict().front().bytes))));
}

std::vector<File> short_storage() {
  const Tensors tensors{{"weight", {100}, "FloatStorage", 4, "0"}};
  return one(zip({torch_entry("archive/data.pkl", state_pickle(tensors)),
                  torch_entry("archive/data/0", std::string(399, '\1')),
                  torch_entry("archive/version", "3\n")}));
}

std::vector<File> beyond_storage() {
  const Tensors tensors{{"weight", {4}, "FloatStorage", 4, "0", 97, 100}};
  return one(torch_archive(state_pickle(tensors), tensors));
}

std::string script_code(std::string_view operators) {
  return "class Net(Module):\n  __parameters__ = [\"weight\", ]\n  __buffers__ = [\"mean\", ]\n"
         "  weight : Tensor\n  mean : Tensor\n  training : bool\n"
         "  def forward(self: __torch__.net.Net,\n    x: Tensor) -> Tensor:\n"
         "    _0 = torch.sub(x, self.mean)\n" +
         std::string(operators) +
         "    return torch.conv2d(_0, self.weight, None, [1, 1], [0, 0], [1, 1], 1)\n";
}

std::vector<File> script_with(std::string_view operators, std::vector<ZipEntry> further = {}) {
  const Tensors tensors{{"weight", {2, 4, 1, 1}, "FloatStorage", 4, "0"},
                        {"mean", {4, 1, 1}, "FloatStorage", 4, "1"}};
  PickleWriter data;
  data.global("__torch__.net", "Net").ops(")\x81}(");
  for (const TorchTensor& tensor : tensors) {
    data.text(tensor.name);
    write_tensor(data, tensor);
  }
  data.text("training").ops("\x89ub");
  PickleWriter constants;
  constants.op('(');
  write_tensor(constants, {"", {3}, "LongStorage", 8, "0"});
  constants.op('t');
  std::vector<ZipEntry> entries = {torch_entry("net/data.pkl", data.finish()),
                                   torch_entry("net/data/0", std::string(32, '\1')),
                                   torch_entry("net/data/1", std::string(16, '\1')),
                                   torch_entry("net/code/__torch__/net.py", script_code(operators)),
                                   ZipEntry{.name = "net/code/__torch__/net.py.debug_pkl",
                                            .bytes = PickleWriter().ops("](e").finish(),
                                            .is_deflated = true},
                                   torch_entry("net/constants.pkl", constants.finish()),
                                   torch_entry("net/constants/0", std::string(24, '\1')),
                                   torch_entry("net/extra/labels.txt", "water\nland\n")};
  for (ZipEntry& entry : further) entries.push_back(std::move(entry));
  entries.push_back(torch_entry("net/version", "3\n"));
  return one(zip(entries));
}

// A variable stands for an operator.
std::vector<File> script() { return script_with("    _9 = torch.relu\n    _8 = _9(x)\n"); }

// torch.jit.trace keeps the inputs that it ran the module with.
std::vector<File> script_traced() {
  PickleWriter inputs;
  inputs.ops("}(").text("forward").op('(');
  write_tensor(inputs, {"", {1, 4, 1, 1}, "FloatStorage", 4, "0"});
  inputs.ops("tu");
  return script_with("", {torch_entry("net/traced_inputs/0", std::string(16, '\1')),
                          torch_entry("net/traced_inputs.pkl", inputs.finish())});
}

// What were parameters stands in the code as constants.
std::vector<File> script_frozen() {
  PickleWriter data;
  data.global("__torch__.net", "Net").ops(")\x81}(").text("training").ops("\x89ub");
  PickleWriter constants;
  constants.op('(');
  write_tensor(constants, {"", {2, 4, 1, 1}, "FloatStorage", 4, "0"});
  write_tensor(constants, {"", {3}, "LongStorage", 8, "1"});
  constants.op('t');
  const std::string_view code =
      "class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n"
      "  def forward(self: __torch__.net.Net,\n    x: Tensor) -> Tensor:\n"
      "    return torch.conv2d(x, CONSTANTS.c0, None, [1, 1], [0, 0], [1, 1], 1)\n";
  return one(zip({torch_entry("net/data.pkl", data.finish()),
                  torch_entry("net/code/__torch__/net.py", std::string(code)),
                  torch_entry("net/constants.pkl", constants.finish()),
                  torch_entry("net/constants/0", std::string(32, '\1')),
                  torch_entry("net/constants/1", std::string(24, '\1')),
                  torch_entry("net/version", "3\n")}));
}

// A class is written as a persistent id, with its source.
std::vector<File> legacy_module() {
  const Tensors tensors = with_keys({{.name = "weight", .shape = {2}, .is_legacy = true}});
  PickleWriter pickle;
  pickle.op('(').text("module").global("mynet.models", "Net").text("mynet/models.py");
  pickle.text("class Net(Module): pass").ops("tQ)\x81}(").text("_parameters");
  write_state_dict(pickle, tensors);
  return one(legacy_file(pickle.ops("ub").finish(), tensors, protocol_1001()));
}
std::vector<File> script_from_file() {
  return script_with("    _1 = torch.from_file(\"/etc/passwd\", False, 10)\n");
}
std::vector<File> script_save() {
  return script_with("    _1 = (x).save(\"canary\")\n    f = torch.from_file\n");
}
std::vector<File> script_foreign() {
  return script_with(
      "    _1 = ops.mylib.run(x)\n    _2 = ops.image.read_file(\"a\")\n    _3 = torch.newest(x)\n"
      "    c = __torch__.torch.classes.mylib.Handle(1)\n");
}

constexpr Kind kKinds[] = {
    {"torch-state-dict", "weights of a small network", state_dict},
    {"torch-shared", "weights that share storages", shared},
    {"torch-module", "a whole module with its classes", module},
    {"torch-lightning", "a checkpoint of PyTorch Lightning with training state", lightning},
    {"torch-legacy", "weights as before PyTorch 1.6", legacy},
    {"torch-legacy-module", "a whole module as before PyTorch 1.6", legacy_module},
    {"torchscript", "a small network with its code", script},
    {"torchscript-traced", "... traced: with the inputs that it was run with", script_traced},
    {"torchscript-frozen", "... frozen: its weights are constants", script_frozen},
    {"torch-os-system", "hostile: the pickle calls os.system", os_system},
    {"torch-legacy-second-stream", "hostile: the second pickle calls os.system",
     legacy_second_stream},
    {"torch-hidden-pickle", "hostile: a pickle under the name of a text", hidden_pickle},
    {"torch-hidden-in-storage", "hostile: a pickle under the name of a storage", hidden_in_storage},
    {"torch-nested-archive", "hostile: a model within the model", nested_archive},
    {"torch-short-storage", "a storage that lacks a byte", short_storage},
    {"torch-beyond-storage", "a tensor that goes on behind its storage", beyond_storage},
    {"torchscript-from-file", "hostile: reads a file when it is run", script_from_file},
    {"torchscript-save", "hostile: writes a file when it is run", script_save},
    {"torchscript-foreign", "hostile: operators that PyTorch has not", script_foreign},
};

}  // namespace

std::span<const Kind> torch_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
