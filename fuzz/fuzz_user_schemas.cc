// SPDX-License-Identifier: Apache-2.0
// A schema, a NUL, a document (and, after another NUL, a schema that the first may refer to):
// judged or refused, with a reason. In the document a byte 1 stands for a text of 1 MB, a byte 2
// for 5 kB.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "require.h"
#include "stacmlm/rules/user_schemas.h"

namespace stacmlm::rules {
namespace {

constexpr std::string_view kUrl = "https://example.org/a/schema.json";

class Pages final : public base::Fetcher {
 public:
  Pages(std::string_view schema, std::string_view other) : schema_(schema), other_(other) {}
  base::Result<std::string> fetch(std::string_view url, std::size_t limit) override {
    require(limit > 0, "a fetch has a limit");
    const bool leads_up = url.find("/../") != std::string_view::npos || url.ends_with("/..");
    require(!leads_up, "no URL leads upwards");
    return std::string(url == kUrl ? schema_ : other_);
  }

 private:
  std::string_view schema_;
  std::string_view other_;
};

std::string expanded(std::string_view text) {
  std::string all;
  bool megabyte = false;
  for (const char c : text) {
    if (c == '\1' && !megabyte) {
      all.append(std::size_t{1} << 20U, 'a');
      megabyte = true;
    } else if (c == '\2' && all.size() < (std::size_t{2} << 20U)) {
      all.append(5000, 'a');
    } else {
      all += c;
    }
  }
  return all;
}

void check(std::string_view schema, std::string_view document, std::string_view other) {
  Pages pages(schema, other);
  const auto schemas = make_user_schemas({"", &pages});
  require(schemas.has_value(), "no folder is asked for");
  const auto faults = (*schemas)->judge(kUrl, expanded(document));
  if (!faults) return require(!faults.error().message.empty(), "a refusal has a reason");
  require(faults->has_value(), "the schema is at hand");
  for (const UserSchemas::Fault& fault : **faults) {
    require(!fault.message.empty(), "a fault has a message");
    require(fault.pointer.empty() || fault.pointer.front() == '/', "a fault has a place");
  }
}

}  // namespace
}  // namespace stacmlm::rules

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find('\0');
  if (end == std::string_view::npos) return 0;
  const std::string_view rest = input.substr(end + 1);
  const std::size_t second = std::min(rest.find('\0'), rest.size());
  stacmlm::rules::check(input.substr(0, end), rest.substr(0, second),
                        second == rest.size() ? "true" : rest.substr(second + 1));
  return 0;
}
