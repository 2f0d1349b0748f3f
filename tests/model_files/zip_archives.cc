// SPDX-License-Identifier: Apache-2.0
#include "model_files/zip_archives.h"

#include "model_files/zip_writer.h"

namespace stacmlm::model_files {
namespace {

std::vector<File> sound() {
  return {
      {"sound.zip", zip({{.name = "folder/"},
                         {.name = "folder/stored", .bytes = "stored bytes"},
                         {.name = "packed", .bytes = std::string(3000, 'x'), .is_deflated = true},
                         {.name = "empty"}},
                        {.comment = "a comment"})}};
}

std::vector<File> as_torch_writes() {
  return {{"torch.zip", zip({torch_entry("model/data.pkl", "pickle"),
                             torch_entry("model/data/0", std::string(100, '\1')),
                             torch_entry("model/version", "3\n")},
                            {.is_zip64 = true})}};
}

std::vector<File> zip64() {
  return {
      {"zip64.zip", zip({{.name = "a", .bytes = "one", .is_zip64 = true},
                         {.name = "b", .bytes = "two", .has_descriptor = true, .is_zip64 = true}},
                        {.is_zip64 = true})}};
}

// Every file of it lies within the first one: as long as the archive, and again, and again.
std::vector<File> overlapping() {
  ZipEntry all{.name = "0", .bytes = std::string(2000, 'x')};
  std::vector<ZipEntry> entries{all};
  for (int i = 1; i < 200; ++i) entries.push_back({.name = std::to_string(i), .central_header = 0});
  return {{"overlapping.zip", zip(entries)}};
}

std::vector<File> tricks() {
  return {{"tricks.zip", zip({{.name = "a", .bytes = "one", .local_name = "b"},
                              {.name = "a", .bytes = "two", .local_crc = 1},
                              {.name = "../up", .bytes = "three", .flags = 1},
                              {.name = "link", .bytes = "/etc/passwd", .unix_mode = 0120777},
                              {.name = "named", .bytes = "four", .unicode_name = "other"}},
                             {.before = "before", .gap = "gap", .behind = "behind"})}};
}

constexpr Kind kKinds[] = {
    {"zip-sound", "a zip archive with stored and packed entries", sound},
    {"zip-torch", "a zip archive as PyTorch writes it, without a model", as_torch_writes},
    {"zip-zip64", "a zip archive whose sizes have 64 bits", zip64},
    {"zip-overlapping", "a zip archive of 200 entries that overlap", overlapping},
    {"zip-tricks", "a zip archive that two readers read as two", tricks},
};

}  // namespace

std::span<const Kind> zip_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
