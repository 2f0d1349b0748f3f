// SPDX-License-Identifier: Apache-2.0
// Of files that are larger than memory, little is read. They are made here, without a disk.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "model_files/kinds.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::artifact {
namespace {

using model_files::File;

constexpr std::uint64_t kLarge = std::uint64_t{1} << 30U;

std::uint64_t size_of(const File& file) {
  std::uint64_t size = file.bytes.size();
  for (const model_files::Hole& hole : file.holes) size += hole.size;
  return size;
}

/// Bytes of a file, zeros in its holes.
void fill(const File& file, std::uint64_t offset, std::span<char> to) {
  std::ranges::fill(to, '\0');
  // Copies what of a run of bytes, which begins at `at` in the file, is asked for.
  const auto copy = [&](std::string_view run, std::uint64_t at) {
    const std::uint64_t begin = std::max(at, offset);
    const std::uint64_t end = std::min(at + run.size(), offset + to.size());
    if (begin < end) run.copy(to.data() + (begin - offset), end - begin, begin - at);
  };
  const std::string_view bytes = file.bytes;
  std::uint64_t written = 0;
  std::uint64_t at = 0;
  for (const model_files::Hole& hole : file.holes) {
    copy(bytes.substr(written, hole.at - written), at);
    at += hole.at - written + hole.size;
    written = hole.at;
  }
  copy(bytes.substr(written), at);
}

/// What was asked of the files of a model.
struct Account {
  std::size_t reads = 0;
  std::uint64_t bytes = 0;
};

class Disk final : public Source {
 public:
  Disk(const std::vector<File>& files, std::size_t which, Account& account)
      : files_(files), which_(which), account_(account) {}

  [[nodiscard]] std::string_view name() const override { return files_[which_].path; }
  [[nodiscard]] std::uint64_t size() const override { return size_of(files_[which_]); }
  [[nodiscard]] base::Result<void> read(std::uint64_t offset, std::span<char> to) const override {
    if (offset > size() || to.size() > size() - offset)
      return base::fail(base::ErrorKind::kIo, "beyond the end");
    ++account_.reads;
    account_.bytes += to.size();
    fill(files_[which_], offset, to);
    return {};
  }
  [[nodiscard]] base::Result<std::unique_ptr<Source>> beside(
      std::string_view relative) const override {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (files_[i].path == relative) return std::make_unique<Disk>(files_, i, account_);
    }
    return base::fail(base::ErrorKind::kNotFound, std::string(relative));
  }

 private:
  const std::vector<File>& files_;
  std::size_t which_;
  Account& account_;
};

class Server final : public base::Fetcher {
 public:
  explicit Server(const std::vector<File>& files) : files_(files) {}
  Account account;

  base::Result<std::string> fetch(std::string_view, std::size_t) override {
    return base::fail(base::ErrorKind::kInternal, "the whole file");
  }
  base::Result<base::FetchedRange> fetch_range(std::string_view url, std::uint64_t offset,
                                               std::size_t size) override {
    for (const File& file : files_) {
      if (url != "https://a.org/" + file.path) continue;
      std::string bytes(std::min<std::uint64_t>(size, size_of(file) - offset), '\0');
      fill(file, offset, bytes);
      ++account.reads;
      account.bytes += bytes.size();
      return base::FetchedRange{std::move(bytes), size_of(file), "", std::string(url)};
    }
    return base::fail(base::ErrorKind::kNotFound, std::string(url));
  }

 private:
  const std::vector<File>& files_;
};

std::vector<std::string_view> large_kinds() {
  std::vector<std::string_view> names;
  for (const model_files::Kind& kind : model_files::all_kinds()) {
    const auto is_large = [](const File& file) { return size_of(file) > kLarge; };
    if (std::ranges::any_of(kind.make(), is_large)) names.push_back(kind.name);
  }
  return names;
}

std::vector<File> files_of(std::string_view name) {
  for (const model_files::Kind& kind : model_files::all_kinds()) {
    if (kind.name == name) return kind.make();
  }
  return {};
}

class LargeFiles : public testing::TestWithParam<std::string_view> {};

TEST_P(LargeFiles, LittleIsRead) {
  const std::vector<File> files = files_of(GetParam());
  Account account;
  const ModelFile model = inspect(Disk(files, 0, account)).value();
  EXPECT_EQ(model.fault, "");
  ASSERT_TRUE(model.weights);
  EXPECT_LE(account.bytes, (std::size_t{512} << 10U) + model.weights->size() * 8192);
}

TEST_P(LargeFiles, LittleIsFetched) {
  const std::vector<File> files = files_of(GetParam());
  Server server(files);
  const auto source = open_url("https://a.org/" + files.front().path, server).value();
  const ModelFile model = inspect(*source).value();
  EXPECT_EQ(model.fault, "");
  ASSERT_TRUE(model.weights);
  // No more than a request a tensor, where each lies among its own weights.
  EXPECT_LE(server.account.reads, model.weights->size() + 10);
  EXPECT_LE(server.account.bytes,
            (std::size_t{512} << 10U) + model.weights->size() * (std::size_t{16} << 10U));
}

INSTANTIATE_TEST_SUITE_P(All, LargeFiles, testing::ValuesIn(large_kinds()), [](const auto& kind) {
  std::string name(kind.param);
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace stacmlm::artifact
