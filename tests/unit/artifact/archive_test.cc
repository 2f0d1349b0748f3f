// SPDX-License-Identifier: Apache-2.0
#include "artifact/archive/archive.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model_files/kinds.h"
#include "model_files/zip_writer.h"

namespace stacmlm::artifact {
namespace {

using model_files::zip;

constexpr std::size_t kPlenty = 1U << 20U;

/// An archive and the bytes that it lies in.
struct Opened {
  explicit Opened(std::string text)
      : bytes(std::move(text)),
        source(source_of(bytes, "zip")),
        archive(*Archive::open(*source, kPlenty)) {}
  [[nodiscard]] base::Result<std::string> read(std::string_view name,
                                               std::size_t limit = kPlenty) const {
    return archive.read(*archive.find(name), limit);
  }
  std::string bytes;
  std::unique_ptr<Source> source;
  Archive archive;
};

std::string text_of(const Source& source) {
  std::string text(source.size(), '\0');
  EXPECT_TRUE(source.read(0, text));
  return text;
}

TEST(Archive, ReadsStoredAndPackedEntries) {
  const Opened zip(model_files::bytes_of("zip-sound"));
  ASSERT_EQ(zip.archive.entries().size(), 4U);
  EXPECT_EQ(zip.read("folder/stored").value(), "stored bytes");
  EXPECT_EQ(zip.read("packed").value(), std::string(3000, 'x'));
  EXPECT_EQ(zip.read("empty").value(), "");
  EXPECT_EQ(zip.archive.find("none"), nullptr);
  EXPECT_EQ(zip.archive.find(""), nullptr);
  EXPECT_EQ(zip.archive.find("zzz"), nullptr);
}

TEST(Archive, ReadsWhatTorchWrites) {
  const Opened zip(model_files::bytes_of("zip-torch"));
  EXPECT_EQ(zip.read("model/version").value(), "3\n");
  for (const ArchiveEntry& entry : zip.archive.entries())
    EXPECT_EQ(zip.archive.data_begin(entry).value() % 64, 0U) << entry.name;
}

TEST(Archive, ReadsSizesOf64Bits) {
  const Opened zip(model_files::bytes_of("zip-zip64"));
  EXPECT_EQ(zip.read("a").value(), "one");
  EXPECT_EQ(zip.read("b").value(), "two");
}

TEST(Archive, OpensEntriesAsSources) {
  const Opened zip(model_files::bytes_of("zip-sound"));
  const auto stored = zip.archive.open(*zip.archive.find("folder/stored"), 0);
  ASSERT_TRUE(stored) << "a window needs no memory";
  EXPECT_EQ(text_of(**stored), "stored bytes");
  EXPECT_EQ((*stored)->name(), "folder/stored");
  std::string beyond(1, '\0');
  EXPECT_FALSE((*stored)->read(12, beyond));
  EXPECT_FALSE((*stored)->beside("packed"));
  EXPECT_FALSE(zip.archive.open(*zip.archive.find("packed"), 2999));
  const auto packed = zip.archive.open(*zip.archive.find("packed"), 3000);
  ASSERT_TRUE(packed);
  EXPECT_EQ(text_of(**packed), std::string(3000, 'x'));
}

TEST(Archive, LimitsAreKept) {
  const Opened zip(model_files::bytes_of("zip-sound"));
  EXPECT_EQ(zip.read("packed", 2999).error().kind, base::ErrorKind::kLimitExceeded);
  const std::string bytes = model_files::bytes_of("zip-sound");
  const auto source = source_of(bytes, "");
  EXPECT_EQ(Archive::open(*source, 100).error().kind, base::ErrorKind::kLimitExceeded);
}

TEST(Archive, OfSeveralEntriesOfANameTheLastIsFound) {
  const Opened twice(
      zip({{.name = "a", .bytes = "1"}, {.name = "b"}, {.name = "a", .bytes = "2"}}));
  EXPECT_EQ(twice.read("a").value(), "2");
}

TEST(Archive, WhatIsReadHasItsChecksum) {
  const Opened broken(zip({{.name = "stored", .bytes = "x", .crc = 1},
                           {.name = "packed", .bytes = "x", .is_deflated = true, .crc = 1}}));
  EXPECT_FALSE(broken.read("stored"));
  EXPECT_FALSE(broken.read("packed"));
  EXPECT_FALSE(broken.archive.compare_checksum(*broken.archive.find("stored")));
  const Opened sound(zip({{.name = "stored", .bytes = std::string(200000, 'x')}}));
  EXPECT_TRUE(sound.archive.compare_checksum(*sound.archive.find("stored")));
}

TEST(Archive, WhatCannotBeUnpackedIsAnError) {
  const std::string text(5000, 'x');
  const Opened zip(model_files::zip(
      {{.name = "longer", .bytes = text, .is_deflated = true, .central_size = 4999},
       {.name = "shorter", .bytes = text, .is_deflated = true, .central_size = 5001},
       {.name = "bomb", .bytes = "", .is_deflated = true, .central_size = 900000},
       {.name = "cut", .bytes = text, .is_deflated = true, .central_packed = 9},
       {.name = "locked", .bytes = text, .flags = 1},
       {.name = "odd", .bytes = text, .method = 12},
       {.name = "two", .bytes = text, .central_packed = 10},
       {.name = "beyond", .bytes = text, .central_size = 9000, .central_packed = 9000},
       {.name = "nowhere", .central_header = 5}}));
  for (const ArchiveEntry& entry : zip.archive.entries()) {
    EXPECT_FALSE(zip.archive.read(entry, kPlenty)) << entry.name;
    EXPECT_FALSE(zip.archive.open(entry, kPlenty)) << entry.name;
  }
}

TEST(Archive, EntriesTakeNoMoreRoomThanThereIs) {
  using model_files::ZipEntry;
  std::vector<ZipEntry> entries{{.name = "a", .bytes = std::string(2000, 'x')}};
  const auto open = [&] {
    const std::string bytes = zip(entries);
    return Archive::open(*source_of(bytes, ""), kPlenty).map([](const Archive&) { return true; });
  };
  EXPECT_TRUE(open());
  entries.push_back(
      {.name = "b", .central_size = 2000, .central_packed = 2000, .central_header = 0});
  const auto opened = open();
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().message, "entries of the zip archive overlap");
}

TEST(Archive, CutShortItIsNone) {
  const std::string bytes = model_files::bytes_of("zip-zip64");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto source = source_of(std::string_view(bytes).substr(0, size), "");
    EXPECT_FALSE(Archive::open(*source, kPlenty)) << size;
  }
}

}  // namespace
}  // namespace stacmlm::artifact
