// SPDX-License-Identifier: Apache-2.0
#include "artifact/pt2/pickled_part.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "artifact/archive/check.h"
#include "artifact/pickle/findings.h"
#include "artifact/pickle/pickle.h"

namespace stacmlm::artifact::pt2 {
namespace {

void not_analysed(Collector& collector, std::string_view where, std::string_view what) {
  collector.danger(DangerKind::kNotAnalysed, where, what);
}

bool is_pickle(std::string_view name) {
  return name.ends_with(".pkl") || name.ends_with(".debug_pkl");
}

// These are read by libtorch, to which `__torch__` names are classes of the program that loads it.
pickle::Loader loader_of(std::string_view name) {
  const std::string_view file = name.substr(name.rfind('/') + 1);
  return file.starts_with("custom_obj_") ? pickle::Loader::kTorchScript : pickle::Loader::kPython;
}

}  // namespace

base::Result<void> PickledParts::tell(const Archive& archive, const ArchiveEntry& entry,
                                      Collector& collector) {
  auto source = archive.open(entry, collector.limits().header_bytes);
  if (!source) {
    if (!is_about_content(source.error())) return tl::unexpected(std::move(source.error()));
    not_analysed(collector, entry.shown(), source.error().message);
    return {};
  }
  std::string head(static_cast<std::size_t>(std::min<std::uint64_t>((*source)->size(), 4096)),
                   '\0');
  STACMLM_CHECK((*source)->read(0, head));
  const pickle::Loader loader = loader_of(entry.name);
  if (Archive::looks_like(head)) return tell_archive(**source, entry, loader, collector);
  if (pickle::looks_like_pickle(head) && !pickle::looks_like_tar(head)) {
    STACMLM_CHECK(check_stored(archive, entry, entry.shown(), collector));
    return tell_pickle(**source, std::string(entry.shown()), loader, collector);
  }
  not_analysed(collector, entry.shown(), "a part that nothing says how to read");
  return {};
}

base::Result<void> PickledParts::tell_archive(const Source& source, const ArchiveEntry& entry,
                                              pickle::Loader loader, Collector& collector) {
  const std::string name(entry.shown());
  const auto inner = Archive::open(source, collector.limits().kept_bytes / 16);
  if (!inner) {
    if (!is_about_content(inner.error())) return tl::unexpected(inner.error());
    not_analysed(collector, name, inner.error().message);
    return {};
  }
  STACMLM_CHECK(check_inner(*inner, name, collector));
  bool has_data = false;
  for (const ArchiveEntry& part : inner->entries()) {
    const std::string_view path = part.name;
    // A program of TorchScript, which torch.load hands on to torch.jit.load.
    if (path.find("/code/") != std::string_view::npos || path.ends_with("/constants.pkl"))
      not_analysed(collector, name, "a program of TorchScript in the archive");
    if (!is_pickle(path)) continue;
    has_data = has_data || path.ends_with("data.pkl");
    auto pickled = inner->open(part, collector.limits().header_bytes);
    if (pickled) {
      const std::string where = name + '/' + std::string(part.shown());
      STACMLM_CHECK(check_stored(*inner, part, where, collector));
      STACMLM_CHECK(tell_pickle(**pickled, where, loader, collector));
    } else if (is_about_content(pickled.error())) {
      not_analysed(collector, name, pickled.error().message);
    } else {
      return tl::unexpected(std::move(pickled.error()));
    }
  }
  if (!has_data) not_analysed(collector, name, "an archive that is not of torch.save");
  return {};
}

base::Result<void> PickledParts::tell_pickle(const Source& source, const std::string& name,
                                             pickle::Loader loader, Collector& collector) {
  ByteReader reader(source);
  pickle::Stream stream;
  STACMLM_CHECK(pickle::analyse(reader, name, loader, collector, budget_, stream));
  if (stream.result != pickle::kNoValue && reader.left() != 0)
    not_analysed(collector, name, "bytes behind the pickle");
  return {};
}

}  // namespace stacmlm::artifact::pt2
