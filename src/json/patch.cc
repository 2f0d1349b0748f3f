// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/patch.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "json/container_edit.h"
#include "json/patch_names.h"
#include "json/pointer_token.h"
#include "json/read_text.h"
#include "json/text_edit.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::json {
namespace {

using base::ErrorKind;
using base::Result;

constexpr std::string_view kBehindLast = "-";

/// A container and the last token of a pointer, which need not name anything there.
struct Place {
  Value container;
  std::string key;
};

std::string_view parent_pointer(std::string_view pointer) {
  return pointer.substr(0, pointer.rfind('/'));
}

/// @pre `pointer` is not the root
Result<Place> place_of(Value root, std::string_view pointer) {
  if (!is_pointer(pointer)) {
    return base::fail(ErrorKind::kInvalidArgument,
                      fmt::format("{} is no JSON Pointer", quote(pointer)));
  }
  const std::string_view parent = parent_pointer(pointer);
  const Value container = resolve(root, parent);
  if (!container.exists()) {
    return base::fail(ErrorKind::kNotFound, fmt::format("there is no {}", quote(parent)));
  }
  if (!container.is_object() && !container.is_array()) {
    return base::fail(ErrorKind::kNotFound, fmt::format("{} is {}, neither object nor array",
                                                        quote(parent), name_of(container.kind())));
  }
  return Place{container, *unescape_token(pointer.substr(parent.size() + 1))};
}

Result<Value> value_of(Value root, std::string_view pointer) {
  if (pointer.empty()) return root;
  STACMLM_TRY(const Place place, place_of(root, pointer));
  const Value value = resolve(root, pointer);
  if (value.exists()) return value;
  return base::fail(ErrorKind::kNotFound, fmt::format("there is no {}", quote(pointer)));
}

/// Where an element is to be put: an index up to the size, or `-`.
Result<std::size_t> insertion_index(Value array, std::string_view token) {
  if (token == kBehindLast) return array.size();
  const auto index = array_index(token);
  if (!index) {
    return base::fail(ErrorKind::kInvalidArgument,
                      fmt::format("{} is no array index", quote(token)));
  }
  if (*index > array.size()) {
    return base::fail(
        ErrorKind::kNotFound,
        fmt::format("index {} is behind the end of an array of {}", *index, array.size()));
  }
  return *index;
}

/// The text while it is patched, read anew after each change.
class PatchedText {
 public:
  Result<Value> read(std::string_view text) { return read_text(parser_, text, document_); }
  [[nodiscard]] std::string_view text() const { return document_.text(); }

  Result<Value> apply(const PatchOperation& operation);

 private:
  using Edits = std::vector<TextEdit>;
  Result<Value> add(std::string_view path, const Fragment& value);
  Result<Value> remove(std::string_view path);
  Result<Value> replace(std::string_view path, const Fragment& value);
  Result<Value> replace(std::string_view path, Value value);
  Result<Value> move(std::string_view from, std::string_view path);
  Result<Value> rename(Value object, const Value& member, std::string_view key);
  Result<Value> test(std::string_view path, Value value);
  Result<Value> change(Edits edits);

  Parser parser_;
  Document document_;
};

Result<Value> PatchedText::change(Edits edits) {
  const std::string_view whole = text();
  return read(apply_edits(whole, 0, static_cast<std::uint32_t>(whole.size()), std::move(edits)));
}

Result<Value> PatchedText::replace(std::string_view path, const Fragment& value) {
  STACMLM_TRY(const Value old, value_of(document_.root(), path));
  return change({replace_value(old, value)});
}

Result<Value> PatchedText::replace(std::string_view path, Value value) {
  STACMLM_TRY(const Value old, value_of(document_.root(), path));
  Edits edits;
  replace_in_layout(old, value, edits);
  return change(std::move(edits));
}

Result<Value> PatchedText::add(std::string_view path, const Fragment& value) {
  if (path.empty()) return replace(path, value);
  STACMLM_TRY(const Place place, place_of(document_.root(), path));
  if (place.container.is_object() && place.container.find(place.key).exists()) {
    return replace(path, value);
  }
  ContainerEdit container(place.container);
  if (place.container.is_object()) {
    container.append_member(place.key, value);
  } else {
    STACMLM_TRY(const std::size_t index, insertion_index(place.container, place.key));
    if (index == place.container.size()) {
      container.append_element(value);
    } else {
      container.insert_element(index, value);
    }
  }
  Edits edits;
  container.write(edits);
  return change(std::move(edits));
}

Result<Value> PatchedText::remove(std::string_view path) {
  if (path.empty()) {
    return base::fail(ErrorKind::kInvalidArgument, "the whole document cannot be removed");
  }
  STACMLM_TRY(const Value value, value_of(document_.root(), path));
  STACMLM_TRY(const Place place, place_of(document_.root(), path));
  ContainerEdit container(place.container);
  for (std::size_t i = 0; i < container.children().size(); ++i) {
    const Value child = container.children()[i];
    // Earlier members of the same name would come to light: they go too.
    if (child == value || (value.has_key() && child.key() == place.key)) container.remove(i);
  }
  Edits edits;
  container.write(edits);
  return change(std::move(edits));
}

/// Gives `member` another key where it stands; what had that key, and what hid behind the old one,
/// goes.
Result<Value> PatchedText::rename(Value object, const Value& member, std::string_view key) {
  ContainerEdit container(object);
  for (std::size_t i = 0; i < container.children().size(); ++i) {
    const Value child = container.children()[i];
    if (!(child == member) && (child.key() == key || child.key() == member.key())) {
      container.remove(i);
    }
  }
  const Node& node = member.node();
  Edits edits = {{node.key_begin - 1, node.key_begin + node.key_length + 1, quote(key)}};
  container.write(edits);
  return change(std::move(edits));
}

Result<Value> PatchedText::move(std::string_view from, std::string_view path) {
  STACMLM_TRY(const Value value, value_of(document_.root(), from));
  if (from == path) return document_.root();
  if (path.starts_with(from) && path[from.size()] == '/') {
    return base::fail(ErrorKind::kInvalidArgument,
                      fmt::format("{} cannot move into itself", quote(from)));
  }
  if (!path.empty() && value.has_key() && parent_pointer(path) == parent_pointer(from)) {
    STACMLM_TRY(const Place place, place_of(document_.root(), path));
    return rename(place.container, value, place.key);
  }
  const Fragment moved = fragment_of(value);
  if (path.empty()) return replace(path, moved);
  auto removed = remove(from);
  return removed ? add(path, moved) : removed;
}

Result<Value> PatchedText::test(std::string_view path, Value value) {
  STACMLM_TRY(const Value found, value_of(document_.root(), path));
  if (equal(found, value)) return found;
  constexpr std::size_t kShown = 60;
  const auto shown = [](std::string_view raw) {
    return raw.size() <= kShown && !has_line_break(raw) ? std::string(raw) : "another value";
  };
  return base::fail(ErrorKind::kInvalidArgument,
                    fmt::format("the value is {}, not {}", shown(found.raw()), shown(value.raw())));
}

Result<Value> PatchedText::apply(const PatchOperation& operation) {
  using Kind = PatchOperation::Kind;
  switch (operation.kind) {
    case Kind::kRemove:
      return remove(operation.path);
    case Kind::kMove:
      return move(operation.from, operation.path);
    case Kind::kCopy: {
      STACMLM_TRY(const Value source, value_of(document_.root(), operation.from));
      return add(operation.path, fragment_of(source));
    }
    case Kind::kAdd:
    case Kind::kReplace:
    case Kind::kTest:
      break;
  }
  Parser parser;
  Document document;
  auto value = read_text(parser, operation.value, document);
  if (!value) return tl::unexpected(std::move(value).error().during("reading the value"));
  if (operation.kind == Kind::kAdd) return add(operation.path, fragment_of(*value));
  if (operation.kind == Kind::kReplace) return replace(operation.path, *value);
  return test(operation.path, *value);
}

}  // namespace

base::Result<std::string> apply_patch(std::string_view text,
                                      const std::vector<PatchOperation>& patch) {
  PatchedText patched;
  if (auto root = patched.read(text); !root) return tl::unexpected(std::move(root).error());
  for (std::size_t i = 0; i < patch.size(); ++i) {
    auto done = patched.apply(patch[i]);
    if (done) continue;
    return tl::unexpected(std::move(done).error().during(
        fmt::format("operation {}, {} {}", i, name_of(patch[i].kind), quote(patch[i].path))));
  }
  return std::string(patched.text());
}

}  // namespace stacmlm::json
