// SPDX-License-Identifier: Apache-2.0
// JSON Patch documents: read and written.
#include <fmt/format.h>

#include <algorithm>

#include "json/patch_names.h"
#include "json/read_text.h"

namespace stacmlm::json {
namespace {

using Kind = PatchOperation::Kind;

bool has_value(Kind kind) {
  return kind == Kind::kAdd || kind == Kind::kReplace || kind == Kind::kTest;
}
bool has_from(Kind kind) { return kind == Kind::kMove || kind == Kind::kCopy; }

/// The JSON text without its line breaks; they are never inside a string.
std::string one_line(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    out += text.substr(0, end);
    const std::size_t next = std::min(text.find_first_not_of(" \t\r\n", end), text.size());
    if (next > end && out.ends_with(',')) out += ' ';
    text.remove_prefix(next);
  }
  return out;
}

base::Result<std::string> string_member(Value operation, std::string_view key) {
  const Value member = operation.find(key);
  if (member.is_string()) return std::string(member.string());
  return base::fail(base::ErrorKind::kInvalidDocument,
                    member.exists()
                        ? fmt::format("`{}` is {}, not a string", key, name_of(member.kind()))
                        : fmt::format("`{}` is missing", key));
}

base::Result<PatchOperation> read_operation(Value operation) {
  if (!operation.is_object()) {
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("it is {}, not an object", name_of(operation.kind())));
  }
  STACMLM_TRY(const std::string name, string_member(operation, "op"));
  const auto known = std::ranges::find(kPatchNames, name);
  if (known == kPatchNames.end()) {
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{} is no operation", quote(name)));
  }
  PatchOperation result;
  result.kind = static_cast<Kind>(known - kPatchNames.begin());
  STACMLM_TRY(result.path, string_member(operation, "path"));
  if (has_from(result.kind)) {
    STACMLM_TRY(result.from, string_member(operation, "from"));
  }
  if (has_value(result.kind)) {
    const Value value = operation.find("value");
    if (!value.exists()) return base::fail(base::ErrorKind::kInvalidDocument, "`value` is missing");
    result.value = value.raw();
  }
  return result;
}

}  // namespace

std::string write_patch(const std::vector<PatchOperation>& patch) {
  std::string out = "[";
  for (const PatchOperation& operation : patch) {
    if (out.size() > 1) out += ", ";
    out += fmt::format(R"({{"op": "{}", )", name_of(operation.kind));
    if (has_from(operation.kind)) out += fmt::format(R"("from": {}, )", quote(operation.from));
    out += fmt::format(R"("path": {})", quote(operation.path));
    if (has_value(operation.kind))
      out += fmt::format(R"(, "value": {})", one_line(operation.value));
    out += '}';
  }
  out += ']';
  return out;
}

base::Result<std::vector<PatchOperation>> read_patch(std::string_view text) {
  Parser parser;
  Document document;
  STACMLM_TRY(const Value root, read_text(parser, text, document));
  if (!root.is_array()) {
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("a JSON Patch is an array, not {}", name_of(root.kind())));
  }
  std::vector<PatchOperation> patch;
  for (const Value element : root.elements()) {
    auto operation = read_operation(element);
    if (!operation) {
      return tl::unexpected(
          std::move(operation).error().during(fmt::format("operation {}", patch.size())));
    }
    patch.push_back(*std::move(operation));
  }
  return patch;
}

}  // namespace stacmlm::json
