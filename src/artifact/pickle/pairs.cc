// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/pairs.h"

namespace stacmlm::artifact::pickle {
namespace {

bool is_dict_class(const Global& type) {
  return (type.module == "collections" &&
          (type.name == "OrderedDict" || type.name == "defaultdict" || type.name == "Counter")) ||
         ((type.module == "builtins" || type.module == "__builtin__") && type.name == "dict") ||
         (type.module == "argparse" && type.name == "Namespace");
}

void add_flat(const Values& values, ValueId dict, Pairs& pairs) {
  ValueId key = kNoValue;
  for (const ValueId item : values.items(dict)) {
    if (key == kNoValue) {
      key = item;
    } else {
      pairs.emplace_back(key, item);
      key = kNoValue;
    }
  }
}

// Python 2 gives an OrderedDict a list of pairs.
void add_listed(const Values& values, ValueId list, Pairs& pairs) {
  for (const ValueId pair : values.items(list)) {
    const ValueId key = values.item(pair, 0);
    const ValueId value = values.item(pair, 1);
    if (key != kNoValue && value != kNoValue) pairs.emplace_back(key, value);
  }
}

}  // namespace

std::optional<Pairs> pairs_of(const Values& values, ValueId id) {
  if (id == kNoValue) return {};
  Pairs pairs;
  if (values.kind(id) == Kind::kDict) {
    add_flat(values, id, pairs);
    return pairs;
  }
  const Global* type = values.class_of(id);
  if (type == nullptr || !is_dict_class(*type)) return {};
  const Object& object = *values.object(id);
  if (type->name == "Namespace") {
    if (object.state != kNoValue && values.kind(object.state) == Kind::kDict)
      add_flat(values, object.state, pairs);
    return pairs;
  }
  const ValueId given = values.item(object.arguments, 0);
  if (given != kNoValue && values.kind(given) == Kind::kList) add_listed(values, given, pairs);
  if (object.pairs != kNoValue) add_flat(values, object.pairs, pairs);
  return pairs;
}

ValueId find(const Values& values, const Pairs& pairs, std::string_view key) {
  ValueId found = kNoValue;
  for (const auto& [key_id, value] : pairs) {
    if (values.text(key_id) == key) found = value;
  }
  return found;
}

}  // namespace stacmlm::artifact::pickle
