// SPDX-License-Identifier: Apache-2.0
#include "artifact/torch/element_types.h"

#include <algorithm>
#include <iterator>

namespace stacmlm::artifact::torch {
namespace {

struct TypeName {
  std::string_view torch;
  std::string_view element;
};

constexpr TypeName kStorages[] = {
    {"BFloat16Storage", "bfloat16"},
    {"BoolStorage", "bool"},
    {"ByteStorage", "uint8"},
    {"CharStorage", "int8"},
    {"ComplexDoubleStorage", "cfloat64"},
    {"ComplexFloatStorage", "cfloat32"},
    {"DoubleStorage", "float64"},
    {"FloatStorage", "float32"},
    {"Float8_e4m3fnStorage", "float8_e4m3"},
    {"Float8_e5m2Storage", "float8_e5m2"},
    {"HalfStorage", "float16"},
    {"IntStorage", "int32"},
    {"LongStorage", "int64"},
    {"QInt32Storage", "int32"},
    {"QInt8Storage", "int8"},
    {"QUInt8Storage", "uint8"},
    {"ShortStorage", "int16"},
    {"UntypedStorage", "uint8"},
};

constexpr TypeName kTypes[] = {
    {"bfloat16", "bfloat16"},
    {"bool", "bool"},
    {"complex128", "cfloat64"},
    {"complex64", "cfloat32"},
    {"double", "float64"},
    {"float", "float32"},
    {"float16", "float16"},
    {"float32", "float32"},
    {"float64", "float64"},
    {"float8_e4m3fn", "float8_e4m3"},
    {"float8_e4m3fnuz", "float8_e4m3fnuz"},
    {"float8_e5m2", "float8_e5m2"},
    {"float8_e5m2fnuz", "float8_e5m2fnuz"},
    {"half", "float16"},
    {"int", "int32"},
    {"int16", "int16"},
    {"int32", "int32"},
    {"int64", "int64"},
    {"int8", "int8"},
    {"long", "int64"},
    {"qint32", "int32"},
    {"qint8", "int8"},
    {"quint8", "uint8"},
    {"short", "int16"},
    {"uint16", "uint16"},
    {"uint32", "uint32"},
    {"uint64", "uint64"},
    {"uint8", "uint8"},
};

std::string_view look_up(const auto& names, std::string_view name) {
  const auto* found = std::ranges::find(names, name, &TypeName::torch);
  return found == std::end(names) ? std::string_view() : found->element;
}

}  // namespace

std::string_view element_type_of_storage(std::string_view storage) {
  return look_up(kStorages, storage);
}

std::string_view element_type_of_dtype(std::string_view dtype) { return look_up(kTypes, dtype); }

}  // namespace stacmlm::artifact::torch
