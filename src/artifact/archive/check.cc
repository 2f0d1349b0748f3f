// SPDX-License-Identifier: Apache-2.0
#include "artifact/archive/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifact/archive/local_header.h"

namespace stacmlm::artifact {
namespace {

constexpr std::uint64_t kManyBytes = std::uint64_t{100} << 20U;
constexpr std::uint64_t kLargestRatio = 1000;

void trick(Collector& collector, std::string_view where, std::string_view what) {
  collector.danger(DangerKind::kArchiveTrick, where, what);
}

/// How a reader that is careless, or knows other systems, may understand a name: `\` parts folders,
/// `.` and nothing are no folder, and letters have no case (PyTorch asks for entries like that).
std::string plain_form(std::string_view name) {
  std::string plain;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find_first_of("/\\", at), name.size());
    const std::string_view step = name.substr(at, end - at);
    at = end + 1;
    if (step.empty() || step == ".") continue;
    if (!plain.empty()) plain += '/';
    for (const char c : step) plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return plain;
}

bool leads_up(std::string_view name) {
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find_first_of("/\\", at), name.size());
    if (name.substr(at, end - at) == "..") return true;
    at = end + 1;
  }
  return false;
}

void check_name(const ArchiveEntry& entry, Collector& collector) {
  const std::string_view name = entry.name;
  if (name.empty()) trick(collector, "", "an entry has no name");
  if (name.find('\0') != std::string_view::npos)
    trick(collector, entry.shown(), "its name holds a zero byte, where some readers end it");
  const bool has_drive = name.size() > 1 && name[1] == ':';
  if (name.starts_with('/') || name.starts_with('\\') || has_drive)
    trick(collector, entry.shown(), "its name is an absolute path");
  if (leads_up(name)) trick(collector, entry.shown(), "its name leads out of its folder");
  if (entry.has_other_name)
    trick(collector, entry.shown(), "has a second name that some readers take instead");
}

void check_double_names(const std::vector<ArchiveEntry>& entries,
                        std::span<const std::uint32_t> by_name, Collector& collector) {
  const auto name_at = [&](std::size_t i) -> const std::string& {
    return entries[by_name[i]].name;
  };
  for (std::size_t i = 1; i < by_name.size(); ++i) {
    if (name_at(i) == name_at(i - 1))
      trick(collector, entries[by_name[i]].shown(), "stands in the archive more than once");
  }
  std::vector<std::pair<std::string, std::uint32_t>> forms;
  forms.reserve(entries.size());
  for (const std::uint32_t at : by_name) forms.emplace_back(plain_form(entries[at].name), at);
  std::ranges::stable_sort(forms, {}, &std::pair<std::string, std::uint32_t>::first);
  for (std::size_t i = 1; i < forms.size(); ++i) {
    if (forms[i].first != forms[i - 1].first) continue;
    const ArchiveEntry& entry = entries[forms[i].second];
    const ArchiveEntry& other = entries[forms[i - 1].second];
    if (entry.name == other.name) continue;
    trick(collector, entry.shown(),
          fmt::format("some readers take its name for the same as \"{}\"", other.shown()));
  }
}

void check_content(const ArchiveEntry& entry, Collector& collector) {
  if ((entry.flags & ArchiveEntry::kEncrypted) != 0)
    trick(collector, entry.shown(), "is encrypted");
  if (entry.is_special) trick(collector, entry.shown(), "is a link or a device");
  if (entry.method == ArchiveEntry::kStored) {
    if (entry.size != entry.packed_size) trick(collector, entry.shown(), "has two sizes");
  } else if (entry.method == ArchiveEntry::kDeflated) {
    if (entry.size > kManyBytes && entry.size / kLargestRatio >= entry.packed_size) {
      trick(collector, entry.shown(),
            fmt::format("unpacks from {} bytes to {}", entry.packed_size, entry.size));
    }
  } else {
    collector.danger(DangerKind::kNotAnalysed, entry.shown(),
                     fmt::format("is packed by method {}", entry.method));
  }
}

void check_total(const Source& source, const std::vector<ArchiveEntry>& entries,
                 Collector& collector) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 62U;
  std::uint64_t total = 0;
  for (const ArchiveEntry& entry : entries)
    total = std::min(kMost, total + std::min(kMost, entry.size));
  if (total > kManyBytes && total / kLargestRatio >= source.size())
    trick(collector, "", fmt::format("an archive of {} bytes unpacks to {}", source.size(), total));
}

/// Entries in the order of their places: nothing overlaps, nothing stands between them. Ends at the
/// first that does, so that no byte is read more than a few times.
base::Result<void> check_places(const Source& source, const ArchiveDirectory& directory,
                                Collector& collector) {
  const std::vector<ArchiveEntry>& entries = directory.entries;
  std::vector<std::uint32_t> by_place(entries.size());
  std::iota(by_place.begin(), by_place.end(), 0U);
  std::ranges::stable_sort(by_place, {}, [&](std::uint32_t at) { return entries[at].header; });
  ByteReader reader(source, 0, directory.begin);
  std::uint64_t free_from = 0;
  for (std::size_t i = 0; i < by_place.size(); ++i) {
    const ArchiveEntry& entry = entries[by_place[i]];
    if (entry.header < free_from) {
      trick(collector, entry.shown(), "overlaps with another entry");
      return {};
    }
    if (entry.header > free_from) {
      trick(collector, entry.shown(),
            i == 0 ? "other bytes stand before the archive" : "bytes of no entry stand before it");
    }
    const bool is_last = i + 1 == by_place.size();
    const std::uint64_t next =
        is_last ? directory.begin : std::min(directory.begin, entries[by_place[i + 1]].header);
    STACMLM_TRY(const LocalHeader header, read_local_header(reader, entry, next));
    for (const std::string& difference : header.differences)
      trick(collector, entry.shown(), difference);
    if (header.end == 0) return {};
    free_from = header.end;
  }
  if (free_from != directory.begin)
    trick(collector, "",
          entries.empty() ? "other bytes stand before the archive"
                          : "bytes of no entry stand before its directory");
  return {};
}

}  // namespace

base::Result<void> check_directory(const Source& source, const ArchiveDirectory& directory,
                                   std::span<const std::uint32_t> by_name, Collector& collector) {
  for (const std::string& doubt : directory.doubts) trick(collector, "", doubt);
  for (const ArchiveEntry& entry : directory.entries) {
    check_name(entry, collector);
    check_content(entry, collector);
  }
  check_double_names(directory.entries, by_name, collector);
  check_total(source, directory.entries, collector);
  return check_places(source, directory, collector);
}

base::Result<void> check_inner(const Archive& inner, std::string_view name, Collector& collector) {
  ModelFile findings;
  Collector of_inner(findings, collector.limits());
  STACMLM_CHECK(inner.check(of_inner));
  for (const Danger& danger : findings.danger)
    collector.danger(danger.kind, fmt::format("{}/{}", name, danger.where), danger.what);
  return {};
}

base::Result<void> check_stored(const Archive& archive, const ArchiveEntry& entry,
                                std::string_view where, Collector& collector) {
  if (entry.method != ArchiveEntry::kStored) return {};
  auto compared = archive.compare_checksum(entry);
  if (compared) return {};
  if (!is_about_content(compared.error())) return compared;
  collector.danger(DangerKind::kArchiveTrick, where, compared.error().message);
  return {};
}

}  // namespace stacmlm::artifact
