// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/diag/report.h"
#include "stacmlm/json/document.h"
#include "stacmlm/json/text.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::rules {

/// What has to be remembered of one file until all have been seen: hashes of ids, places and
/// values, extents; some hundred bytes an Item. Move-only.
class TreeNotes {
 public:
  TreeNotes();
  TreeNotes(TreeNotes&&) noexcept;
  TreeNotes& operator=(TreeNotes&&) noexcept;
  ~TreeNotes();

  struct Content;

 private:
  friend TreeNotes notes_of(const json::Document& document, const CheckOptions& options,
                            diag::DocumentReport& report);
  friend class TreeChecker;
  std::unique_ptr<Content> content_;
};

/// Looks at a document as a part of the tree of files around `report.path`. What needs the file
/// system alone (links and asset files that are not there) is added to the report, which comes from
/// Checker::check. For files only: NDJSON lines and stdin have no place in a tree. Safe to call
/// from several threads.
TreeNotes notes_of(const json::Document& document, const CheckOptions& options,
                   diag::DocumentReport& report);

/// Where a link of a Catalog or Collection leads.
struct FollowedLink {
  std::string path;
  bool is_child = false;  ///< to a Catalog or Collection: its links may lead on
};

/// Where the `child` and `item` links of a Catalog or Collection lead, as far as that is on this
/// machine; in the order of the links. Nothing for other documents.
std::vector<FollowedLink> links_to_follow(const json::Document& document, std::string_view path);

/// Sees the notes of all files of a run and tells at the end what only the whole shows: ids that
/// stand twice, Items outside of their Collection, parents and children that disagree, summaries
/// that differ from the Items.
///
/// ```cpp
/// rules::TreeChecker tree(options);
/// for (...) {
///   auto report = checker.check(text, path);
///   tree.add(rules::notes_of(checker.document(), options, report));
///   print(report);
/// }
/// tree.end(read_file, print);
/// ```
class TreeChecker {
 public:
  /// Gives the text of a file that has been seen; an Error leaves its findings out.
  using ReadFile = std::function<base::Result<json::Text>(const std::string& path)>;
  using Tell = std::function<void(const diag::DocumentReport&)>;

  /// Of the options, `limits` and `keep_text` count here; the profile is that of the notes.
  explicit TreeChecker(CheckOptions options = {});
  TreeChecker(TreeChecker&&) noexcept;
  TreeChecker& operator=(TreeChecker&&) noexcept;
  ~TreeChecker();

  /// The next file, in the order of the input. One that has been added before is left out.
  void add(TreeNotes notes);

  /// Tells what was found, as further reports (DocumentReport::is_further) of those files that have
  /// such findings, in the order of the input. Only these files are read again.
  void end(const ReadFile& read, const Tell& tell);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace stacmlm::rules
