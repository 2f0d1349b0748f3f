// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "artifact/hdf5/walk.h"
#include "model_files/hdf5_writer.h"
#include "model_files/kinds.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

using model_files::bytes_of;
using model_files::h5_dataset;
using model_files::h5_group;
using model_files::H5Node;
using model_files::hdf5;

/// Everything of a file that is read without a fault.
struct Seen {
  std::vector<hdf5::Object> objects;
  std::vector<Danger> danger;
};

Seen see(const std::string& bytes) {
  Seen seen;
  ModelFile model;
  Collector collector(model, {});
  const auto source = source_of(bytes, "model.h5");
  const auto walked = hdf5::walk(*source, "model.h5/", collector,
                                 [&](const hdf5::Object& object) -> base::Result<void> {
                                   seen.objects.push_back(object);
                                   return {};
                                 });
  EXPECT_TRUE(walked) << walked.error().message;
  seen.danger = model.danger;
  return seen;
}

TEST(Hdf5, GroupsDatasetsAndTexts) {
  H5Node table = h5_dataset("table", {2, 3}, "int8");
  table.attributes = {{.name = "units", .texts = {"m"}},
                      {.name = "names", .texts = {"a", "long one", ""}, .is_array = true},
                      {.name = "fixed", .texts = {"x", "yz"}, .is_array = true, .is_fixed = true}};
  const H5Node root =
      h5_group("", {h5_group("deep", {h5_group("er", {table})}), h5_group("empty", {})},
               {model_files::h5_text("title", "one")});
  for (const int version : {0, 2, 3}) {
    const Seen seen = see(hdf5(root, version));
    ASSERT_EQ(seen.objects.size(), 5U);
    EXPECT_EQ(seen.objects[0].path, "");
    EXPECT_EQ(seen.objects[0].children, (std::vector<std::string>{"deep", "empty"}));
    EXPECT_EQ(seen.objects[0].find("title")->texts, std::vector<std::string>{"one"});
    EXPECT_EQ(seen.objects[2].path, "deep/er");
    const hdf5::Object& read = seen.objects[3];
    EXPECT_EQ(read.path, "deep/er/table");
    EXPECT_EQ(read.dataset->shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(read.dataset->element_type, "int8");
    EXPECT_EQ(read.dataset->bytes, 6U);
    EXPECT_EQ(read.find("units")->texts, std::vector<std::string>{"m"});
    EXPECT_EQ(read.find("names")->texts, (std::vector<std::string>{"a", "long one", ""}));
    EXPECT_EQ(read.find("fixed")->texts, (std::vector<std::string>{"x", "yz"}));
    EXPECT_EQ(read.find("none"), nullptr);
    EXPECT_EQ(seen.objects[4].path, "empty");
    EXPECT_TRUE(seen.danger.empty());
  }
}

TEST(Hdf5, ElementTypes) {
  for (const auto* type :
       {"float16", "float32", "float64", "int8", "uint8", "int32", "int64", "bool"}) {
    const Seen seen = see(hdf5(h5_group("", {h5_dataset("x", {3}, type)})));
    EXPECT_EQ(seen.objects[1].dataset->element_type, type);
  }
  EXPECT_TRUE(see(hdf5(h5_group("", {h5_dataset("x", {})}))).objects[1].dataset->shape.empty());
}

TEST(Hdf5, BehindAUserBlock) {
  const std::string file = hdf5(h5_group("", {h5_dataset("x", {3})}), 2);
  for (const std::size_t size : {512, 1024, 2048}) {
    const std::string bytes = std::string(size, 'u') + file;
    const auto root = hdf5::read_root(*source_of(bytes, ""));
    ASSERT_TRUE(root) << size;
    EXPECT_EQ(root->children, std::vector<std::string>{"x"});
  }
  const std::string between = std::string(513, 'u') + file;
  EXPECT_FALSE(hdf5::read_root(*source_of(between, "")));
  EXPECT_FALSE(hdf5::read_root(*source_of("no file", "")));
}

ModelFile read(std::string_view kind) {
  const std::string bytes = bytes_of(kind);
  return inspect(*source_of(bytes, "model")).value();
}

TEST(Hdf5, BrokenFiles) {
  const std::pair<std::string_view, std::string_view> all[] = {
      {"hdf5-tree-cycle", "an HDF5 tree that holds itself"},
      {"hdf5-header-cycle", "an HDF5 header that goes on in itself"},
      {"hdf5-huge-shape", "an HDF5 dataspace of more elements than can be"},
      {"hdf5-huge-weight", "lie outside of the HDF5 file"},
      {"hdf5-outside", "lie outside of the HDF5 file"},
      {"hdf5-long-text", "in the HDF5 heap at address 96"},
      {"hdf5-cut", "the HDF5 file is cut off"},
      {"hdf5-deep", "HDF5 groups that are too deep"},
  };
  for (const auto& [kind, fault] : all) {
    const ModelFile model = read(kind);
    EXPECT_NE(model.fault.find(fault), std::string::npos) << kind << ": " << model.fault;
    EXPECT_EQ(model.verdict, Verdict::kUnknown) << kind;
  }
}

TEST(Hdf5, LinksAreNamedNotFollowed) {
  const std::pair<std::string_view, DangerKind> all[] = {
      {"hdf5-external-link", DangerKind::kOutsidePath},
      {"hdf5-soft-link", DangerKind::kNotAnalysed},
      {"hdf5-external-files", DangerKind::kOutsidePath},
      {"hdf5-virtual", DangerKind::kOutsidePath},
      {"hdf5-foreign-filter", DangerKind::kCustomOperator},
      {"hdf5-dense", DangerKind::kNotAnalysed},
  };
  for (const auto& [kind, danger] : all) {
    const ModelFile model = read(kind);
    EXPECT_EQ(model.fault, "") << kind;
    ASSERT_EQ(model.danger.size(), 1U) << kind;
    EXPECT_EQ(model.danger[0].kind, danger) << kind;
    EXPECT_EQ(model.danger[0].where, "layers/x") << kind;
    EXPECT_EQ(model.verdict, Verdict::kUnknown) << kind;
  }
}

TEST(Hdf5, FiltersOfItsOwnAreFine) {
  const ModelFile model = read("hdf5-packed");
  EXPECT_EQ(model.verdict, Verdict::kDataOnly);
  EXPECT_EQ(model.weights->at(1).bytes, 16U) << "unpacked";
}

TEST(Hdf5, EachObjectOnce) {
  const ModelFile model = read("hdf5-group-cycle");
  EXPECT_EQ(model.fault, "");
  ASSERT_EQ(model.weights->size(), 1U);
  EXPECT_EQ(model.weights->front().name, "layers/w");
}

TEST(Hdf5, OtherFilesAreNoModel) {
  const ModelFile model = read("hdf5-foreign");
  EXPECT_EQ(model.format, "hdf5");
  EXPECT_EQ(model.verdict, Verdict::kUnknown);
  EXPECT_FALSE(model.weights);
}

/// The number in `size` bytes at that place.
std::size_t number_in(const std::string& bytes, std::size_t at, int size) {
  std::size_t number = 0;
  while (size-- > 0)
    number = number << 8U | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(size)]);
  return number;
}

TEST(Hdf5, CountsOfMessagesHideNone) {
  std::string bytes = bytes_of("keras-old-lambda");
  const std::size_t root = number_in(bytes, 64, 8);
  ASSERT_GT(number_in(bytes, root + 2, 2), 2U);
  for (const char count : {'\0', '\1', '\2'}) {
    bytes[root + 2] = count;
    EXPECT_EQ(inspect(*source_of(bytes, "model.h5"))->verdict, Verdict::kExecutesCode);
  }
}

std::string bytes_of_number(std::size_t number) {
  std::string bytes;
  for (int i = 0; i < 8; ++i, number >>= 8U) bytes += static_cast<char>(number);
  return bytes;
}

// libhdf5 goes on behind free room, and takes the last of two objects of one number.
TEST(Hdf5, ObjectsBehindFreeRoom) {
  constexpr std::size_t kHead = 16;
  std::string bytes = bytes_of("keras-old-lambda");
  std::string layer;  // the object that names it, with its head
  std::size_t at = bytes.find("GCOL") + kHead;
  const std::size_t end = at - kHead + number_in(bytes, at - 8, 8);
  while (number_in(bytes, at, 2) != 0) {
    const std::size_t size = kHead + (number_in(bytes, at + 8, 8) + 7) / 8 * 8;
    const std::size_t name = bytes.find("\"Lambda\"", at);
    if (name < at + size) {
      layer = bytes.substr(at, size);
      bytes.replace(name, 8, "\"Dense\" ");
    }
    at += size;
  }
  ASSERT_FALSE(layer.empty());
  EXPECT_EQ(inspect(*source_of(bytes, "model.h5"))->verdict, Verdict::kDataOnly);
  bytes.replace(at + 8, 8, bytes_of_number(2 * kHead));
  bytes.replace(at + 2 * kHead, layer.size(), layer);
  at += 2 * kHead + layer.size();
  bytes.replace(at, kHead, std::string(8, '\0') + bytes_of_number(end - at));
  EXPECT_NE(inspect(*source_of(bytes, "model.h5"))->verdict, Verdict::kDataOnly);
}

}  // namespace
}  // namespace stacmlm::artifact
