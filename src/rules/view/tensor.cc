// SPDX-License-Identifier: Apache-2.0
#include "rules/view/tensor.h"

#include <algorithm>

namespace stacmlm::rules {

const Dimension& TensorView::find(std::initializer_list<Word> names) const {
  static const Dimension kNone;
  if (!fits_together) return kNone;
  const auto found = std::ranges::find_if(dimensions, [&](const Dimension& dimension) {
    return std::ranges::find(names, dimension.name) != names.end();
  });
  return found == dimensions.end() ? kNone : *found;
}

const Dimension* TensorView::channels() const {
  for (const Word& name :
       {Word("bands"), Word("band"), Word("variables"), Word("channel"), Word("channels")}) {
    if (const Dimension* found = dimension(name)) return found;
  }
  return nullptr;
}

const Dimension* TensorView::dimension(const Word& name) const {
  const auto found = std::ranges::find(dimensions, name, &Dimension::name);
  return found == dimensions.end() ? nullptr : &*found;
}

namespace {

/// A size is mostly a short text of digits.
std::int64_t read_size(json::Value size) {
  constexpr std::size_t kShort = 9;
  const std::string_view text = size.raw();
  if (!size.is_number() || text.size() > kShort) return stac::Field<std::int64_t>(size).value_or(0);
  std::int64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return stac::Field<std::int64_t>(size).value_or(0);
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::span<const Dimension> read_dimensions(json::Value sizes, json::Value names,
                                           std::vector<Dimension>& all) {
  const std::size_t first = all.size();
  auto size = sizes.elements().begin();
  const auto end = sizes.elements().end();
  for (const json::Value name : names.elements()) {
    Dimension dimension;
    dimension.name = Word::of(name);
    dimension.named = name;
    if (size != end) {
      dimension.place = *size;
      dimension.size = read_size(*size);
      ++size;
    }
    all.push_back(dimension);
  }
  return std::span(all).subspan(first);
}

std::span<const Reference> read_references(json::Value list, std::vector<Reference>& all) {
  static const json::Key kName("name");
  static const json::Key kExpression("expression");
  const std::size_t first = all.size();
  for (const json::Value element : list.elements()) {
    Reference& reference = all.emplace_back();
    reference.source = element;
    json::Value name = element;
    if (element.is_object()) {
      name = element.find(kName);
      reference.is_derived = element.find(kExpression).exists();
    }
    if (!name.is_string()) continue;
    reference.name = name;
    reference.word = Word(name.string());
  }
  return std::span(all).subspan(first);
}

}  // namespace stacmlm::rules
