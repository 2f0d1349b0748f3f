// SPDX-License-Identifier: Apache-2.0
// Examples of the rules that look at several files.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "page.h"
#include "stacmlm/rules/tree_check.h"
#include "temporary_folder.h"

namespace stacmlm::rules {
namespace {

/// A new folder in which the test works, so that paths are those of the page.
class WorkingFolder {
 public:
  WorkingFolder() : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(folder_.path());
  }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;
  ~WorkingFolder() { std::filesystem::current_path(before_); }

 private:
  std::filesystem::path before_;
  TemporaryFolder folder_;
};

void write_file(const std::filesystem::path& path, const std::string& text) {
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

/// What rules of single documents say does not count: the files are cut to what matters.
void add_lines(const diag::DocumentReport& report, std::vector<std::string>& lines) {
  for (const diag::Diagnostic& finding : report.findings) {
    if (find_rule(finding.code)->subject != Subject::kTree) continue;
    lines.push_back(fmt::format("{}: {}[{}]{}{}: {}", report.path, diag::name_of(finding.severity),
                                finding.code, finding.pointer.empty() ? "" : " ", finding.pointer,
                                finding.message));
  }
}

}  // namespace

std::vector<std::string> findings_in_folder(const Example& example) {
  const WorkingFolder folder;
  for (const auto& [name, text] : example.files) write_file(name, text);
  CheckOptions options;
  options.profile = example.profile;
  Checker checker(options);
  TreeChecker tree(options);
  std::vector<std::string> lines;
  for (const auto& [name, text] : example.files) {
    if (!name.ends_with(".json")) continue;
    diag::DocumentReport report = checker.check(json::Text::copy_of(text), name);
    tree.add(notes_of(checker.document(), options, report));
    add_lines(report, lines);
  }
  const auto read = [&](const std::string& path) -> base::Result<json::Text> {
    const auto file =
        std::ranges::find_if(example.files, [&](const auto& known) { return known.first == path; });
    if (file == example.files.end()) return base::fail(base::ErrorKind::kIo, "no such file");
    return json::Text::copy_of(file->second);
  };
  tree.end(read, [&](const diag::DocumentReport& report) { add_lines(report, lines); });
  return lines;
}

}  // namespace stacmlm::rules
