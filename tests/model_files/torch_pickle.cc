// SPDX-License-Identifier: Apache-2.0
#include "model_files/torch_pickle.h"

#include <map>
#include <utility>

#include "model_files/zip_writer.h"

namespace stacmlm::model_files {
namespace {

void write_sizes(PickleWriter& to, const std::vector<std::int32_t>& sizes) {
  to.op('(');
  for (const std::int32_t size : sizes) to.integer(size);
  to.op('t');
}

std::int32_t storage_size(const TorchTensor& tensor) {
  return tensor.storage_size < 0 ? tensor.offset + elements_of(tensor) : tensor.storage_size;
}

/// Bytes by key, in the order of the keys.
std::map<std::string, std::size_t> storages(const std::vector<TorchTensor>& tensors) {
  std::map<std::string, std::size_t> sizes;
  for (const TorchTensor& tensor : tensors)
    sizes[tensor.key] = static_cast<std::size_t>(storage_size(tensor) * tensor.width);
  return sizes;
}

}  // namespace

std::int32_t elements_of(const TorchTensor& tensor) {
  std::int32_t elements = 1;
  for (const std::int32_t size : tensor.shape) elements *= size;
  return elements;
}

void write_tensor(PickleWriter& to, const TorchTensor& tensor) {
  std::vector<std::int32_t> strides(tensor.shape.size());
  std::int32_t stride = 1;
  for (std::size_t i = strides.size(); i-- > 0; stride *= tensor.shape[i]) strides[i] = stride;
  to.global("torch._utils", "_rebuild_tensor_v2").ops("((");
  to.text("storage").global("torch", tensor.storage_type).text(tensor.key).text("cpu");
  to.integer(storage_size(tensor));
  if (tensor.is_legacy) to.op('N');
  to.ops("tQ").integer(tensor.offset);
  write_sizes(to, tensor.shape);
  write_sizes(to, strides);
  to.op('\x89').global("collections", "OrderedDict").ops(")RtR");
}

void write_state_dict(PickleWriter& to, const std::vector<TorchTensor>& tensors) {
  to.global("collections", "OrderedDict").ops(")R(");
  for (const TorchTensor& tensor : tensors) {
    to.text(tensor.name);
    write_tensor(to, tensor);
  }
  to.op('u');
}

std::vector<TorchTensor> with_keys(std::vector<TorchTensor> tensors) {
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (tensors[i].key.empty()) tensors[i].key = std::to_string(i);
  }
  return tensors;
}

std::vector<TorchTensor> small_net() {
  return with_keys({
      {"conv.weight", {8, 3, 3, 3}},
      {"conv.bias", {8}},
      {"bn.weight", {8}},
      {"bn.bias", {8}},
      {"bn.running_mean", {8}},
      {"bn.running_var", {8}},
      {"bn.num_batches_tracked", {}, "LongStorage", 8},
      {"head.weight", {2, 8, 1, 1}},
      {"head.bias", {2}},
  });
}

std::string torch_archive(std::string data_pickle, const std::vector<TorchTensor>& tensors) {
  std::vector<ZipEntry> entries{torch_entry("archive/data.pkl", std::move(data_pickle)),
                                torch_entry("archive/byteorder", "little")};
  for (const auto& [key, size] : storages(tensors))
    entries.push_back(torch_entry("archive/data/" + key, std::string(size, '\1')));
  entries.push_back(torch_entry("archive/version", "3\n"));
  entries.push_back(torch_entry("archive/.data/serialization_id", "0123456789"));
  return zip(entries, {.is_zip64 = true});
}

std::string legacy_file(const std::string& object, const std::vector<TorchTensor>& tensors,
                        const std::string& protocol_pickle) {
  std::string file =
      PickleWriter().raw(std::string("\x8a\x0al\xfc\x9c\x46\xf9\x20j\xa8P\x19", 12)).finish();
  file += protocol_pickle;
  file += PickleWriter().ops("}(").text("little_endian").ops("\x88u").finish();
  file += object;
  PickleWriter keys;
  keys.ops("](");
  for (const auto& [key, size] : storages(tensors)) keys.text(key);
  file += keys.op('e').finish();
  for (const auto& [key, size] : storages(tensors)) {
    std::uint64_t width = 1;
    for (const TorchTensor& tensor : tensors) {
      if (tensor.key == key) width = static_cast<std::uint64_t>(tensor.width);
    }
    file += ByteWriter().u64(size / width).zeros(size).bytes();
  }
  return file;
}

}  // namespace stacmlm::model_files
