// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/artifact/embed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "artifact/archive/archive.h"
#include "model_files/kinds.h"
#include "model_files/safetensors.h"
#include "model_files/zip_writer.h"
#include "read.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

using model_files::bytes_of;

constexpr std::string_view kItem = R"({"type": "Feature", "id": "\"ünet\"", "properties": {}})";

base::Result<std::string> embedded(std::string_view bytes, std::string_view item = kItem) {
  std::string made;
  const auto done = embed(*source_of(bytes, "model"), item, [&](std::string_view part) {
    made += part;
    return base::Result<void>();
  });
  if (!done) return tl::unexpected(done.error());
  return made;
}

/// The same model before and after, to the reader.
void expect_same(const ModelFile& before, const ModelFile& after) {
  EXPECT_EQ(after.fault, "");
  EXPECT_EQ(after.verdict, before.verdict);
  EXPECT_EQ(after.format, before.format);
  EXPECT_EQ(after.metadata, before.metadata);
  EXPECT_EQ(after.weight_bytes, before.weight_bytes);
  ASSERT_EQ(after.weights.has_value(), before.weights.has_value());
  if (!before.weights) return;
  ASSERT_EQ(after.weights->size(), before.weights->size());
  for (std::size_t i = 0; i < before.weights->size(); ++i)
    EXPECT_EQ((*after.weights)[i].name, (*before.weights)[i].name);
}

TEST(Embed, Safetensors) {
  for (const char* kind : {"safetensors-unet", "safetensors-item", "safetensors-types"}) {
    const std::string bytes = bytes_of(kind);
    const std::string made = embedded(bytes).value();
    const ModelFile after = read(made);
    EXPECT_EQ(after.embedded_item, kItem) << kind;
    expect_same(read(bytes), after);
    EXPECT_EQ(static_cast<unsigned char>(made[0]) % 8, 0) << "the data are aligned";
    const std::size_t data = after.weight_bytes;
    EXPECT_EQ(made.substr(made.size() - data), bytes.substr(bytes.size() - data));
    EXPECT_EQ(embedded(made).value(), made) << "the same again";
    EXPECT_EQ(embedded(embedded(bytes, "{}").value()).value(), made) << "the former are replaced";
  }
  const std::string none = model_files::safetensors_of("{}", 0);
  EXPECT_EQ(read(embedded(none).value()).embedded_item, kItem);
}

TEST(Embed, Onnx) {
  for (const char* kind : {"onnx-unet", "onnx-unet-deepness", "onnx-functions"}) {
    const std::string bytes = bytes_of(kind);
    const std::string made = embedded(bytes).value();
    EXPECT_EQ(read(made).embedded_item, kItem) << kind;
    expect_same(read(bytes), read(made));
    EXPECT_TRUE(made.starts_with(bytes)) << "what was there stays";
    EXPECT_EQ(embedded(made).value(), made) << "the same again";
    EXPECT_EQ(embedded(embedded(bytes, "{}").value()).value(), made) << "the former are replaced";
  }
}

/// Every entry but the metadata has the same bytes at a place as well aligned.
void expect_same_entries(const std::string& before, const std::string& after) {
  const auto old_source = source_of(before, "");
  const auto new_source = source_of(after, "");
  const auto old_zip = Archive::open(*old_source, 1U << 20U);
  const auto new_zip = Archive::open(*new_source, 1U << 20U);
  ASSERT_TRUE(new_zip);
  for (const ArchiveEntry& entry : old_zip->entries()) {
    if (entry.name.ends_with("mlm-metadata")) continue;
    const ArchiveEntry* same = new_zip->find(entry.name);
    ASSERT_NE(same, nullptr) << entry.name;
    EXPECT_EQ(new_zip->read(*same, 1U << 20U).value(), old_zip->read(entry, 1U << 20U).value());
    EXPECT_EQ(new_zip->data_begin(*same).value() % 64, old_zip->data_begin(entry).value() % 64);
  }
}

TEST(Embed, Pt2) {
  for (const char* kind : {"pt2-unet", "pt2-item", "pt2-old", "pt2-native-code"}) {
    const std::string bytes = bytes_of(kind);
    const auto made = embedded(bytes);
    ASSERT_TRUE(made) << kind << made.error().message;
    const ModelFile after = read(*made);
    EXPECT_EQ(after.embedded_item, kItem) << kind;
    expect_same(read(bytes), after);
    expect_same_entries(bytes, *made);
    EXPECT_EQ(embedded(*made).value(), *made) << kind << ": the same again";
    const std::string longer = R"({"a":")" + std::string(1000, 'x') + "\"}";
    const std::string replaced = embedded(embedded(bytes, longer).value()).value();
    EXPECT_EQ(read(replaced).embedded_item, kItem);
    expect_same_entries(bytes, replaced);
  }
}

TEST(Embed, CommentsOfArchivesStay) {
  using model_files::ZipEntry;
  const std::string bytes = model_files::zip({ZipEntry{.name = "m/archive_format", .bytes = "pt2"}},
                                             {.comment = "a comment"});
  EXPECT_TRUE(embedded(bytes).value().ends_with("a comment"));
}

TEST(Embed, EntriesWhosePlacesHave64Bits) {
  const std::string bytes = model_files::zip(
      {{.name = "m/archive_format", .bytes = "pt2", .is_zip64 = true},
       {.name = "m/extra/mlm-metadata", .bytes = "{}", .is_zip64 = true},
       {.name = "m/extra/more", .bytes = "more", .has_descriptor = true, .is_zip64 = true},
       {.name = "m/extra/last", .bytes = "last", .is_zip64 = true}},
      {.is_zip64 = true});
  const std::string made = embedded(bytes).value();
  EXPECT_EQ(read(made).embedded_item, kItem);
  EXPECT_EQ(read(made).verdict, Verdict::kDataOnly);
  expect_same_entries(bytes, made);
}

TEST(Embed, WhatCannotHoldThemIsRefused) {
  const auto kind = [](std::string_view bytes, std::string_view item = kItem) {
    const auto made = embedded(bytes, item);
    EXPECT_FALSE(made);
    return made ? base::ErrorKind::kInternal : made.error().kind;
  };
  const std::string unet = bytes_of("safetensors-unet");
  EXPECT_EQ(kind(unet, "id: unet"), base::ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind(unet, "[]"), base::ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind(unet, ""), base::ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind(bytes_of("html-page")), base::ErrorKind::kUnsupported);
  EXPECT_EQ(kind(bytes_of("safetensors-hole")), base::ErrorKind::kInvalidDocument);
  EXPECT_EQ(kind(bytes_of("pt2-short-weight")), base::ErrorKind::kInvalidDocument);
  EXPECT_EQ(kind(bytes_of("pt2-unet") + 'x'), base::ErrorKind::kInvalidDocument);
}

TEST(Embed, FailuresOfTheSinkEndIt) {
  const std::string unet = bytes_of("safetensors-unet");
  const auto done =
      embed(*source_of(unet, "model"), kItem, [](std::string_view) -> base::Result<void> {
        return base::fail(base::ErrorKind::kIo, "full");
      });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "full");
}

}  // namespace
}  // namespace stacmlm::artifact
