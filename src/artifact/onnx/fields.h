// SPDX-License-Identifier: Apache-2.0
// The numbers of fields in onnx.proto, IR version 13 and before.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace stacmlm::artifact::onnx {

/// Fields of one message that are known, each below 32.
constexpr std::uint32_t fields(std::initializer_list<std::uint32_t> numbers) {
  std::uint32_t all = 0;
  for (const std::uint32_t number : numbers) all |= 1U << number;
  return all;
}

constexpr bool is_known(std::uint32_t number, std::uint32_t known) {
  return number < 32 && (known >> number & 1U) != 0;
}

namespace model {
enum : std::uint32_t {
  kIrVersion = 1,
  kProducerName = 2,
  kProducerVersion = 3,
  kGraph = 7,
  kOpsetImport = 8,
  kMetadataProps = 14,
  kTrainingInfo = 20,
  kFunctions = 25
};
constexpr std::uint32_t kKnown = fields({1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26});
}  // namespace model

namespace graph {
enum : std::uint32_t {
  kNode = 1,
  kInitializer = 5,
  kInput = 11,
  kOutput = 12,
  kValueInfo = 13,
  kQuantizationAnnotation = 14,
  kSparseInitializer = 15,
  kMetadataProps = 16
};
constexpr std::uint32_t kKnown = fields({1, 2, 5, 10, 11, 12, 13, 14, 15, 16});
}  // namespace graph

namespace node {
enum : std::uint32_t {
  kInput = 1,
  kOutput = 2,
  kName = 3,
  kOpType = 4,
  kAttribute = 5,
  kDomain = 7
};
constexpr std::uint32_t kKnown = fields({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
}  // namespace node

namespace attribute {
enum : std::uint32_t {
  kName = 1,
  kFloat = 2,
  kInteger = 3,
  kString = 4,
  kTensor = 5,
  kGraph = 6,
  kFloats = 7,
  kIntegers = 8,
  kTensors = 10,
  kGraphs = 11,
  kType = 14,
  kTypes = 15,
  kSparseTensor = 22,
  kSparseTensors = 23
};
constexpr std::uint32_t kKnown =
    fields({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 20, 21, 22, 23});
}  // namespace attribute

namespace tensor {
enum : std::uint32_t {
  kDims = 1,
  kDataType = 2,
  kFloatData = 4,
  kInt32Data = 5,
  kStringData = 6,
  kInt64Data = 7,
  kName = 8,
  kRawData = 9,
  kDoubleData = 10,
  kUint64Data = 11,
  kExternalData = 13,
  kDataLocation = 14
};
constexpr std::uint32_t kKnown = fields({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16});
constexpr std::uint64_t kExternal = 1;  ///< in kDataLocation
}  // namespace tensor

namespace sparse_tensor {
enum : std::uint32_t { kValues = 1, kIndices = 2 };
constexpr std::uint32_t kKnown = fields({1, 2, 3});
}  // namespace sparse_tensor

namespace value_info {
enum : std::uint32_t { kName = 1, kType = 2 };
}  // namespace value_info

namespace type {
enum : std::uint32_t { kTensor = 1, kSequence = 4, kMap = 5, kSparseTensor = 8, kOptional = 9 };
enum : std::uint32_t { kElementType = 1, kShape = 2, kMapValue = 2 };  ///< in each of them
}  // namespace type

namespace shape {
enum : std::uint32_t { kDim = 1 };
enum : std::uint32_t { kDimValue = 1, kDimParam = 2 };  ///< in kDim
}  // namespace shape

namespace function {
enum : std::uint32_t { kName = 1, kNode = 7, kDomain = 10, kAttributeProto = 11, kValueInfo = 12 };
constexpr std::uint32_t kKnown = fields({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14});
}  // namespace function

namespace training_info {
enum : std::uint32_t { kInitialization = 1, kAlgorithm = 2 };
constexpr std::uint32_t kKnown = fields({1, 2, 3, 4});
}  // namespace training_info

namespace operator_set {
enum : std::uint32_t { kDomain = 1, kVersion = 2 };
}  // namespace operator_set

namespace entry {  // of metadata_props and external_data
enum : std::uint32_t { kKey = 1, kValue = 2 };
}  // namespace entry

}  // namespace stacmlm::artifact::onnx
