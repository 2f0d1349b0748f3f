// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
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
  std::size_t offset = 0;  ///< of the field in its owner
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
  static_assert(sizeof(FieldType) == sizeof(json::Value) &&
                std::is_trivially_copyable_v<FieldType> && std::is_standard_layout_v<FieldType>);
  using OwnerType = Owner;
  static std::size_t offset() {
    static const Owner owner;
    return static_cast<std::size_t>(reinterpret_cast<const char*>(&(owner.*Pointer)) -
                                    reinterpret_cast<const char*>(&owner));
  }
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
  described.offset = Access::offset();
  described.shape = shape;
  return described;
}

/// Finds members by key, and reads them: one probe for a member of an object, whether it is known
/// or not.
class MemberIndex {
 public:
  /// Takes the description of the object number `object`. No key may be known already.
  template <class Owner>
  void add(std::span<const Member<Owner>> members, std::size_t object) {
    for (const Member<Owner>& described : members) add(described.key, object, described.offset);
  }

  /// True if a description names the key under which `value` stands.
  [[nodiscard]] bool knows(json::Value value) const { return find(value) != nullptr; }

  /// Puts the members of `source` into the fields that their descriptions name, each in the object
  /// that starts at `starts[number]`, and calls `unknown(context, member)` with the others. Returns
  /// a bit for each object that has a member.
  unsigned read(json::Value source, char* const* starts,
                void (*unknown)(const void* context, json::Value member),
                const void* context) const;

 private:
  /// Where the value of a member goes: so far behind the start of which object.
  struct Place {
    std::uint64_t head = 0;  ///< the first eight bytes of the key; of a shorter one all
    std::uint64_t tail = 0;  ///< the last eight bytes of a longer one
    const char* key = nullptr;
    std::uint32_t hash = 0;
    std::uint8_t size = 0;  ///< of the key; 0: no member
    std::uint8_t object = 0;
    std::uint16_t offset = 0;

    [[nodiscard]] bool is_at(const char* written) const;
  };

  void add(std::string_view key, std::size_t object, std::size_t offset);
  void put(const Place& place);
  [[nodiscard]] const Place* find(json::Value value) const;

  std::size_t count_ = 0;
  std::size_t mask_ = 15;
  std::vector<Place> places_ = std::vector<Place>(mask_ + 1);
};

template <class... Owners>
MemberIndex make_index() {
  MemberIndex index;
  std::size_t object = 0;
  (index.add(Owners::members(), object++), ...);
  return index;
}

/// The index over the descriptions of objects that are read together.
template <class... Owners>
const MemberIndex& index_of() {
  static const MemberIndex index = make_index<Owners...>();
  return index;
}

/// Reads one JSON object as several objects, each by its description, in one pass. The objects must
/// be new. `unknown` is called with every member that none of them names. Returns a bit for each
/// object that has a member.
template <class Unknown, class... Owners>
unsigned read_together(json::Value source, const Unknown& unknown, Owners&... owners) {
  ((owners.source = source), ...);
  char* const starts[] = {reinterpret_cast<char*>(&owners)...};
  const auto call = [](const void* function, json::Value member) {
    (*static_cast<const Unknown*>(function))(member);
  };
  return index_of<Owners...>().read(source, starts, call, &unknown);
}

/// Reads an object by its description. Members that it does not name stay in `source`: see
/// unknown_members().
template <class Owner>
Owner read_object(json::Value source) {
  Owner owner;
  read_together(
      source, [](json::Value) {}, owner);
  return owner;
}

/// The members that the description does not name, in document order.
template <class Owner>
std::vector<json::Value> unknown_members(const Owner& owner) {
  std::vector<json::Value> unknown;
  for (const json::Value value : owner.source.members()) {
    if (!index_of<Owner>().knows(value)) unknown.push_back(value);
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
