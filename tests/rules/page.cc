// SPDX-License-Identifier: Apache-2.0
#include "page.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "model_source.h"
#include "stacmlm/artifact/verify.h"
#include "stacmlm/compose/check.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::rules {
namespace {

const std::filesystem::path kPages = STACMLM_RULE_PAGES;
const std::filesystem::path kBases = STACMLM_RULE_BASES;

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) ADD_FAILURE() << "cannot read " << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Cuts `prefix` off the text, if it is there.
bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// `\xHH` is a byte and `\*N{text}` is the text N times, so that any text fits into a page.
std::string unescaped(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    if (text.size() >= 4 && take(text, "\\x")) {
      bytes.push_back(static_cast<char>(std::stoi(std::string(text.substr(0, 2)), nullptr, 16)));
      text.remove_prefix(2);
    } else if (take(text, "\\*")) {
      const std::size_t open = text.find('{');
      const std::size_t close = text.find('}', open);
      const int times = std::stoi(std::string(text.substr(0, open)));
      for (int i = 0; i < times; ++i) bytes += text.substr(open + 1, close - open - 1);
      text.remove_prefix(close + 1);
    } else {
      bytes.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  return bytes;
}

class PageReader {
 public:
  explicit PageReader(const std::filesystem::path& path) : file_(path) {
    page_.file = path.stem().string();
  }

  Page read() {
    for (std::string line; next(line);) {
      if (line.starts_with("```")) {
        read_block(line.substr(3));
      } else if (line.starts_with("## ")) {
        page_.sections.push_back(line.substr(3));
      } else if (line.starts_with("# ")) {
        page_.title = line.substr(2);
      } else if (!line.empty() && page_.first_line.empty()) {
        page_.first_line = line;
      } else {
        read_line(line);
      }
    }
    return std::move(page_);
  }

 private:
  void read_line(const std::string& line) {
    const std::string section = page_.sections.empty() ? "" : page_.sections.back();
    if (section == "What it checks" && line.starts_with("published: ")) page_.severities = line;
    if (section == "Spec" && line.starts_with("- ")) page_.specs.push_back(line.substr(2));
  }

  bool next(std::string& line) {
    ++line_;
    return static_cast<bool>(std::getline(file_, line));
  }

  void read_block(const std::string& kind) {
    const int start = line_;
    std::string text;
    for (std::string line; next(line) && line != "```";) text += line + "\n";
    if (!text.empty()) text.pop_back();
    const std::string section = page_.sections.empty() ? "" : page_.sections.back();
    if (kind == "text" && section == "Bad" && !page_.examples.empty()) {
      read_expectation(text);
    } else if (section != "Bad" && section != "Good") {
      return;
    } else if (kind.starts_with("json file=") || kind.starts_with("text file=")) {
      add_file(kind.substr(10), text, start);
    } else if (kind == "text document") {
      begin_example("", unescaped(text), start);
    } else if (kind == "yaml compose") {
      begin_example("", text, start).is_compose = true;
    } else if (kind.starts_with("json compose ")) {
      begin_example(kind.substr(13), text, start).is_compose = true;
    } else if (kind.starts_with("json verify ") || kind.starts_with("json dynamic ")) {
      begin_verify_example(kind, text, start);
    } else if (kind.starts_with("json ")) {
      const std::string base = kind.substr(5);
      begin_example(base == "document" ? "" : base, text, start);
    } else {
      page_.faults.push_back(fmt::format("line {}: a block `{}` is not known", start, kind));
    }
  }

  /// `json verify KIND BASE`, or `json dynamic KIND BASE`.
  void begin_verify_example(const std::string& kind, const std::string& text, int line) {
    const std::size_t file = kind.find(' ', 5) + 1;
    const std::size_t base = kind.find(' ', file) + 1;
    Example& example = begin_example(kind.substr(base), text, line);
    example.model_file = kind.substr(file, base - file - 1);
    example.is_run = kind.starts_with("json dynamic ");
  }

  Example& begin_example(const std::string& base, const std::string& text, int line) {
    Example& example = page_.examples.emplace_back();
    example.base = base;
    example.text = text;
    example.bad = page_.sections.back() == "Bad";
    example.line = line;
    return example;
  }

  /// Blocks of files that follow each other are one folder.
  void add_file(const std::string& name, const std::string& text, int line) {
    const bool bad = page_.sections.back() == "Bad";
    const auto& all = page_.examples;
    const bool goes_on = !all.empty() && !all.back().files.empty() && all.back().bad == bad &&
                         all.back().findings.empty();
    if (!goes_on) begin_example("", "", line);
    page_.examples.back().files.emplace_back(name, text);
  }

  void read_expectation(std::string_view text) {
    Example& example = page_.examples.back();
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      read_expected_line(text.substr(0, end), example);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (example.findings.empty())
      page_.faults.push_back(fmt::format("line {}: a Bad block without findings", example.line));
  }

  /// A setting, or a finding.
  static void read_expected_line(std::string_view line, Example& example) {
    if (line == "profile: published") {
      example.profile = Profile::kPublished;
    } else if (line == "all") {
      example.tells_all = true;
    } else if (take(line, "limit: ")) {
      example.byte_limit = std::stoul(std::string(line));
    } else if (take(line, "schema: ")) {  // URI POINTER MESSAGE
      const std::size_t pointer = line.find(' ') + 1;
      const std::size_t message = line.find(' ', pointer) + 1;
      example.schema_faults.push_back({std::string(line.substr(0, pointer - 1)),
                                       {std::string(line.substr(pointer, message - pointer - 1)),
                                        std::string(line.substr(message))}});
    } else {
      example.findings.emplace_back(line);
    }
  }

  Page page_;
  std::ifstream file_;
  int line_ = 0;
};

/// Stands for the schemas that the user would supply.
class ExampleSchemas : public UserSchemas {
 public:
  explicit ExampleSchemas(const std::vector<SchemaFault>& faults) : faults_(&faults) {}
  base::Result<std::optional<std::vector<Fault>>> judge(std::string_view uri,
                                                        std::string_view) override {
    std::vector<Fault> found;
    for (const SchemaFault& known : *faults_) {
      if (known.uri == uri) found.push_back(known.fault);
    }
    if (found.empty()) return std::nullopt;
    return found;
  }

 private:
  const std::vector<SchemaFault>* faults_;
};

}  // namespace

Page read_page(const std::filesystem::path& path) { return PageReader(path).read(); }

std::vector<std::filesystem::path> page_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(kPages)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".md") && name != "not-checkable.md" && name != "README.md")
      files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string base_text(const std::string& name) { return text_of(kBases / (name + ".json")); }

std::string document_of(const Example& example) {
  if (example.base.empty()) return example.text;
  const std::string base = base_text(example.base);
  if (example.text.starts_with("{")) {
    auto merged = json::apply_merge_patch(base, example.text);
    if (merged) return *merged;
    ADD_FAILURE() << "line " << example.line << ": " << merged.error().message;
    return {};
  }
  const auto operations = json::read_patch(example.text);
  auto patched = operations ? json::apply_patch(base, *operations)
                            : base::Result<std::string>(tl::unexpected(operations.error()));
  if (patched) return *patched;
  ADD_FAILURE() << "line " << example.line << ": " << patched.error().message;
  return {};
}

/// The document compared with the model file.
static diag::DocumentReport compared(const std::string& document, const Example& example) {
  artifact::VerifyOptions options;
  options.profile = example.profile;
  options.tell_all = example.tells_all;
  if (example.is_run) options.trial = trial_of(example.model_file);
  artifact::Verifier verifier(options);
  return verifier.verify(json::Text::copy_of(document), "example", opener_of(example.model_file))
      .report;
}

diag::DocumentReport report_of(const std::string& document, const Example& example) {
  if (example.is_compose) return compose::check(document, "example").report;
  if (!example.model_file.empty()) return compared(document, example);
  ExampleSchemas schemas(example.schema_faults);
  CheckOptions options;
  options.profile = example.profile;
  options.limits.bytes = example.byte_limit;
  options.user_schemas = &schemas;
  return Checker(options).check(json::Text::copy_of(document), "example");
}

std::vector<std::string> findings_in(const std::string& document, const Example& example) {
  const diag::DocumentReport report = report_of(document, example);
  std::vector<std::string> lines;
  for (const diag::Diagnostic& finding : report.findings) {
    lines.push_back(fmt::format("{}[{}]{}{}: {}", diag::name_of(finding.severity), finding.code,
                                finding.pointer.empty() ? "" : " ", finding.pointer,
                                finding.message));
  }
  return lines;
}

}  // namespace stacmlm::rules
