// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "stacmlm/artifact/source.h"

namespace stacmlm::artifact {
namespace {

constexpr std::size_t kKib = 1024;
constexpr std::size_t kMib = 1024 * kKib;

/// Files by URL; keeps account of what is asked for.
class Server final : public base::Fetcher {
 public:
  struct Asked {
    std::uint64_t offset;
    std::size_t size;
    bool operator==(const Asked&) const = default;
  };
  std::map<std::string, std::string, std::less<>> files;
  std::string version = "1";
  std::vector<Asked> asked;
  base::ErrorKind missing = base::ErrorKind::kNotFound;

  base::Result<std::string> fetch(std::string_view, std::size_t) override {
    return base::fail(base::ErrorKind::kInternal, "the whole file");
  }
  base::Result<base::FetchedRange> fetch_range(std::string_view url, std::uint64_t offset,
                                               std::size_t size) override {
    asked.push_back({offset, size});
    const auto file = files.find(url);
    if (file == files.end()) return base::fail(missing, std::string(url));
    return base::FetchedRange{file->second.substr(offset, size), file->second.size(), version,
                              std::string(url)};
  }
};

std::string numbered(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7 + i / 251);
  return bytes;
}

const std::string kUrl = "https://a.org/m/model.onnx?token=1/2";

class RemoteSourceTest : public testing::Test {
 protected:
  void open(std::size_t size) {
    server.files[kUrl] = numbered(size);
    source = open_url(kUrl, server).value();
  }
  void expect_read(std::uint64_t offset, std::size_t size) {
    std::string bytes(size, '\0');
    ASSERT_TRUE(source->read(offset, bytes));
    EXPECT_TRUE(server.files[kUrl].compare(offset, size, bytes) == 0) << offset << ' ' << size;
  }
  using Asked = Server::Asked;

  Server server;
  std::unique_ptr<Source> source;
};

TEST_F(RemoteSourceTest, ASmallFileIsOneRequest) {
  open(1000);
  EXPECT_EQ(source->size(), 1000U);
  expect_read(0, 1000);
  expect_read(999, 1);
  EXPECT_EQ(server.asked, (std::vector<Asked>{{0, 64 * kKib}}));
  std::string bytes(2, '\0');
  EXPECT_FALSE(source->read(999, bytes));
  EXPECT_FALSE(source->read(2000, bytes));
  EXPECT_EQ(server.asked.size(), 1U);
}

TEST_F(RemoteSourceTest, AnEmptyFile) {
  open(0);
  EXPECT_EQ(source->size(), 0U);
  EXPECT_TRUE(source->read(0, {}));
}

TEST_F(RemoteSourceTest, AHeaderIsTwoRequests) {
  open(20 * kMib);
  expect_read(0, 8);
  expect_read(8, 500 * kKib);
  EXPECT_EQ(server.asked, (std::vector<Asked>{{0, 64 * kKib}, {64 * kKib, 436 * kKib + 8}}));
}

TEST_F(RemoteSourceTest, AVeryLargeHeaderComesInParts) {
  open(20 * kMib);
  expect_read(0, 18 * kMib);
  std::size_t bytes = 0;
  for (const Asked& each : server.asked) {
    EXPECT_LE(each.size, 8 * kMib);
    bytes += each.size;
  }
  EXPECT_EQ(server.asked.size(), 4U);
  EXPECT_LE(bytes, 18 * kMib + kMib);
}

TEST_F(RemoteSourceTest, NearJumpsAreReadOnTheWay) {
  open(4 * kMib);
  for (std::uint64_t at = 0; at + 100 < 4 * kMib; at += 20 * kKib) expect_read(at, 100);
  EXPECT_LE(server.asked.size(), 8U);  // of 205 reads
}

TEST_F(RemoteSourceTest, BehindLongJumpsLittleIsRead) {
  open(40 * kMib);
  for (std::uint64_t at = 0; at < 40 * kMib; at += 4 * kMib) expect_read(at, 100);
  EXPECT_EQ(server.asked.size(), 10U);
  for (const Asked& each : server.asked) EXPECT_LE(each.size, 64 * kKib);
}

TEST_F(RemoteSourceTest, WhatIsKeptIsNotFetchedAgain) {
  open(10 * kMib);
  expect_read(10 * kMib - 100, 100);
  expect_read(10, 100);
  expect_read(10 * kMib - 50, 50);
  EXPECT_EQ(server.asked.size(), 2U);
}

TEST_F(RemoteSourceTest, AFileThatChangesIsAnError) {
  open(kMib);
  server.version = "2";
  std::string bytes(10, '\0');
  auto read = source->read(kMib / 2, bytes);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, base::ErrorKind::kIo);
  EXPECT_EQ(read.error().message, kUrl + ": has changed while it was read");
  server.version = "1";
  server.files[kUrl] += "x";
  EXPECT_FALSE(source->read(kMib / 2, bytes));
  server.version = "";  // a server that does not say it is believed
  server.files[kUrl].pop_back();
  EXPECT_TRUE(source->read(kMib / 2, bytes));
}

TEST_F(RemoteSourceTest, NoFailureOfTheNetworkIsAFaultOfTheFile) {
  open(kMib);
  server.files.clear();
  std::string bytes(10, '\0');
  for (const auto kind : {base::ErrorKind::kUnsupported, base::ErrorKind::kLimitExceeded}) {
    server.missing = kind;
    EXPECT_EQ(source->read(kMib / 2, bytes).error().kind, base::ErrorKind::kIo);
    EXPECT_EQ(source->beside("x").error().kind, base::ErrorKind::kIo);
  }
}

TEST_F(RemoteSourceTest, BesideIsInTheSameFolder) {
  open(10);
  server.files["https://a.org/m/data/part 1%2F.bin"] = "never";
  server.files["https://a.org/m/data/part%201%252F.bin"] = "12345";
  EXPECT_EQ(source->beside("data/part 1%2F.bin").value()->size(), 5U);
  EXPECT_EQ(source->beside("none").error().kind, base::ErrorKind::kNotFound);
  server.asked.clear();
  for (const std::string_view out :
       {"", "/etc/passwd", "..", "../x", "a/../x", "//b.org/x", "a\\..\\x", "a/", "."}) {
    const auto found = source->beside(out);
    ASSERT_FALSE(found) << out;
    EXPECT_EQ(found.error().kind, base::ErrorKind::kInvalidArgument) << out;
  }
  EXPECT_TRUE(server.asked.empty());
  // As on a disk, where these are ways to the same file.
  server.files["https://a.org/m/a/x"] = "123";
  for (const std::string_view way : {"a/x", "./a/x", "a/./x", "a//x"})
    EXPECT_EQ(source->beside(way).value()->size(), 3U) << way;
  EXPECT_EQ(source->beside("https://b.org/x").error().message, "https://a.org/m/https%3A/b.org/x");
  EXPECT_EQ(source->beside("x?y#z").error().message, "https://a.org/m/x%3Fy%23z");
}

TEST(RemoteSource, WithoutAFolderNothingLiesBeside) {
  Server server;
  server.files["https://a.org"] = "x";
  const auto source = open_url("https://a.org", server).value();
  EXPECT_EQ(source->beside("x").error().kind, base::ErrorKind::kInvalidArgument);
}

}  // namespace
}  // namespace stacmlm::artifact
