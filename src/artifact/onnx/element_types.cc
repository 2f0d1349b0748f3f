// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/element_types.h"

#include <iterator>

namespace stacmlm::artifact::onnx {
namespace {

constexpr std::string_view kNames[] = {
    "",
    "float32",
    "uint8",
    "int8",
    "uint16",
    "int16",
    "int32",
    "int64",
    "string",
    "bool",
    "float16",
    "float64",
    "uint32",
    "uint64",
    "cfloat32",
    "cfloat64",
    "bfloat16",
    "float8_e4m3",
    "float8_e4m3fnuz",
    "float8_e5m2",
    "float8_e5m2fnuz",
    "uint4",
    "int4",
    "float4_e2m1",
    "float8_e8m0",
    "uint2",
    "int2",
    "float6_e2m3",
    "float6_e3m2",
};

}  // namespace

std::string_view element_type_of(std::uint64_t number) {
  return number < std::size(kNames) ? kNames[number] : std::string_view();
}

}  // namespace stacmlm::artifact::onnx
