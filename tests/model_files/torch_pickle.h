// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model_files/pickle_writer.h"

namespace stacmlm::model_files {

/// A tensor in a storage of its own, unless told otherwise.
struct TorchTensor {
  std::string name{};
  std::vector<std::int32_t> shape{};
  std::string storage_type = "FloatStorage";
  int width = 4;                   ///< bytes of an element
  std::string key{};               ///< of the storage; empty: the place in the list
  std::int32_t offset = 0;         ///< in elements
  std::int32_t storage_size = -1;  ///< in elements; -1: what the tensor needs
  bool is_legacy = false;          ///< views stand in the storage's id
};

std::int32_t elements_of(const TorchTensor& tensor);

/// Pushes the tensor as torch.save writes it.
void write_tensor(PickleWriter& to, const TorchTensor& tensor);
/// Pushes an OrderedDict of them.
void write_state_dict(PickleWriter& to, const std::vector<TorchTensor>& tensors);

/// Gives those without one a key: their place.
std::vector<TorchTensor> with_keys(std::vector<TorchTensor> tensors);

/// A small network: two convolutions with batch normalisation. 258 parameters, 17 in buffers.
std::vector<TorchTensor> small_net();

/// The archive of a torch.save: that pickle, and a storage for each key.
std::string torch_archive(std::string data_pickle, const std::vector<TorchTensor>& tensors);

/// The five pickles and the storages of old files.
std::string legacy_file(const std::string& object, const std::vector<TorchTensor>& tensors,
                        const std::string& protocol_pickle);

}  // namespace stacmlm::model_files
