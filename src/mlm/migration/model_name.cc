// SPDX-License-Identifier: Apache-2.0
#include "mlm/migration/model_name.h"

#include "stacmlm/mlm/patterns.h"

namespace stacmlm::mlm::migration {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_alphanumeric(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

}  // namespace

std::string model_name_of(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool is_taken = is_alphanumeric(c) || c == '_' || c == '.' || c == ' ' || c == '-';
    if (is_taken) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (!name.empty() && !is_alphanumeric(name.back())) name.pop_back();
  if (name.empty() || !is_letter(name.front())) name.insert(0, "model ");
  while (!is_alphanumeric(name.back())) name.pop_back();
  return kModelName.matches(name) ? name : "model " + name;
}

}  // namespace stacmlm::mlm::migration
