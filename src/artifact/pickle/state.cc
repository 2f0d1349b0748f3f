// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/state.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace stacmlm::artifact::pickle {
namespace {

// Of (version, byte order, inner type, names, fields, size, alignment, flags, ...).
constexpr std::size_t kInnerType = 2;
constexpr std::size_t kFields = 4;
constexpr std::size_t kFlags = 7;
constexpr std::int64_t kAllOfObjects = 63;
constexpr std::int64_t kCountedOrListed = 3;

/// `O8`, `O`: Python objects. False for texts that only NumPy can tell.
bool is_object_code(std::string_view code) { return code == "O8" || code == "O"; }

/// A letter of a type that is bytes, and its width: `<f4`, `|b1`, `U12`.
bool is_byte_code(std::string_view code) {
  constexpr std::string_view kOrders = "<>|=";
  constexpr std::string_view kLetters = "biufcSUVmM?";
  if (!code.empty() && kOrders.find(code[0]) != std::string_view::npos) code.remove_prefix(1);
  return !code.empty() && kLetters.find(code[0]) != std::string_view::npos &&
         code.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

// NumPy believes the flags and the places of fields: with wrong ones it takes an array's bytes for
// addresses of objects, and lets go of what lies there.
bool is_layout_plain(const Values& values, const Object& type) {
  const ValueId state = type.state;
  if (state == kNoValue || values.kind(state) != Kind::kTuple) return false;
  const auto is_none = [&](std::size_t at) {
    const ValueId id = values.item(state, at);
    return id != kNoValue && values.kind(id) == Kind::kNone;
  };
  const auto flags = values.integer(values.item(state, kFlags));
  const auto code = values.text(values.item(type.arguments, 0));
  if (!flags || !code || !is_none(kInnerType) || !is_none(kFields)) return false;
  if (is_object_code(*code)) return *flags == kAllOfObjects;
  return is_byte_code(*code) && (*flags & kCountedOrListed) == 0;
}

/// Calls that may give back what they were given, or what others hold too: a state would change
/// that, be it a class or a type of NumPy.
bool hands_on(const Global& callee) {
  return callee.module == "torch.jit._pickle" || callee.module == "torch._tensor" ||
         callee.module == "torch.serialization" || callee.module == "numpy.dtypes" ||
         callee.name == "scalar" || callee.name == "_rebuild_device_tensor_from_cpu_tensor";
}

}  // namespace

std::string_view doubt_of_state(const Values& values, ValueId target) {
  const Object* object = values.object(target);
  const Global* callee = object == nullptr ? nullptr : values.global(object->callee);
  if (callee == nullptr) return {};  // a call of a value is reported as such
  if (hands_on(*callee)) return "sets the state of what a call has handed on";
  const Global* type = values.class_of(target);
  if (type != nullptr && type->module == "numpy" && type->name == "dtype" &&
      !is_layout_plain(values, *object))
    return "gives a type of NumPy a layout that NumPy would believe";
  return {};
}

}  // namespace stacmlm::artifact::pickle
