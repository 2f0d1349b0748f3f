// SPDX-License-Identifier: Apache-2.0
// Any bytes as YAML: refused with a place in the text, or a document whose values all have one.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "require.h"
#include "stacmlm/json/yaml.h"

namespace stacmlm::json {
namespace {

void check_place(YamlPlace place, std::size_t size) {
  require(place.begin <= place.end && place.end <= size, "a place lies in the text");
}

/// JSON is YAML, unless a number starts with a zero or a character is one that YAML refuses.
void read_again(const Document& document) {
  YamlDocument again;
  YamlLimits limits;
  limits.bytes = limits.expanded * 2;
  if (read_yaml(std::string(document.text()), again, limits)) return;
  require(equal(again.root(), document.root()), "what was read means the same when read again");
}

void check(std::string_view text) {
  YamlDocument yaml;
  YamlLimits limits;
  limits.values = 20'000;
  limits.expanded = std::size_t{256} << 10U;
  if (const auto fault = read_yaml(std::string(text), yaml, limits)) {
    require(fault->offset <= text.size(), "a fault lies in the text");
    require(!fault->message.empty(), "a fault has a message");
    return;
  }
  require(yaml.text() == text, "the text is kept");
  const Document& document = yaml.document();
  for (std::uint32_t i = 0; i < document.node_count(); ++i) {
    check_place(yaml.key_place(document.value_at(i)), text.size());
    check_place(yaml.value_place(document.value_at(i)), text.size());
  }
  read_again(document);
}

}  // namespace
}  // namespace stacmlm::json

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  stacmlm::json::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
