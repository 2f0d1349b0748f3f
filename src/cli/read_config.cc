// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <toml++/toml.h>

#include <array>
#include <initializer_list>
#include <string_view>

#include "cli/config.h"
#include "cli/file_text.h"
#include "cli/toml_check.h"
#include "cli/walk.h"
#include "rules/nearest.h"
#include "stacmlm/json/line_index.h"

namespace stacmlm::cli {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 20U;

// Reads one file. What is wrong is kept, the first only: later faults often follow from it.
class Reader {
 public:
  explicit Reader(std::string path) : path_(std::move(path)) {}

  base::Result<Config> read(std::string_view text) {
    if (const auto fault = find_toml_fault(text)) {
      const auto offset = static_cast<std::uint32_t>(fault->offset);
      const base::SourceSpan span = json::LineIndex(text).span(offset, offset);
      return base::fail(base::ErrorKind::kInvalidArgument,
                        fmt::format("{}:{}:{}: {}", path_, span.line, span.column, fault->what));
    }
    Config config;
    try {
      const toml::table root = toml::parse(text, path_);
      known_keys(root, {"validate"});
      if (const toml::node* node = root.get("validate")) {
        if (const toml::table* table = expect_table(*node)) settings(*table, config);
      }
    } catch (const toml::parse_error& error) {
      wrong(error.source(), std::string(error.description()));
    }
    if (!error_.empty()) return base::fail(base::ErrorKind::kInvalidArgument, error_);
    return config;
  }

 private:
  std::string place(const toml::source_region& at) const {
    return fmt::format("{}:{}:{}", path_, static_cast<unsigned>(at.begin.line),
                       static_cast<unsigned>(at.begin.column));
  }
  void wrong(const toml::source_region& at, const std::string& what) {
    if (error_.empty()) error_ = fmt::format("{}: {}", place(at), what);
  }

  void known_keys(const toml::table& table, std::initializer_list<std::string_view> names) {
    for (const auto& [key, value] : table) {
      if (std::find(names.begin(), names.end(), key.str()) != names.end()) continue;
      const std::string meant = rules::did_you_mean(key.str(), {names.begin(), names.end()});
      wrong(key.source(),
            fmt::format("unknown key `{}`{}{}", key.str(), meant.empty() ? "" : "; ", meant));
    }
  }
  const toml::table* expect_table(const toml::node& node) {
    if (!node.is_table()) wrong(node.source(), "a table is expected here");
    return node.as_table();
  }
  std::string text(const toml::node& node) {
    const auto value = node.value_exact<std::string>();
    if (!value) wrong(node.source(), "a string is expected here");
    return value.value_or("");
  }
  template <class Each>
  void texts(const toml::node* node, Each each) {
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    if (array == nullptr) return wrong(node->source(), "an array of strings is expected here");
    for (const toml::node& element : *array) each(element, text(element));
  }
  template <class Each>
  void tables(const toml::node* node, Each each) {
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    if (array == nullptr) return wrong(node->source(), "an array of tables is expected here");
    for (const toml::node& element : *array) {
      if (const toml::table* table = expect_table(element)) each(*table);
    }
  }

  void codes(const toml::node* node, CodeList& list) {
    texts(node, [&](const toml::node& at, const std::string& name) {
      if (auto added = list.add(name); !added) wrong(at.source(), added.error().message);
    });
  }
  void severities(const toml::node* node, std::vector<SeverityRow>& rows) {
    if (node == nullptr) return;
    const toml::table* table = expect_table(*node);
    if (table == nullptr) return;
    for (const auto& [key, value] : *table) {
      SeverityRow row;
      if (auto added = row.codes.add(key.str()); !added) wrong(key.source(), added.error().message);
      const std::string name = text(value);
      bool is_known = false;
      for (const auto severity :
           {diag::Severity::kInfo, diag::Severity::kWarning, diag::Severity::kError}) {
        if (name != diag::name_of(severity)) continue;
        row.severity = severity;
        is_known = true;
      }
      if (!is_known) {
        wrong(value.source(), fmt::format("`{}` is none of error, warning, info", name));
      }
      rows.push_back(std::move(row));
    }
  }

  void settings(const toml::table& table, Config& config) {
    known_keys(table, {"profile", "strict", "select", "ignore", "severity", "override", "silence"});
    if (const toml::node* node = table.get("profile")) {
      const std::string name = text(*node);
      if (name == "published") config.profile = rules::Profile::kPublished;
      if (name == "documented") config.profile = rules::Profile::kDocumented;
      if (!config.profile) {
        wrong(node->source(), fmt::format("`{}` is neither published nor documented", name));
      }
    }
    if (const toml::node* node = table.get("strict")) {
      config.strict = node->value_exact<bool>();
      if (!config.strict) wrong(node->source(), "true or false is expected here");
    }
    codes(table.get("select"), config.select);
    codes(table.get("ignore"), config.ignore);
    severities(table.get("severity"), config.severity);
    tables(table.get("override"), [&](const toml::table& row) { override_row(row, config); });
    tables(table.get("silence"), [&](const toml::table& row) { silence_row(row, config); });
  }

  void override_row(const toml::table& table, Config& config) {
    known_keys(table, {"paths", "ignore", "severity"});
    Override row;
    texts(table.get("paths"), [&](const toml::node&, const std::string& pattern) {
      row.paths.push_back(components_of(pattern));
    });
    if (row.paths.empty()) wrong(table.source(), "an override needs `paths`");
    codes(table.get("ignore"), row.ignore);
    severities(table.get("severity"), row.severity);
    config.overrides.push_back(std::move(row));
  }

  void silence_row(const toml::table& table, Config& config) {
    known_keys(table, {"path", "code", "pointer", "reason"});
    std::array<std::string, 4> values;
    std::size_t at = 0;
    for (const char* name : {"path", "code", "pointer", "reason"}) {
      const toml::node* node = table.get(name);
      if (node == nullptr) return wrong(table.source(), fmt::format("a silence needs `{}`", name));
      values[at++] = text(*node);
    }
    Silence silence;
    silence.path = components_of(values[0]);
    if (auto added = silence.codes.add(values[1]); !added) {
      wrong(table.get("code")->source(), added.error().message);
    }
    silence.pointer = values[2];
    if (values[3].empty()) wrong(table.get("reason")->source(), "say why it stays");
    silence.place = place(table.source());
    silence.words = fmt::format("{} {} {}", values[0], values[1], values[2]);
    config.silences.push_back(std::move(silence));
  }

  std::string path_;
  std::string error_;
};

}  // namespace

base::Result<Config> read_config(const std::string& path) {
  auto file = read_text(path, kMaxBytes);
  if (!file) return tl::unexpected(std::move(file).error().during(path));
  if (!file->text) {
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("{}: larger than {} bytes", path, kMaxBytes));
  }
  return read_config_text(file->text->view(), path);
}

base::Result<Config> read_config_text(std::string_view text, const std::string& path) {
  STACMLM_TRY(Config config, Reader(path).read(text));
  config.folder = absolute_components(path);
  config.folder.pop_back();
  return config;
}

}  // namespace stacmlm::cli
