// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>

#include "stacmlm/json/document.h"

namespace stacmlm::stac {

/// The four states of a member. In MLM null and absent mean different things, and a value of the
/// wrong type is kept.
enum class FieldState { kAbsent, kNull, kValue, kMalformed };

/// How a JSON value becomes a T: `fits` says whether it is one, `get` turns it (only if it fits). A
/// struct with a static `T read(json::Value)` is an object.
template <class T>
struct Decode {
  static bool fits(json::Value value) { return value.is_object(); }
  static T get(json::Value value) { return T::read(value); }
};

template <>
struct Decode<std::string_view> {
  static bool fits(json::Value value) { return value.is_string(); }
  static std::string_view get(json::Value value) { return value.string(); }
};

template <>
struct Decode<bool> {
  static bool fits(json::Value value) { return value.is_boolean(); }
  static bool get(json::Value value) { return value.boolean(); }
};

template <>
struct Decode<double> {
  static bool fits(json::Value value) { return value.is_number(); }
  static double get(json::Value value) { return value.number(); }
};

/// Integers that a 64-bit integer holds; `1.0` is one.
template <>
struct Decode<std::int64_t> {
  static bool fits(json::Value value);
  static std::int64_t get(json::Value value);
};

/// Any JSON value, null included.
template <>
struct Decode<json::Value> {
  static bool fits(json::Value) { return true; }
  static json::Value get(json::Value value) { return value; }
};

/// One member of a typed object: absent, null, a T, or something else that is kept as it is. A
/// view: it lives as long as the document.
template <class T>
class Field {
 public:
  Field() = default;
  explicit Field(json::Value raw) : raw_(raw) {}

  [[nodiscard]] FieldState state() const {
    if (!raw_.exists()) return FieldState::kAbsent;
    if (!std::same_as<T, json::Value> && raw_.is_null()) return FieldState::kNull;
    return Decode<T>::fits(raw_) ? FieldState::kValue : FieldState::kMalformed;
  }
  [[nodiscard]] bool is_absent() const { return !raw_.exists(); }
  [[nodiscard]] bool is_null() const { return raw_.is_null(); }
  [[nodiscard]] bool has_value() const { return state() == FieldState::kValue; }
  explicit operator bool() const { return has_value(); }

  /// @pre has_value()
  [[nodiscard]] T value() const { return Decode<T>::get(raw_); }
  T operator*() const { return value(); }
  [[nodiscard]] T value_or(T other) const { return has_value() ? value() : other; }

  /// The JSON value as it stands, whatever it is; nothing if absent.
  [[nodiscard]] json::Value raw() const { return raw_; }
  void set_raw(json::Value raw) { raw_ = raw; }

 private:
  json::Value raw_;
};

/// An array of Ts, each of which may be malformed. Iterates over Field<T>.
template <class T>
class List {
 public:
  List() = default;
  explicit List(json::Value array) : array_(array) {}
  static List read(json::Value array) { return List(array); }

  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = Field<T>;
    Iterator() = default;
    explicit Iterator(json::Elements::Iterator at) : at_(at) {}
    Field<T> operator*() const { return Field<T>(*at_); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) {
      Iterator old = *this;
      ++at_;
      return old;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    json::Elements::Iterator at_;
  };

  [[nodiscard]] Iterator begin() const { return Iterator(array_.elements().begin()); }
  [[nodiscard]] Iterator end() const { return Iterator(array_.elements().end()); }
  [[nodiscard]] std::size_t size() const { return array_.size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  /// Element `index`; absent if there is none.
  [[nodiscard]] Field<T> operator[](std::size_t index) const { return Field<T>(array_.at(index)); }

 private:
  json::Value array_;
};

template <class T>
struct Decode<List<T>> {
  static bool fits(json::Value value) { return value.is_array(); }
  static List<T> get(json::Value value) { return List<T>(value); }
};

/// A list of strings is asked for so often that it has a name.
using Strings = List<std::string_view>;

/// True if one element is the string `text`.
bool contains(json::Value array, std::string_view text);

}  // namespace stacmlm::stac
