// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/format_list.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/table.h"
#include "diag/json_writer.h"
#include "stacmlm/artifact/format.h"

namespace stacmlm::cli {
namespace {

std::string_view done_with(const artifact::Format& format) {
  return format.is_read ? "read" : "recognised";
}

void put_words(diag::JsonWriter& out, std::string_view key, std::string_view list) {
  out.key(key).open('[');
  for (const std::string_view word : artifact::words_of(list)) out.string(word);
  out.close(']');
}

}  // namespace

std::string formats_text() {
  const auto known = artifact::formats();
  std::vector<const artifact::Format*> sorted(known.begin(), known.end());
  std::ranges::sort(sorted, {}, [](const artifact::Format* format) {
    return std::pair(!format->is_read, format->name);
  });
  Table table({"name", "format", "extensions", "is"});
  for (const artifact::Format* format : sorted) {
    table.add({std::string(format->name), std::string(format->title),
               std::string(format->extensions), std::string(done_with(*format))});
  }
  return table.text(0);
}

std::string formats_json() {
  diag::JsonWriter out;
  out.open('[');
  for (const artifact::Format* format : artifact::formats()) {
    out.open('{').key("name").string(format->name).key("title").string(format->title);
    put_words(out, "extensions", format->extensions);
    put_words(out, "artifact_types", format->artifact_types);
    put_words(out, "media_types", format->media_types);
    out.key("is").string(done_with(*format)).close('}');
  }
  return out.close(']').text() + '\n';
}

}  // namespace stacmlm::cli
