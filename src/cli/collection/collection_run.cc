// SPDX-License-Identifier: Apache-2.0
#include "cli/collection/collection_run.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <set>
#include <utility>

#include "cli/atomic_file.h"
#include "cli/collection/collection_places.h"
#include "cli/collection/item_reader.h"
#include "cli/output.h"
#include "cli/read_document.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/told_errors.h"
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
    return is_faulty_ || (run_.check && is_changed_) ? status::kFindings : status::kClean;
  }

 private:
  [[nodiscard]] std::string catalog_file() const { return places_.file("catalog.json"); }
  void set_links();
  base::Result<author::WrittenDocument> written(author::CollectionBuilder& builder);
  /// Tells the errors that the new Collection has, and an old one did not have already.
  bool is_sound(const author::WrittenDocument& collection);
  base::Result<void> write_tree(const ItemReader& items, const author::WrittenDocument& collection);
  /// Tells which are left out.
  [[nodiscard]] std::vector<std::string> items_to_link(const ItemReader& items) const;
  [[nodiscard]] base::Result<author::WrittenDocument> catalog(json::Value collection,
                                                              bool is_there) const;
  [[nodiscard]] base::Result<author::WrittenDocument> linked(const std::string& item,
                                                             json::Value collection) const;
  base::Result<void> write(const std::string& path, const author::WrittenDocument& document);
  /// What of the Items a link does not show.
  void tell_of(const ItemReader& items) const;
  void tell(const std::string& path, const std::vector<author::Change>& changes);

  CollectionRun run_;
  std::string target_;
  std::string collection_;  // its file, also where it goes to stdout
  CollectionPlaces places_;
  json::Document old_;
  bool is_changed_ = false;
  bool is_faulty_ = false;
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
                      "nothing was written: not all Items could be taken in");
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
  tell_of(items);
  auto document = written(builder);
  if (!document) {
    return tl::unexpected(std::move(document).error().during(
        run_.refresh.empty() ? std::string("collection") : run_.refresh));
  }
  if (!is_sound(*document)) return {};
  if (!run_.quiet) {
    for (const std::string& note : document->notes) complain(note);
  }
  if (target_ == "-") {
    if (!run_.refresh.empty()) tell(run_.refresh, document->changes);
    auto output = Output::open("-");
    if (!output) return tl::unexpected(std::move(output).error());
    if (!run_.check) output->write(document->text);
    return output->finish();
  }
  return write_tree(items, *document);
}

bool Maker::is_sound(const author::WrittenDocument& collection) {
  constexpr rules::Profile kProfile = rules::Profile::kDocumented;
  diag::DocumentReport report = errors_in(collection.text, target_, kProfile);
  if (!report.findings.empty() && !run_.refresh.empty()) {
    std::set<std::pair<std::string, std::string>> known;
    const std::string old(old_.text());
    for (const diag::Diagnostic& finding : errors_in(old, run_.refresh, kProfile).findings)
      known.emplace(finding.code, finding.message);
    std::erase_if(report.findings, [&](const diag::Diagnostic& finding) {
      return known.contains({std::string(finding.code), finding.message});
    });
  }
  is_faulty_ = !report.findings.empty();
  if (is_faulty_) tell_errors(report);
  return !is_faulty_;
}

std::vector<std::string> Maker::items_to_link(const ItemReader& items) const {
  std::vector<std::string> files;
  if (!run_.link_items) return files;
  for (const std::string& file : items.files()) {
    if (items.is_given(file)) {
      files.push_back(file);
    } else {
      complain(file + " is left as it is: outside the folder of the Collection, and not named");
    }
  }
  return files;
}

/// The Collection comes last: whatever cannot be read or written, there is none that leads to it.
base::Result<void> Maker::write_tree(const ItemReader& items,
                                     const author::WrittenDocument& collection) {
  const bool is_new = target_ != run_.refresh;
  if (is_new && !run_.check && exists(target_)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{} is there already; --refresh brings it up to date", target_));
  }
  json::Document document;
  if (json::Parser().parse(json::Text::copy_of(collection.text), document))
    return base::fail(base::ErrorKind::kInvalidDocument,
                      target_ + ": over the limits of a document");
  std::optional<author::WrittenDocument> root;
  const bool has_catalog = run_.catalog && exists(catalog_file());
  if (run_.catalog) {
    STACMLM_TRY(root, catalog(document.root(), has_catalog));
  }
  // All are linked before the first is written, and then again: only one at a time is kept.
  const std::vector<std::string> linked_items = items_to_link(items);
  for (const std::string& path : linked_items) {
    if (auto item = linked(path, document.root()); !item)
      return tl::unexpected(std::move(item).error());
  }
  for (const std::string& path : linked_items) {
    STACMLM_TRY(const author::WrittenDocument item, linked(path, document.root()));
    if (auto done = write(path, item); !done) return done;
    tell(path, item.changes);
  }
  if (root) {
    if (auto done = write(catalog_file(), *root); !done) return done;
    if (has_catalog || run_.check) tell(catalog_file(), root->changes);
  }
  if (auto done = write(target_, collection); !done) return done;
  if (!run_.refresh.empty()) tell(run_.refresh, collection.changes);
  return {};
}

base::Result<void> Maker::write(const std::string& path, const author::WrittenDocument& document) {
  is_changed_ = is_changed_ || !document.changes.empty();
  if (run_.check || (exists(path) && document.changes.empty())) return {};
  if (auto done = replace_file(path, document.text); !done)
    return tl::unexpected(std::move(done).error().during("cannot write " + path));
  return {};
}

base::Result<author::WrittenDocument> Maker::catalog(json::Value collection, bool is_there) const {
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
  if (is_there) {
    std::error_code none;
    if (!fs::is_regular_file(path, none))
      return base::fail(base::ErrorKind::kInvalidDocument, path + ": not a file");
    if (!is_below(fs::path(path).parent_path().string(), path)) {
      return base::fail(base::ErrorKind::kInvalidDocument,
                        path + ": a symbolic link out of the folder of the Collection");
    }
    if (auto read = read_document(path, old); !read) return tl::unexpected(std::move(read).error());
  }
  auto catalog = author::write_catalog(is_there ? &old : nullptr, options);
  if (!catalog) return tl::unexpected(std::move(catalog).error().during(path));
  return catalog;
}

base::Result<author::WrittenDocument> Maker::linked(const std::string& path,
                                                    json::Value collection) const {
  author::ItemLinks links;
  links.collection_id = text_in(collection, "id");
  links.collection = places_.href(path, collection_);
  links.self = places_.address(path);
  links.root = run_.catalog ? places_.href(path, catalog_file()) : links.collection;
  json::Document item;
  if (auto read = read_document(path, item); !read) return tl::unexpected(std::move(read).error());
  auto linked = author::link_item(item, links);
  if (!linked) return tl::unexpected(std::move(linked).error().during(path));
  return linked;
}

void Maker::tell_of(const ItemReader& items) const {
  if (run_.quiet) return;
  if (items.kept() > 0) {
    complain(fmt::format(
        "Items that are not on this machine: {}; what the Collection says of them stays",
        items.kept()));
  }
  if (items.without_place() > 0) {
    complain(fmt::format(
        "Items in a file with others: {}; they get no link, and a refresh does not find them "
        "unless their files are named",
        items.without_place()));
  }
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
