// SPDX-License-Identifier: Apache-2.0
// A page of docs/rules: the explanation of a rule, its examples, and so its test.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "stacmlm/diag/report.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::rules {

/// What a schema of the user would say in an example.
struct SchemaFault {
  std::string uri;
  UserSchemas::Fault fault;
};

/// A Bad or a Good block with what is expected of it.
struct Example {
  std::string base;  ///< name of a base document; empty: `text` is a whole document
  std::string text;
  std::vector<std::pair<std::string, std::string>> files;  ///< a folder instead: names and texts
  bool bad = false;
  bool is_compose = false;  ///< a Compose file, or an Item whose runtimes are looked at
  std::string model_file;   ///< a kind of model file: the document is compared with it
  bool is_run = false;      ///< ... and with what the model in it gives
  bool tells_all = false;   ///< also what the file does not say
  Profile profile = Profile::kDocumented;
  std::size_t byte_limit = json::ParseLimits{}.bytes;
  std::vector<SchemaFault> schema_faults;
  std::vector<std::string> findings;  ///< `...` stands for any number of them
  int line = 0;                       ///< in the page
};

struct Page {
  std::string file;  ///< `MLM325-shape-dim-order-mismatch`
  std::string title;
  std::string first_line;             ///< the sentence below the title
  std::vector<std::string> sections;  ///< `What it checks`, ...
  std::string severities;             ///< the line `published: ... · documented: ...`
  std::vector<std::string> specs;     ///< what the section `Spec` lists
  std::vector<Example> examples;
  std::vector<std::string> faults;  ///< what is wrong with its form
};

Page read_page(const std::filesystem::path& path);
std::vector<std::filesystem::path> page_files();

/// The document of an example; fails the test that asks if it cannot be made.
std::string document_of(const Example& example);
diag::DocumentReport report_of(const std::string& document, const Example& example);
/// The findings in one document, one a line, as pages write them.
std::vector<std::string> findings_in(const std::string& document, const Example& example);
/// What the rules of the tree find in a folder of the example's files, one a line: `FILE: finding`.
std::vector<std::string> findings_in_folder(const Example& example);
std::string base_text(const std::string& name);

}  // namespace stacmlm::rules
