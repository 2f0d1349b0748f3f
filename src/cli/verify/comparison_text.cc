// SPDX-License-Identifier: Apache-2.0
#include "cli/verify/comparison_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/table.h"
#include "diag/json_writer.h"
#include "diag/visible.h"

namespace stacmlm::cli {
namespace {

using artifact::Comparison;

constexpr std::size_t kCell = 44;

/// As much as a column has room for.
std::string cell(std::string_view text) {
  if (text.size() <= kCell) return std::string(text);
  std::size_t end = kCell - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

void write_text(diag::JsonWriter& out, std::string_view text) {
  if (text.empty())
    out.raw("null");
  else
    out.string(text);
}

}  // namespace

std::string comparison_table(std::string_view path, const std::vector<Comparison>& comparisons) {
  std::string text;
  for (auto at = comparisons.begin(); at != comparisons.end();) {
    const auto end = std::find_if(at, comparisons.end(),
                                  [&](const Comparison& one) { return one.asset != at->asset; });
    text += fmt::format("{}, asset {}\n", diag::visible(path), diag::visible(at->asset));
    Table table({"FIELD", "VERDICT", "STATED", "FOUND"});
    for (; at != end; ++at) {
      const bool tells_why = at->found.empty() && at->verdict == artifact::Agreement::kCannotTell;
      table.add({at->field, std::string(artifact::name_of(at->verdict)), cell(at->stated),
                 tells_why ? fmt::format("({})", at->reason) : cell(at->found)});
    }
    text += table.text(2) + '\n';
  }
  return text;
}

std::string comparison_lines(std::string_view path, const std::vector<Comparison>& comparisons) {
  std::string lines;
  for (const Comparison& one : comparisons) {
    diag::JsonWriter out;
    out.open('{').key("path").string(path).key("asset").string(one.asset);
    out.key("field").string(one.field).key("pointer").string(one.pointer);
    out.key("verdict").string(artifact::name_of(one.verdict));
    out.key("stated");
    write_text(out, one.stated);
    out.key("found");
    write_text(out, one.found);
    out.key("reason");
    write_text(out, one.reason);
    out.key("code");
    write_text(out, one.code);
    out.close('}');
    lines += out.view();
    lines += '\n';
  }
  return lines;
}

}  // namespace stacmlm::cli
