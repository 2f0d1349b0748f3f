// SPDX-License-Identifier: Apache-2.0
// HDF5 files that lie, and some that Keras did not write.
#include <string_view>

#include "model_files/byte_writer.h"
#include "model_files/hdf5_writer.h"
#include "model_files/keras.h"

namespace stacmlm::model_files {
namespace {

constexpr std::uint64_t kHuge = std::uint64_t{1} << 40U;

/// Weights of Keras 3 with one more thing in them.
std::string weights_with(H5Node more, int version = 0) {
  return hdf5(h5_group("", {h5_group("layers", {h5_dataset("w", {2, 3}), std::move(more)}),
                            h5_group("vars", {}, {h5_text("name", "net")})}),
              version);
}

/// The file with other bytes `offset` bytes behind the first place of `sign`.
std::string patched(std::string bytes, std::string_view sign, std::size_t offset,
                    const std::string& with) {
  return bytes.replace(bytes.find(sign) + offset, with.size(), with);
}

std::string number(std::uint64_t value) { return ByteWriter().u64(value).bytes(); }

std::vector<File> one(std::string bytes) { return {{"model.weights.h5", std::move(bytes)}}; }

std::vector<File> group_cycle() {
  H5Node again;
  again.name = "again";
  again.kind = H5Node::Kind::kLinkToRoot;
  return one(weights_with(again));
}

// The first tree says that it is not at the bottom, and that it hangs on itself.
std::vector<File> tree_cycle() {
  const std::string bytes = weights_with(h5_dataset("x", {1}));
  const std::string patch = ByteWriter().u8(0).u8(1).u16(1).zeros(16).u64(0).bytes();
  return one(patched(bytes, "TREE", 4, patch + number(bytes.find("TREE"))));
}

// A header that goes on at its own beginning.
std::vector<File> header_cycle() {
  const std::string bytes = weights_with(h5_dataset("x", {1}));
  const std::string space = ByteWriter().u16(1).u16(24).u32(0).u8(1).u8(2).bytes();
  const std::uint64_t begin = bytes.find(space);  // of the messages of the first dataset
  const std::string patch = ByteWriter().u16(16).u16(24).u32(0).u64(begin).u64(64).bytes();
  return one(patched(bytes, space, 0, patch));
}

std::vector<File> huge_shape() { return one(weights_with(h5_dataset("x", {kHuge, kHuge, 4}))); }
std::vector<File> huge_weight() { return one(weights_with(h5_dataset("x", {kHuge}))); }

std::vector<File> outside() {
  const std::string bytes = weights_with(h5_dataset("x", {1}));
  const std::string layout = ByteWriter().u16(8).u16(24).u32(0).u8(3).u8(1).bytes();
  return one(patched(bytes, layout, 10, number(bytes.size())));
}

// An attribute of 16 MB of text, says its text of a few bytes.
std::vector<File> long_text() {
  const std::string bytes = weights_with(h5_dataset("x", {1}));
  const std::string text = ByteWriter().u32(3).u64(96).u32(1).bytes();
  return one(patched(bytes, text, 0, ByteWriter().u32(1U << 24U).bytes()));
}

std::vector<File> external_link() {
  H5Node link;
  link.name = "x";
  link.kind = H5Node::Kind::kExternalLink;
  link.target = "/etc/weights.h5";
  return one(weights_with(link, 3));
}

std::vector<File> soft_link() {
  H5Node link;
  link.name = "x";
  link.kind = H5Node::Kind::kSoftLink;
  link.target = "/layers/w";
  return one(weights_with(link));
}

std::vector<File> external_files() {
  H5Node dataset = h5_dataset("x", {4});
  dataset.has_external_files = true;
  return one(weights_with(dataset));
}

std::vector<File> cut() {
  const std::string bytes = weights_with(h5_dataset("x", {1}));
  return one(bytes.substr(0, bytes.size() - 8));
}

std::vector<File> virtual_dataset() {
  H5Node dataset = h5_dataset("x", {4});
  dataset.is_virtual = true;
  return one(weights_with(dataset));
}

std::vector<File> foreign_filter() {
  H5Node dataset = h5_dataset("x", {4});
  dataset.filter = 32001;
  return one(weights_with(dataset));
}

std::vector<File> packed() {
  constexpr std::uint16_t kDeflate = 1;
  H5Node dataset = h5_dataset("x", {4});
  dataset.filter = kDeflate;
  return one(weights_with(dataset));
}

std::vector<File> dense() {
  H5Node group = h5_group("x", {h5_dataset("w", {1})});
  group.is_dense = true;
  return one(weights_with(group, 3));
}

// 24 layers of 168 MB each.
std::vector<File> large() {
  std::vector<H5Node> layers;
  for (int i = 0; i < 24; ++i) {
    H5Node kernel = h5_dataset("0", {10240, 4096});
    H5Node bias = h5_dataset("1", {4096});
    kernel.is_hole = true;
    bias.is_hole = true;
    layers.push_back(h5_group("dense_" + std::to_string(i), {h5_group("vars", {kernel, bias})}));
  }
  return {hdf5_file("large.weights.h5", h5_group("", {h5_group("layers", std::move(layers))}))};
}

// 64 groups in each other are as deep as a file may be.
std::vector<File> deep() {
  H5Node node = h5_dataset("w", {1});
  for (int i = 0; i < 70; ++i) node = h5_group("g", {node});
  return one(weights_with(node));
}

std::vector<File> foreign() {
  return {{"table.h5", hdf5(h5_group("", {h5_dataset("temperature", {10, 20}, "float64")}))}};
}

constexpr Kind kKinds[] = {
    {"hdf5-group-cycle", "a group that holds the root", group_cycle},
    {"hdf5-tree-cycle", "a tree of names that hangs on itself", tree_cycle},
    {"hdf5-header-cycle", "a header that goes on in itself", header_cycle},
    {"hdf5-huge-shape", "a dataset of 2^82 elements", huge_shape},
    {"hdf5-huge-weight", "a dataset of 4 TB in a file of some kB", huge_weight},
    {"hdf5-outside", "a dataset behind the end of the file", outside},
    {"hdf5-long-text", "a text of 16 MB in a heap of 4 kB", long_text},
    {"hdf5-external-link", "weights in another file", external_link},
    {"hdf5-soft-link", "weights under two names, one a soft link", soft_link},
    {"hdf5-external-files", "a dataset whose bytes are in other files", external_files},
    {"hdf5-virtual", "a virtual dataset", virtual_dataset},
    {"hdf5-foreign-filter", "a dataset that a library of its own packed", foreign_filter},
    {"hdf5-packed", "a dataset that zlib packed", packed},
    {"hdf5-dense", "a group whose links stand in a fractal heap", dense},
    {"keras-weights-large", "24 layers, 4 GB that take no room", large},
    {"hdf5-cut", "a file that breaks off", cut},
    {"hdf5-deep", "70 groups in each other", deep},
    {"hdf5-foreign", "a table, no model", foreign},
};

}  // namespace

std::span<const Kind> hdf5_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
