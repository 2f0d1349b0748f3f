// SPDX-License-Identifier: Apache-2.0
#include "artifact/hdf5/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "artifact/hdf5/attribute.h"
#include "artifact/hdf5/dataset.h"
#include "artifact/hdf5/group.h"

namespace stacmlm::artifact::hdf5 {
namespace {

constexpr int kDeepest = 64;
constexpr std::size_t kMostObjects = 1'000'000;

class Walk {
 public:
  Walk(File& file, std::string where, Collector& collector, const Visit& visit)
      : file_(file),
        heap_(file, collector.limits().header_bytes),
        where_(std::move(where)),
        collector_(collector),
        visit_(visit) {}

  base::Result<void> object(std::uint64_t address, std::string path, int depth) {
    if (depth > kDeepest) return over_limit("HDF5 groups that are too deep");
    STACMLM_CHECK(file_.spend(path.size()));
    Object object{.path = std::move(path)};
    if (seen_.size() == kMostObjects) return over_limit("HDF5 of too many objects");
    const auto [seen, is_new] = seen_.emplace(address, object.path);
    if (!is_new) {
      object.same_as = seen->second;
      return object.same_as.empty() ? base::Result<void>{} : visit_(object);
    }
    STACMLM_TRY(const std::vector<Message> messages, read_header(file_, address));
    STACMLM_CHECK(read_attributes(messages, object));
    const auto has = [&](MessageType type) {
      return std::ranges::find(messages, type, &Message::type) != messages.end();
    };
    if (has(kLayout)) {
      STACMLM_TRY(object.dataset, read_dataset(file_, messages, where_of(object), collector_));
    }
    if (object.dataset) return visit_(object);
    STACMLM_TRY(const std::vector<Link> links, read_links(messages, object));
    if (depth == 0) {
      for (const Link& link : links) object.children.push_back(link.name);
    }
    STACMLM_CHECK(visit_(object));
    for (const Link& link : links) {
      STACMLM_CHECK(follow(link, object, depth));
    }

    return {};
  }

 private:
  [[nodiscard]] std::string where_of(const Object& object) const { return where_ + object.path; }

  base::Result<void> read_attributes(const std::vector<Message>& messages, Object& object) {
    for (const Message& message : messages) {
      if (message.type == kAttributeInfo) {
        STACMLM_TRY(const bool is_dense, has_dense_storage(file_, message));
        if (is_dense) not_read(object, "attributes in a fractal heap are not read");
      }
      if (message.type != kAttribute) continue;
      if (message.is_shared) {
        not_read(object, "an attribute that stands elsewhere is not read");
        continue;
      }
      auto attribute = read_attribute(file_, heap_, message);
      if (!attribute && attribute.error().kind == base::ErrorKind::kUnsupported) {
        not_read(object, attribute.error().message + " is not read");
        continue;
      }
      if (!attribute) return tl::unexpected(std::move(attribute).error());
      if (*attribute) object.attributes.push_back(**std::move(attribute));
    }
    return {};
  }

  base::Result<std::vector<Link>> read_links(const std::vector<Message>& messages,
                                             const Object& object) {
    std::vector<Link> links;
    for (const Message& message : messages) {
      if (message.is_shared) continue;
      if (message.type == kSymbolTable) {
        STACMLM_CHECK(read_symbol_table(file_, message, links));
      } else if (message.type == kLink) {
        STACMLM_TRY(Link link, read_link(file_, message));
        links.push_back(std::move(link));
      } else if (message.type == kLinkInfo) {
        STACMLM_TRY(const bool is_dense, has_dense_storage(file_, message));
        if (is_dense) not_read(object, "links in a fractal heap are not read");
      }
    }
    return links;
  }

  base::Result<void> follow(const Link& link, const Object& parent, int depth) {
    std::string path = parent.path.empty() ? link.name : parent.path + '/' + link.name;
    switch (link.kind) {
      case Link::Kind::kHard:
        return object(link.address, std::move(path), depth + 1);
      case Link::Kind::kSoft:
        collector_.danger(DangerKind::kNotAnalysed, where_ + path,
                          fmt::format("a link to \"{}\" is not followed", link.target));
        return {};
      case Link::Kind::kExternal:
        collector_.danger(DangerKind::kOutsidePath, where_ + path,
                          fmt::format("a link to the file \"{}\"", link.target));
        return {};
      case Link::Kind::kUser:
        collector_.danger(DangerKind::kCustomOperator, where_ + path,
                          "a link of a kind that a program's own code has to follow");
        return {};
    }
    return {};
  }

  void not_read(const Object& object, std::string_view what) {
    collector_.danger(DangerKind::kNotAnalysed, where_of(object), what);
  }

  File& file_;
  GlobalHeap heap_;
  std::string where_;
  Collector& collector_;
  const Visit& visit_;
  std::map<std::uint64_t, std::string> seen_;
};

}  // namespace

const Attribute* Object::find(std::string_view name) const {
  const auto found = std::ranges::find(attributes, name, &Attribute::name);
  return found == attributes.end() ? nullptr : &*found;
}

base::Result<void> walk(const Source& source, const std::string& where, Collector& collector,
                        const Visit& visit) {
  STACMLM_TRY(File file, File::open(source));
  return Walk(file, where, collector, visit).object(file.root(), "", 0);
}

base::Result<Object> read_root(const Source& source) {
  ModelFile unused;
  Collector collector(unused, {});
  Object root;
  bool is_read = false;
  const auto walked = walk(source, "", collector, [&](const Object& object) -> base::Result<void> {
    root = object;
    is_read = true;
    return over_limit("no more than the root is asked for");
  });
  if (is_read) return root;
  return walked ? malformed("HDF5 without a root group") : tl::unexpected(walked.error());
}

}  // namespace stacmlm::artifact::hdf5
