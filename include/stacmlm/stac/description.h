// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "stacmlm/json/document.h"
#include "stacmlm/json/shape.h"

namespace stacmlm::stac {

/// A stretch of versions, as ordinals of the version enumeration in question: first to last, both
/// included.
struct Versions {
  int first = 0;
  int last = 127;
  [[nodiscard]] constexpr bool holds(int version) const {
    return version >= first && version <= last;
  }
};
inline constexpr Versions kNever{1, 0};

/// Where a member may stand.
enum class Scope : std::uint8_t { kAny, kItemOnly, kAssetOnly };

/// One member of an object, as data: the reader, the schema-level checks, the emitted schemas and
/// the documentation are derived from it. `Owner` is the typed object.
template <class Owner>
struct Member {
  std::string_view key;
  json::Value (*get)(const Owner&) = nullptr;
  void (*set)(Owner&, json::Value) = nullptr;
  json::Shape (*shape)(int version) =
      nullptr;       ///< what the schema of that version demands of the value
  Versions known{};  ///< versions whose schema knows the member
  Versions required = kNever;
  Scope scope = Scope::kAny;
  std::string_view section{};  ///< of the documentation, where it has one of its own

  [[nodiscard]] Member in(Versions versions) const { return with(&Member::known, versions); }
  [[nodiscard]] Member demanded(Versions versions) const {
    return with(&Member::required, versions);
  }
  [[nodiscard]] Member at(Scope place) const { return with(&Member::scope, place); }
  /// `README.md#task-enum`
  [[nodiscard]] Member told_in(std::string_view place) const {
    return with(&Member::section, place);
  }

 private:
  template <class Value>
  [[nodiscard]] Member with(Value Member::*part, Value value) const {
    Member changed = *this;
    changed.*part = value;
    return changed;
  }
};

template <auto Pointer>
struct MemberAccess;
template <class Owner, class FieldType, FieldType Owner::*Pointer>
struct MemberAccess<Pointer> {
  using OwnerType = Owner;
  static json::Value get(const Owner& owner) { return (owner.*Pointer).raw(); }
  static void set(Owner& owner, json::Value value) { (owner.*Pointer).set_raw(value); }
};

/// A description of the member that `Pointer` holds: `member<&ModelInput::name>("name", ...)`.
template <auto Pointer>
auto member(std::string_view key, json::Shape (*shape)(int)) {
  using Access = MemberAccess<Pointer>;
  Member<typename Access::OwnerType> described;
  described.key = key;
  described.get = &Access::get;
  described.set = &Access::set;
  described.shape = shape;
  return described;
}

/// Finds members by key.
class MemberIndex {
 public:
  explicit MemberIndex(const std::vector<std::string_view>& keys);
  /// The index of the member under whose key `value` stands, or -1.
  [[nodiscard]] int find(json::Value value) const;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    int index = -1;
    std::string_view key;
  };
  std::vector<Slot> slots_;
};

template <class Owner>
const MemberIndex& index_of() {
  static const MemberIndex index = [] {
    std::vector<std::string_view> keys;
    for (const auto& described : Owner::members()) keys.push_back(described.key);
    return MemberIndex(keys);
  }();
  return index;
}

/// Reads an object by its description. Members that it does not name stay in `source`: see
/// unknown_members().
template <class Owner>
Owner read_object(json::Value source) {
  Owner owner;
  owner.source = source;
  const auto described = Owner::members();
  const MemberIndex& index = index_of<Owner>();
  for (const json::Value value : source.members()) {
    if (const int at = index.find(value); at >= 0)
      described[static_cast<std::size_t>(at)].set(owner, value);
  }
  return owner;
}

/// The members that the description does not name, in document order.
template <class Owner>
std::vector<json::Value> unknown_members(const Owner& owner) {
  std::vector<json::Value> unknown;
  for (const json::Value value : owner.source.members()) {
    if (index_of<Owner>().find(value) < 0) unknown.push_back(value);
  }
  return unknown;
}

/// The facts that a description states for one version.
template <class Owner>
json::Shape shape_of(int version) {
  json::Shape shape = json::object();
  for (const Member<Owner>& described : Owner::members()) {
    if (!described.known.holds(version)) continue;
    shape = std::move(shape).member(described.key, described.shape(version),
                                    described.required.holds(version));
  }
  return shape;
}

}  // namespace stacmlm::stac
