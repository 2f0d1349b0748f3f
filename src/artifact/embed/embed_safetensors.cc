// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "artifact/bytes/little_endian.h"
#include "artifact/collector.h"
#include "artifact/embed/pieces.h"
#include "artifact/embedded_item.h"
#include "artifact/json/json_text.h"
#include "artifact/safetensors/header.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::artifact {
namespace {

/// `text` with `member` as the first member of the object that begins at `brace`.
std::string with_member(std::string text, json::Value object, std::string member) {
  if (object.size() > 0) member += ',';
  text.insert(object.node().begin + 1, member);
  return text;
}

std::string with_item(std::string header, json::Value root, std::string_view item) {
  const std::string quoted = json::quote(item);
  const std::string member = json::quote(kItemKey) + ':' + quoted;
  const json::Value metadata = root.find("__metadata__");
  if (!metadata.exists())
    return with_member(std::move(header), root, R"("__metadata__":{)" + member + '}');
  const json::Value former = metadata.find(kItemKey);
  if (!former.exists()) return with_member(std::move(header), metadata, member);
  const json::Node& node = former.node();
  return header.replace(node.begin, node.end - node.begin, quoted);
}

}  // namespace

base::Result<void> embed_in_safetensors(const Source& file, std::string_view item, Pieces& pieces) {
  constexpr std::size_t kAlignment = 8;  // of the data: the length in front has as many bytes
  STACMLM_TRY(SafetensorsHeader header, read_safetensors_header(file, kLongestSafetensorsHeader));
  STACMLM_TRY(const json::Document document, read_json(header.text, "header"));
  std::string text = with_item(std::move(header.text), document.root(), item);
  text.erase(text.find_last_of('}') + 1);
  text.append((kAlignment - text.size() % kAlignment) % kAlignment, ' ');
  if (text.size() > kLongestSafetensorsHeader)
    return over_limit("the header would be longer than 100000000 bytes");
  std::string begin;
  append_u64(begin, text.size());
  pieces.add(begin + text);
  pieces.copy(header.data_begin, file.size());
  return {};
}

}  // namespace stacmlm::artifact
