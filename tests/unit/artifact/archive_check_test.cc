// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "artifact/archive/archive.h"
#include "artifact/collector.h"
#include "model_files/byte_writer.h"
#include "model_files/kinds.h"
#include "model_files/zip_writer.h"

namespace stacmlm::artifact {
namespace {

using model_files::zip;
using model_files::ZipEntry;
using model_files::ZipOptions;
using Findings = std::vector<std::string>;

/// What check() says: `name: sentence`.
Findings check(const std::string& bytes) {
  const auto source = source_of(bytes, "zip");
  ModelFile model;
  Collector collector(model, {});
  const auto archive = Archive::open(*source, std::size_t{64} << 20U);
  if (!archive) return {archive.error().message};
  EXPECT_TRUE(archive->check(collector));
  collector.finish();
  EXPECT_EQ(model.verdict, model.danger.empty() ? Verdict::kDataOnly : Verdict::kUnknown);
  Findings findings;
  for (const Danger& danger : model.danger) findings.push_back(danger.where + ": " + danger.what);
  return findings;
}

Findings check_one(ZipEntry entry) { return check(zip({std::move(entry)})); }

TEST(ArchiveCheck, SoundArchivesPass) {
  for (const char* kind : {"zip-sound", "zip-torch", "zip-zip64"})
    EXPECT_EQ(check(model_files::bytes_of(kind)), Findings{}) << kind;
  EXPECT_EQ(check(zip({})), Findings{});
  EXPECT_EQ(check_one({.name = "a", .bytes = "x", .unicode_name = "a"}), Findings{});
  EXPECT_EQ(check_one({.name = "folder/", .unix_mode = 0040755}), Findings{});
  EXPECT_EQ(check_one({.name = "..file", .unix_mode = 0100644}), Findings{});
}

TEST(ArchiveCheck, Names) {
  EXPECT_EQ(check_one({.name = "/a"}), Findings{"/a: its name is an absolute path"});
  EXPECT_EQ(check_one({.name = "\\a"}), Findings{"\\a: its name is an absolute path"});
  EXPECT_EQ(check_one({.name = "C:a"}), Findings{"C:a: its name is an absolute path"});
  EXPECT_EQ(check_one({.name = "a/../../b"}),
            Findings{"a/../../b: its name leads out of its folder"});
  EXPECT_EQ(check_one({.name = "a\\.."}), Findings{"a\\..: its name leads out of its folder"});
  EXPECT_EQ(check_one({.name = ""}), Findings{": an entry has no name"});
  const std::string zero("a\0b", 3);
  EXPECT_EQ(check_one({.name = zero}),
            Findings{zero + ": its name holds a zero byte, where some readers end it"});
  EXPECT_EQ(check_one({.name = "a", .unicode_name = "b"}),
            Findings{"a: has a second name that some readers take instead"});
}

TEST(ArchiveCheck, DoubleNames) {
  EXPECT_EQ(check(zip({{.name = "a"}, {.name = "a"}, {.name = "a"}})),
            Findings{"a: stands in the archive more than once"});
  const auto same = [](const std::string& one, const std::string& two) {
    return Findings{two + ": some readers take its name for the same as \"" + one + '"'};
  };
  for (const auto& [one, two] : std::vector<std::pair<std::string, std::string>>{
           {"./a/b", "a/b"}, {"a//b", "a/b"}, {"a/b", "a\\b"}, {"A/b", "a/b"}, {"a/./b", "a/b"}})
    EXPECT_EQ(check(zip({{.name = one}, {.name = two}})), same(one, two));
  EXPECT_EQ(check(zip({{.name = "ab"}, {.name = "a/b"}})), Findings{});
}

TEST(ArchiveCheck, HeadersThatDiffer) {
  const std::string tail = " differs between its header and the directory";
  EXPECT_EQ(check_one({.name = "a", .local_name = "b"}), Findings{"a: its name" + tail});
  EXPECT_EQ(check_one({.name = "a", .local_name = "aa"}), Findings{"a: its name" + tail});
  EXPECT_EQ(check_one({.name = "a", .bytes = "x", .local_crc = 1}),
            Findings{"a: its checksum" + tail});
  EXPECT_EQ(check_one({.name = "a", .bytes = "x", .local_size = 2}),
            Findings{"a: its size" + tail});
  EXPECT_EQ(check_one({.name = "a", .local_method = 8}), Findings{"a: how it is packed" + tail});
  EXPECT_EQ(check_one({.name = "a", .local_flags = 0x0800}), Findings{"a: how it is kept" + tail});
  EXPECT_EQ(check_one({.name = "a", .bytes = "x", .has_descriptor = true, .local_crc = 1}),
            Findings{"a: its checksum" + tail});
}

TEST(ArchiveCheck, WhatStandsBehindTheData) {
  const std::string sound = zip({{.name = "a", .bytes = "x", .has_descriptor = true}});
  std::string other = sound;
  other[other.find("PK\7\10") + 4] ^= 1;
  const Findings wrong{"a: what stands behind its data does not describe it"};
  EXPECT_EQ(check(other), wrong);
  EXPECT_EQ(check(zip({{.name = "a", .bytes = "x", .has_descriptor = true}}, {.gap = "y"})), wrong);
  EXPECT_EQ(check(zip({{.name = "a", .local_crc = 0, .local_size = 0, .flags = 8}})), Findings{});
  EXPECT_EQ(check(zip({{.name = "a", .bytes = "x", .local_crc = 0, .flags = 8}})), wrong);
}

TEST(ArchiveCheck, Content) {
  EXPECT_EQ(check_one({.name = "a", .flags = 1}), Findings{"a: is encrypted"});
  EXPECT_EQ(check_one({.name = "a", .unix_mode = 0120777}), Findings{"a: is a link or a device"});
  EXPECT_EQ(check_one({.name = "a", .method = 99}), Findings{"a: is packed by method 99"});
  const std::string differs = "a: its size differs between its header and the directory";
  EXPECT_EQ(check_one({.name = "a", .bytes = "xy", .central_size = 1}),
            (Findings{"a: has two sizes", differs}));
  EXPECT_EQ(
      check_one({.name = "a", .bytes = "x", .is_deflated = true, .central_size = 3000000000U}),
      (Findings{"a: unpacks from 3 bytes to 3000000000",
                ": an archive of 103 bytes unpacks to 3000000000", differs}));
}

TEST(ArchiveCheck, Places) {
  const std::vector<ZipEntry> one{{.name = "a", .bytes = "x"}};
  EXPECT_EQ(check(zip(one, {.before = "x"})), Findings{"a: other bytes stand before the archive"});
  EXPECT_EQ(check(zip({}, {.before = "x"})), Findings{": other bytes stand before the archive"});
  EXPECT_EQ(check(zip(one, {.gap = "x"})),
            Findings{": bytes of no entry stand before its directory"});
  EXPECT_EQ(check(model_files::bytes_of("zip-overlapping")),
            Findings{"1: overlaps with another entry"});
  EXPECT_EQ(check(zip({{.name = "a"}, {.name = "b", .central_header = 90}})),
            (Findings{"b: bytes of no entry stand before it",
                      "b: has no header where the directory says"}));
  EXPECT_EQ(check_one({.name = "a", .bytes = "xy", .central_size = 90, .central_packed = 90}),
            Findings{"a: lies in the directory"});
}

TEST(ArchiveCheck, TheEnd) {
  const std::vector<ZipEntry> one{{.name = "a", .bytes = "x"}};
  EXPECT_EQ(check(zip(one, {.behind = "x"})), Findings{": other bytes stand behind its end"});
  EXPECT_EQ(check(zip(one, {.behind_directory = "x"})),
            Findings{": bytes stand between its directory and its end record"});
  const std::string second = zip({});
  EXPECT_EQ(check(zip({}, {.comment = second})),
            (Findings{": has more than one end record",
                      ": bytes stand between its directory and its end record"}));
  EXPECT_EQ(check(zip({{.name = "a"}, {.name = "b"}}, {.count = 1})),
            (Findings{": its directory is longer than the entries that it counts",
                      ": bytes of no entry stand before its directory"}));
  EXPECT_EQ(check(zip(one, {.is_zip64 = true, .count = 0})),
            Findings{": states two different directories at its end"});
}

// A million entries, sound and overlapping: no step looks at all others.
TEST(ArchiveCheck, ManyEntriesTakeNoLonger) {
  std::vector<ZipEntry> entries(100'000);
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].name = std::to_string(i);
  const std::string bytes = zip(entries, {.is_zip64 = true, .count = 0xFFFF});
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(check(bytes), Findings{});
  for (ZipEntry& entry : entries) entry.name = "same";
  EXPECT_EQ(check(zip(entries, {.is_zip64 = true, .count = 0xFFFF})).size(), 1U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

}  // namespace
}  // namespace stacmlm::artifact
