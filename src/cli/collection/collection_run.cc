// SPDX-License-Identifier: Apache-2.0
#include "cli/collection/collection_run.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "cli/atomic_file.h"
#include "cli/collection/collection_places.h"
#include "cli/collection/item_reader.h"
#include "cli/output.h"
#include "cli/read_document.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "diag/visible.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {
namespace {

namespace fs = std::filesystem;

/// The file whose place links start from: where the Collection goes, or came from; for a new one on
/// stdout one in the folder that is named.
std::string place_of(const CollectionRun& run, const std::string& target) {
  if (target != "-") return target;
  if (!run.refresh.empty()) return run.refresh;
  std::error_code none;
  const bool is_one = run.paths.size() == 1 && fs::is_directory(run.paths.front(), none);
  return (fs::path(is_one ? run.paths.front() : "") / "collection.json").string();
}

bool exists(const std::string& path) {
  std::error_code none;
  return fs::exists(path, none);
}

std::string text_in(json::Value object, std::string_view key) {
  const json::Value member = object.find(key);
  return member.is_string() ? std::string(member.string()) : std::string();
}

/// One run of the command.
class Maker {
 public:
  explicit Maker(CollectionRun run)
      : run_(std::move(run)),
        target_(!run_.output.empty()   ? run_.output
                : run_.refresh.empty() ? "-"
                                       : run_.refresh),
        collection_(place_of(run_, target_)),
        places_(fs::path(collection_).parent_path().string(), run_.base) {}

  base::Result<void> make();
  [[nodiscard]] int status() const {
    return run_.check && is_changed_ ? status::kFindings : status::kClean;
  }

 private:
  [[nodiscard]] std::string catalog_file() const { return places_.file("catalog.json"); }
  void set_links();
  base::Result<author::WrittenDocument> written(author::CollectionBuilder& builder);
  base::Result<void> write_around(const ItemReader& items, const std::string& collection);
  base::Result<void> write_catalog(json::Value collection);
  base::Result<void> link_items(const ItemReader& items, json::Value collection);
  base::Result<void> write(const std::string& path, const author::WrittenDocument& document,
                           bool is_new);
  void tell(const std::string& path, const std::vector<author::Change>& changes);

  CollectionRun run_;
  std::string target_;
  std::string collection_;  // its file, also where it goes to stdout
  CollectionPlaces places_;
  json::Document old_;
  bool is_changed_ = false;
};

void Maker::set_links() {
  author::CollectionOptions& words = run_.words;
  if (run_.catalog) {
    words.root = places_.href(collection_, catalog_file());
    words.parent = words.root;
  } else if (run_.refresh.empty()) {
    words.root = places_.href(collection_, collection_);
  }
  words.self = places_.address(collection_);
}

base::Result<author::WrittenDocument> Maker::written(author::CollectionBuilder& builder) {
  return run_.refresh.empty() ? builder.build() : builder.refresh(old_);
}

base::Result<void> Maker::make() {
  set_links();
  author::CollectionBuilder builder(run_.words);
  ItemReader items(builder, places_, collection_);
  if (!run_.refresh.empty()) {
    if (auto read = read_document(run_.refresh, old_); !read) return read;
    items.read_linked(old_, run_.refresh);
  }
  items.read(run_.paths);
  if (!items.is_whole()) {
    return base::fail(base::ErrorKind::kInvalidDocument,
                      "nothing was written: not all Items could be read");
  }
  for (const std::string& path : items.files()) {
    if (places_.is_outside(path)) {
      return base::fail(
          base::ErrorKind::kInvalidArgument,
          fmt::format("nothing was written: {} is outside the folder of the Collection, and "
                      "--absolute gives it no address",
                      path));
    }
  }
  if (items.kept() > 0 && !run_.quiet) {
    complain(fmt::format(
        "Items that are not on this machine: {}; what the Collection says of them stays",
        items.kept()));
  }
  auto document = written(builder);
  if (!document) {
    return tl::unexpected(std::move(document).error().during(
        run_.refresh.empty() ? std::string("collection") : run_.refresh));
  }
  if (!run_.quiet) {
    for (const std::string& note : document->notes) complain(note);
  }
  if (!run_.refresh.empty()) tell(run_.refresh, document->changes);
  if (target_ == "-") {
    auto output = Output::open("-");
    if (!output) return tl::unexpected(std::move(output).error());
    if (!run_.check) output->write(document->text);
    return output->finish();
  }
  const bool is_new = run_.refresh.empty() || target_ != run_.refresh;
  if (auto done = write(target_, *document, is_new); !done) return done;
  return write_around(items, document->text);
}

/// The documents above and below the Collection.
base::Result<void> Maker::write_around(const ItemReader& items, const std::string& collection) {
  json::Document document;
  if (json::Parser().parse(json::Text::copy_of(collection), document)) return {};
  if (run_.catalog) {
    if (auto done = write_catalog(document.root()); !done) return done;
  }
  return run_.link_items ? link_items(items, document.root()) : base::Result<void>();
}

base::Result<void> Maker::write(const std::string& path, const author::WrittenDocument& document,
                                bool is_new) {
  is_changed_ = is_changed_ || !document.changes.empty();
  if (run_.check || (!is_new && document.changes.empty())) return {};
  if (is_new && exists(path)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{} is there already; --refresh brings it up to date", path));
  }
  if (auto done = replace_file(path, document.text); !done)
    return tl::unexpected(std::move(done).error().during("cannot write " + path));
  return {};
}

base::Result<void> Maker::write_catalog(json::Value collection) {
  const std::string path = catalog_file();
  author::CatalogOptions options;
  options.id = text_in(collection, "id") + "-catalog";
  options.title = text_in(collection, "title");
  options.description = text_in(collection, "description");
  options.child_title = options.title;
  options.self = places_.address(path);
  options.root = places_.href(path, path);
  options.child = places_.href(path, collection_);
  json::Document old;
  const bool is_there = exists(path);
  if (is_there) {
    if (auto read = read_document(path, old); !read) return read;
  }
  auto catalog = author::write_catalog(is_there ? &old : nullptr, options);
  if (!catalog) return tl::unexpected(std::move(catalog).error().during(path));
  if (is_there || run_.check) tell(path, catalog->changes);
  return write(path, *catalog, !is_there);
}

base::Result<void> Maker::link_items(const ItemReader& items, json::Value collection) {
  author::ItemLinks links;
  links.collection_id = text_in(collection, "id");
  for (const std::string& path : items.files()) {
    json::Document item;
    if (auto read = read_document(path, item); !read) return read;
    links.collection = places_.href(path, collection_);
    links.self = places_.address(path);
    links.root = run_.catalog ? places_.href(path, catalog_file()) : links.collection;
    auto linked = author::link_item(item, links);
    if (!linked) return tl::unexpected(std::move(linked).error().during(path));
    tell(path, linked->changes);
    if (auto done = write(path, *linked, false); !done) return done;
  }
  return {};
}

void Maker::tell(const std::string& path, const std::vector<author::Change>& changes) {
  if (run_.quiet) return;
  std::string text = fmt::format("{}: {} change{}\n", diag::visible(path), changes.size(),
                                 changes.size() == 1 ? "" : "s");
  for (const author::Change& change : changes) {
    text += fmt::format("  {}\n    {}\n",
                        change.pointer.empty() ? "the document" : diag::visible(change.pointer),
                        diag::visible(change.what));
  }
  write_to_stderr(text);
}

}  // namespace

int run_collection(CollectionRun run) {
  Maker maker(std::move(run));
  if (const auto made = maker.make(); !made) {
    complain(made.error().message);
    return status::kNotDone;
  }
  return maker.status();
}

}  // namespace stacmlm::cli
