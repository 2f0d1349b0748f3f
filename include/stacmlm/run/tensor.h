// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace stacmlm::run {

/// What one element of a tensor is, of those that a runtime takes and gives.
enum class DataType : std::uint8_t {
  kFloat32,
  kFloat16,
  kBfloat16,
  kFloat64,
  kInt8,
  kInt16,
  kInt32,
  kInt64,
  kUint8,
  kUint16,
  kUint32,
  kUint64,
  kBool,
};

/// MLM's word for it, in `data_type` of a tensor: `float32`, `uint8` ...
std::string_view name_of(DataType type);
/// The type of that name; nothing if no runtime takes it.
std::optional<DataType> find_data_type(std::string_view name);
/// Bytes of one element.
std::size_t size_of(DataType type);

/// Product of the sizes; nothing if one is negative or the product is beyond 2^48.
std::optional<std::size_t> elements_of(std::span<const std::int64_t> shape);

/// Elements of somebody else, dense, last dimension first. `data` holds as many as the shape says,
/// aligned to their size.
struct TensorView {
  DataType type = DataType::kFloat32;
  std::span<const std::int64_t> shape;
  const void* data = nullptr;
};

/// Elements in memory of its own, or of the runtime that made them; copies share it. Not for
/// several threads at once where one of them writes.
///
/// ```cpp
/// run::Tensor image(run::DataType::kFloat32, {1, 4, 256, 256});
/// image.values<float>()[0] = 0.5F;
/// print(image.view().shape[1], image.elements());
/// ```
class Tensor {
 public:
  Tensor() = default;
  /// Memory that `data` keeps alive.
  Tensor(DataType type, std::vector<std::int64_t> shape, std::shared_ptr<void> data)
      : type_(type), shape_(std::move(shape)), data_(std::move(data)) {}
  /// Zeros. @pre elements_of(shape)
  Tensor(DataType type, std::vector<std::int64_t> shape);

  [[nodiscard]] DataType type() const { return type_; }
  [[nodiscard]] const std::vector<std::int64_t>& shape() const { return shape_; }
  [[nodiscard]] std::size_t elements() const { return elements_of(shape_).value_or(0); }
  [[nodiscard]] const void* data() const { return data_.get(); }
  [[nodiscard]] void* data() { return data_.get(); }
  [[nodiscard]] TensorView view() const { return {type_, shape_, data_.get()}; }

  /// All elements in the order of memory. @pre T is what type() says
  template <class T>
  [[nodiscard]] std::span<const T> values() const {
    return {static_cast<const T*>(data()), elements()};
  }
  template <class T>
  [[nodiscard]] std::span<T> values() {
    return {static_cast<T*>(data()), elements()};
  }

 private:
  DataType type_ = DataType::kFloat32;
  std::vector<std::int64_t> shape_{0};
  std::shared_ptr<void> data_;
};

}  // namespace stacmlm::run
