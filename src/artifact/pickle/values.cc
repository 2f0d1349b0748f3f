// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/values.h"

#include <bit>
#include <utility>

namespace stacmlm::artifact::pickle {

Values::Values() {
  values_ = {{Kind::kNone}, {Kind::kBool}, {Kind::kBool}, {Kind::kTuple}, {Kind::kOther}};
  values_[kTrue].number = 1;
}

ValueId Values::add(Value value) {
  values_.push_back(value);
  return static_cast<ValueId>(values_.size() - 1);
}

ValueId Values::add_integer(std::int64_t number) {
  return add({.kind = Kind::kInteger, .number = std::bit_cast<std::uint64_t>(number)});
}

ValueId Values::add_real(double number) {
  return add({.kind = Kind::kReal, .number = std::bit_cast<std::uint64_t>(number)});
}

ValueId Values::add_text(std::string_view text) {
  const auto place = static_cast<std::uint32_t>(texts_.size());
  texts_.append(text);
  return add({Kind::kText, place, static_cast<std::uint32_t>(text.size()), 0});
}

ValueId Values::add_bytes(Extent extent) {
  return add({Kind::kBytes, static_cast<std::uint32_t>(extent.size >> 32U),
              static_cast<std::uint32_t>(extent.size), extent.begin});
}

ValueId Values::add_container(Kind kind) { return add({.kind = kind}); }

ValueId Values::add_global(std::string_view module, std::string_view name, std::uint64_t position) {
  std::string both(module);
  both.append(1, '\n').append(name);
  const auto [found, is_new] = global_ids_.try_emplace(std::move(both), kNoValue);
  if (is_new) {
    globals_.push_back({std::string(module), std::string(name), position});
    found->second =
        add({.kind = Kind::kGlobal, .first = static_cast<std::uint32_t>(globals_.size() - 1)});
  }
  return found->second;
}

ValueId Values::add_object(const Object& object) {
  objects_.push_back(object);
  return add({.kind = Kind::kObject, .first = static_cast<std::uint32_t>(objects_.size() - 1)});
}

ValueId Values::add_persistent(ValueId key) {
  return add({.kind = Kind::kPersistent, .first = key});
}

void Values::append(ValueId container, ValueId item) {
  const auto cell = static_cast<std::uint32_t>(cells_.size());
  cells_.push_back({item, kNoValue});
  Value& value = values_[container];
  if (value.first == kNoValue) {
    value.first = cell;
  } else {
    cells_[value.last].next = cell;
  }
  value.last = cell;
}

std::optional<std::int64_t> Values::integer(ValueId id) const {
  if (id == kNoValue || values_[id].kind != Kind::kInteger) return {};
  return std::bit_cast<std::int64_t>(values_[id].number);
}

std::optional<bool> Values::boolean(ValueId id) const {
  if (id == kNoValue || values_[id].kind != Kind::kBool) return {};
  return values_[id].number != 0;
}

std::optional<double> Values::real(ValueId id) const {
  if (id == kNoValue || values_[id].kind != Kind::kReal) return {};
  return std::bit_cast<double>(values_[id].number);
}

std::optional<std::string_view> Values::text(ValueId id) const {
  if (id == kNoValue || values_[id].kind != Kind::kText) return {};
  return std::string_view(texts_).substr(values_[id].first, values_[id].last);
}

std::optional<Values::Extent> Values::bytes(ValueId id) const {
  if (id == kNoValue || values_[id].kind != Kind::kBytes) return {};
  return Extent{values_[id].number, (std::uint64_t{values_[id].first} << 32U) | values_[id].last};
}

const Global* Values::global(ValueId id) const {
  if (id == kNoValue || values_[id].kind != Kind::kGlobal) return nullptr;
  return &globals_[values_[id].first];
}

const Object* Values::object(ValueId id) const {
  if (id == kNoValue || values_[id].kind != Kind::kObject) return nullptr;
  return &objects_[values_[id].first];
}

const Global* Values::class_of(ValueId id) const {
  const Object* made = object(id);
  if (made == nullptr) return nullptr;
  const Global* callee = global(made->callee);
  const bool makes_its_argument =  // as protocols 0 and 1 make every object
      callee != nullptr && (callee->module == "copyreg" || callee->module == "copy_reg") &&
      (callee->name == "_reconstructor" || callee->name == "__newobj__");
  return makes_its_argument ? global(item(made->arguments, 0)) : callee;
}

Values::Items Values::items(ValueId id) const {
  const Iterator end(*this, kNoValue);
  if (id == kNoValue) return {end, end};
  const Value& value = values_[id];
  const bool holds = value.kind == Kind::kTuple || value.kind == Kind::kList ||
                     value.kind == Kind::kSet || value.kind == Kind::kDict;
  return {holds ? Iterator(*this, value.first) : end, end};
}

ValueId Values::item(ValueId id, std::size_t at) const {
  for (const ValueId item : items(id)) {
    if (at-- == 0) return item;
  }
  return kNoValue;
}

}  // namespace stacmlm::artifact::pickle
