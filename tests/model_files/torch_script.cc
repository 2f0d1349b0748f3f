// SPDX-License-Identifier: Apache-2.0
#include "model_files/torch_script.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "model_files/byte_writer.h"
#include "model_files/zip_writer.h"

namespace stacmlm::model_files {
namespace {

std::vector<ZipEntry> entries_of(std::string_view code, const ScriptMembers& members,
                                 std::string constants) {
  std::string head = "class Net(Module):\n  __parameters__ = []\n  __buffers__ = [";
  for (const TorchTensor& tensor : members.tensors) head += '"' + tensor.name + "\", ";
  head += "]\n";
  for (const TorchTensor& tensor : members.tensors) head += "  " + tensor.name + " : Tensor\n";
  head += "  training : bool\n";
  PickleWriter data;
  data.global("__torch__", "Net").ops(")\x81}(");
  for (const TorchTensor& tensor : members.tensors) {
    data.text(tensor.name);
    write_tensor(data, tensor);
  }
  data.text("training").ops("\x89ub");
  std::vector<ZipEntry> entries = {torch_entry("net/data.pkl", data.finish()),
                                   torch_entry("net/code/__torch__.py", head + std::string(code)),
                                   torch_entry("net/constants.pkl", std::move(constants))};
  std::size_t begin = 0;
  for (const TorchTensor& tensor : members.tensors) {
    const auto size = static_cast<std::size_t>(elements_of(tensor) * tensor.width);
    entries.push_back(torch_entry("net/data/" + tensor.key, members.numbers.substr(begin, size)));
    begin += size;
  }
  entries.push_back(torch_entry("net/version", "3\n"));
  return entries;
}

std::string forward(std::string_view gives, std::string_view body) {
  return "  def forward(self: __torch__.Net,\n    image: Tensor) -> " + std::string(gives) + ":\n" +
         std::string(body);
}

std::vector<File> net(std::string_view code, const ScriptMembers& members = {}) {
  return {{"net.pt", script_archive(code, members)}};
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

std::string bytes_of(float number, std::size_t count) {
  ByteWriter numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.u32(std::bit_cast<std::uint32_t>(number));
  return numbers.bytes();
}

/// The sum of the pixels around, of one band.
std::vector<File> sums() {
  return net(
      forward("Tensor",
              "    return torch.conv2d(image, self.weight, None, [1, 1], [1, 1], [1, 1], 1)\n"),
      {with_keys({{"weight", {1, 1, 3, 3}}}), bytes_of(1, 9)});
}

std::vector<File> tuple() {
  return net(forward("Tuple[Tensor, Tensor]",
                     "    return (torch.add(image, 1.), torch.mul(image, 2.))\n"));
}

/// Made as torchvision makes it.
std::vector<File> dict() {
  return net(forward("Dict[str, Tensor]",
                     "    result = annotate(Dict[str, Tensor], {})\n"
                     "    _0 = torch._set_item(result, \"out\", torch.add(image, 1.))\n"
                     "    _1 = torch._set_item(result, \"aux\", torch.mul(image, 2.))\n"
                     "    return result\n"));
}

std::vector<File> list() {
  return net(forward("List[Tensor]", "    return [torch.add(image, 1.), torch.mul(image, 2.)]\n"));
}

std::vector<File> split() {
  return net(forward("List[Tensor]", "    return torch.split(image, 1, 0)\n"));
}

/// Adds to the image how often it was run.
std::vector<File> counter() {
  return net(forward("Tensor", "    return torch.add(image, torch.add_(self.seen, 1.))\n"),
             {with_keys({{"seen", {1}}}), bytes_of(0, 1)});
}

std::vector<File> dropout() {
  return net(forward("Tensor", "    return torch.dropout(image, 0.5, True)\n"));
}

std::vector<File> writes_input() {
  return net(forward("Tensor", "    return torch.mul_(image, 2.)\n"));
}

std::vector<File> scalar() {
  return net(
      "  def forward(self: __torch__.Net,\n    image: Tensor,\n    factor: float) -> Tensor:\n"
      "    return torch.mul(image, factor)\n");
}

std::vector<File> prints() {
  return net(forward("Tensor", "    print(\"canary\")\n    return torch.mul(image, 2.)\n"));
}

/// As deep as modules may be.
std::vector<File> nested() {
  constexpr std::size_t kDepth = 190;
  return net(forward("Tensor", "    return " + repeated("torch.neg(", kDepth) + "image" +
                                   repeated(" + image", 990) + repeated(")", kDepth) + "\n"));
}

std::vector<File> deep() {
  constexpr std::size_t kDepth = 100'000;
  return net(forward("Tensor", "    return " + repeated("torch.neg(", kDepth) + "image" +
                                   repeated(")", kDepth) + "\n"));
}

std::vector<File> chain() {
  return net(forward("Tensor", "    return image" + repeated(" + image", 100'000) + "\n"));
}

std::vector<File> branches() {
  std::string body;
  for (std::size_t i = 1; i <= 500; ++i) body += repeated("  ", i + 1) + "if bool(image):\n";
  return net(forward("Tensor", body + repeated("  ", 502) + "image = image\n    return image\n"));
}

std::string type_pickle(std::size_t depth) {
  return PickleWriter()
      .global("torch.jit._pickle", "restore_type_tag")
      .ops("(](e")
      .text(repeated("List[", depth) + "int" + repeated("]", depth))
      .ops("tR\x85")
      .finish();
}

/// Of an empty list, in the text that tells its type.
std::vector<File> deep_type() {
  return {{"net.pt", zip(entries_of(forward("Tensor", "    return torch.neg(image)\n"), {},
                                    type_pickle(10'000)))}};
}
std::vector<File> long_type() {
  return {{"net.pt", zip(entries_of(forward("Tensor", "    return torch.neg(image)\n"), {},
                                    type_pickle(100'000)))}};
}
std::vector<File> deep_values() {
  return {
      {"net.pt", zip(entries_of(forward("Tensor", "    return torch.neg(image)\n"), {},
                                PickleWriter().op(')').ops(repeated("\x85", 100'000)).finish()))}};
}

/// Each method calls the one before it twice.
std::vector<File> calls() {
  std::string code =
      "  def f0(self: __torch__.Net,\n    image: Tensor) -> Tensor:\n    return torch.neg(image)\n";
  for (int i = 1; i <= 40; ++i) {
    const std::string before = "(self).f" + std::to_string(i - 1) + "(image, )";
    code += "  def f" + std::to_string(i) +
            "(self: __torch__.Net,\n    image: Tensor) -> Tensor:\n" + "    return torch.add(" +
            before + ", " + before + ")\n";
  }
  return net(code + forward("Tensor", "    return (self).f40(image, )\n"));
}

constexpr Kind kKinds[] = {
    {"torchscript-sums", "the sum of 3 x 3 pixels, that runs", sums},
    {"torchscript-tuple", "gives a tuple", tuple},
    {"torchscript-dict", "gives a dict", dict},
    {"torchscript-list", "gives a list", list},
    {"torchscript-split", "gives a list that is as long as the batch", split},
    {"torchscript-counter", "changes itself while it runs", counter},
    {"torchscript-dropout", "traced while it was in training", dropout},
    {"torchscript-writes-input", "changes the image", writes_input},
    {"torchscript-scalar", "takes a number, too", scalar},
    {"torchscript-prints", "writes on standard output", prints},
    {"torchscript-nested", "as deep as modules may be", nested},
    {"torchscript-deep", "hostile: brackets in brackets", deep},
    {"torchscript-chain", "hostile: a sum of very many", chain},
    {"torchscript-branches", "hostile: blocks in blocks", branches},
    {"torchscript-deep-type", "hostile: lists of lists, in the text of a type", deep_type},
    {"torchscript-long-type", "hostile: the same in a text that is very long", long_type},
    {"torchscript-deep-values", "hostile: tuples in tuples", deep_values},
    {"torchscript-calls", "hostile: 2 to the power of 40 operations", calls},
};

}  // namespace

std::string script_archive(std::string_view code, const ScriptMembers& members) {
  return zip(entries_of(code, members, PickleWriter().op(')').finish()));
}

std::span<const Kind> torch_script_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
