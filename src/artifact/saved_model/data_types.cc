// SPDX-License-Identifier: Apache-2.0
#include "artifact/saved_model/data_types.h"

#include <iterator>

namespace stacmlm::artifact::saved_model {
namespace {

constexpr std::string_view kNames[] = {
    "",         "float32",  "float64", "int32",       "uint8",       "int16",   "int8",
    "string",   "cfloat32", "int64",   "bool",        "int8",        "uint8",   "int32",
    "bfloat16", "int16",    "uint16",  "uint16",      "cfloat64",    "float16", "",
    "",         "uint32",   "uint64",  "float8_e5m2", "float8_e4m3", "",        "",
    "",         "int4",     "uint4",
};

// References to variables have numbers of their own.
constexpr std::uint64_t kReference = 100;

}  // namespace

std::string_view data_type_of(std::uint64_t number) {
  if (number > kReference) number -= kReference;
  return number < std::size(kNames) ? kNames[number] : std::string_view();
}

}  // namespace stacmlm::artifact::saved_model
