// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>

#include "run/evaluator/operators.h"

namespace stacmlm::run::evaluator {
namespace {

using Shape = std::vector<std::int64_t>;

const char* bytes_of(const Tensor& tensor) { return static_cast<const char*>(tensor.data()); }
char* bytes_of(Tensor& tensor) { return static_cast<char*>(tensor.data()); }

/// The same elements in another shape.
Results reformed(const Call& call, const Tensor& from, Shape shape) {
  STACMLM_TRY(Tensor result, make(call, from.type(), std::move(shape)));
  if (result.elements() != from.elements()) return call.fail("changes the number of elements");
  if (from.elements() > 0)
    std::memcpy(result.data(), from.data(), from.elements() * size_of(from.type()));
  return one(std::move(result));
}

Results identity(const Call& call) {
  STACMLM_TRY(const Tensor* from, call.input(0));
  return one(*from);
}

Results flatten(const Call& call) {
  STACMLM_TRY(const Tensor* from, call.input(0));
  const Shape& shape = from->shape();
  const std::int64_t given = call.node.integer("axis", 1);
  const std::int64_t axis = given < 0 ? given + static_cast<std::int64_t>(shape.size()) : given;
  if (axis < 0 || axis > static_cast<std::int64_t>(shape.size()))
    return call.fail("has no such dimension");
  Shape flat{1, 1};
  for (std::size_t i = 0; i < shape.size(); ++i)
    flat[static_cast<std::int64_t>(i) < axis ? 0 : 1] *= shape[i];
  return reformed(call, *from, std::move(flat));
}

Results reshape(const Call& call) {
  STACMLM_TRY(const Tensor* from, call.input(0));
  STACMLM_TRY(Shape shape, call.integers("shape", 1));
  std::int64_t known = 1;
  std::ptrdiff_t open = -1;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == 0 && i < from->shape().size() && call.node.integer("allowzero", 0) == 0)
      shape[i] = from->shape()[i];
    if (shape[i] == -1 && open < 0) {
      open = static_cast<std::ptrdiff_t>(i);
    } else if (shape[i] < 0 || shape[i] > (1 << 28) || known > (1 << 28)) {
      return call.fail("has no shape to give");
    } else {
      known *= shape[i];
    }
  }
  if (open >= 0)
    shape[static_cast<std::size_t>(open)] =
        known == 0 ? 0 : static_cast<std::int64_t>(from->elements()) / known;
  return reformed(call, *from, std::move(shape));
}

Results shape_of(const Call& call) {
  STACMLM_TRY(const Tensor* from, call.input(0));
  const auto rank = static_cast<std::int64_t>(from->shape().size());
  Tensor result(DataType::kInt64, {rank});
  std::ranges::copy(from->shape(), result.values<std::int64_t>().begin());
  return one(std::move(result));
}

Results concat(const Call& call) {
  STACMLM_TRY(const Tensor* first, call.input(0));
  STACMLM_TRY(const std::size_t axis,
              call.axis(call.node.integer("axis", 0), first->shape().size()));
  Shape shape = first->shape();
  shape[axis] = 0;
  for (std::size_t i = 0; i < call.inputs.size(); ++i) {
    STACMLM_TRY(const Tensor* next, call.input(i));
    Shape other = next->shape();
    if (other.size() != shape.size() || next->type() != first->type())
      return call.fail("joins tensors that are not alike");
    shape[axis] += other[axis];
    other[axis] = shape[axis];
    if (other != shape) return call.fail("joins tensors whose sizes do not agree");
  }
  STACMLM_TRY(Tensor result, make(call, first->type(), shape));
  const std::size_t size = size_of(first->type());
  const Parts whole = parts_of(shape, axis);
  std::size_t at = 0;
  for (const Tensor* next : call.inputs) {
    const Parts parts = parts_of(next->shape(), axis);
    const std::size_t bytes = parts.size * parts.inner * size;
    for (std::size_t i = 0; bytes > 0 && i < parts.outer; ++i)
      std::memcpy(bytes_of(result) + (i * whole.size + at) * whole.inner * size,
                  bytes_of(*next) + i * bytes, bytes);
    at += parts.size;
  }
  return one(std::move(result));
}

/// A part of one dimension.
base::Result<Tensor> sliced(const Call& call, const Tensor& from, std::size_t axis,
                            std::int64_t start, std::int64_t end, std::int64_t step) {
  const std::int64_t size = from.shape()[axis];
  const auto place = [&](std::int64_t index) {
    return std::clamp<std::int64_t>(index < 0 ? index + size : index, 0, size);
  };
  start = place(start);
  if (step < 1 || step > size + 1) step = step < 1 ? 0 : size + 1;
  if (step == 0) return call.fail("goes backwards, which the evaluator does not");
  Shape shape = from.shape();
  shape[axis] = std::max<std::int64_t>(0, (place(end) - start + step - 1) / step);
  STACMLM_TRY(Tensor result, make(call, from.type(), shape));
  const Parts parts = parts_of(from.shape(), axis);
  const std::size_t bytes = parts.inner * size_of(from.type());
  char* to = bytes_of(result);
  for (std::size_t i = 0; bytes > 0 && i < parts.outer; ++i) {
    for (std::int64_t k = 0; k < shape[axis]; ++k, to += bytes) {
      const auto at = static_cast<std::size_t>(start + k * step);
      std::memcpy(to, bytes_of(from) + (i * parts.size + at) * bytes, bytes);
    }
  }
  return result;
}

Results slice(const Call& call) {
  STACMLM_TRY(const Tensor* from, call.input(0));
  STACMLM_TRY(const Shape starts, call.integers("starts", 1));
  STACMLM_TRY(const Shape ends, call.integers("ends", 2));
  STACMLM_TRY(const Shape axes, call.integers("axes", 3));
  STACMLM_TRY(const Shape steps, call.integers("steps", 4));
  if (starts.size() != ends.size()) return call.fail("has starts without ends");
  Tensor result = *from;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    STACMLM_TRY(
        const std::size_t axis,
        call.axis(i < axes.size() ? axes[i] : static_cast<std::int64_t>(i), from->shape().size()));
    STACMLM_TRY(result,
                sliced(call, result, axis, starts[i], ends[i], i < steps.size() ? steps[i] : 1));
  }
  return one(std::move(result));
}

Results transpose(const Call& call) {
  STACMLM_TRY(const Tensor* from, call.input(0));
  const std::size_t rank = from->shape().size();
  const Shape order = call.node.integers("perm", {});
  Shape shape(rank);
  Shape steps(rank);
  std::vector<bool> is_taken(rank);
  if (order.size() != rank) return call.fail("has no order of dimensions");
  for (std::size_t i = 0; i < rank; ++i) {
    STACMLM_TRY(const std::size_t axis, call.axis(order[i], rank));
    if (is_taken[axis]) return call.fail("has no order of dimensions");
    is_taken[axis] = true;
    shape[i] = from->shape()[axis];
    steps[i] = static_cast<std::int64_t>(parts_of(from->shape(), axis).inner);
  }
  STACMLM_TRY(Tensor result, make(call, from->type(), shape));
  const std::size_t size = size_of(from->type());
  for (std::size_t i = 0; i < result.elements(); ++i) {
    auto left = static_cast<std::int64_t>(i);
    std::int64_t place = 0;
    for (std::size_t k = rank; k-- > 0; left /= shape[k]) place += left % shape[k] * steps[k];
    std::memcpy(bytes_of(result) + i * size,
                bytes_of(*from) + static_cast<std::size_t>(place) * size, size);
  }
  return one(std::move(result));
}

/// Where an element beyond the ends comes from; below 0: nowhere.
std::int64_t inside(std::int64_t place, std::int64_t size, std::string_view mode) {
  if (place >= 0 && place < size) return place;
  if (mode == "edge") return std::clamp<std::int64_t>(place, 0, size - 1);
  if (mode != "reflect") return -1;
  place = place < 0 ? -place : 2 * (size - 1) - place;
  return place < size ? place : -1;
}

Results pad(const Call& call) {
  STACMLM_TRY(const Tensor* image, call.image(0));
  STACMLM_TRY(const Shape pads, call.integers("pads", 1));
  const std::string_view mode = call.node.text("mode", "constant");
  if (pads.size() != 8 || call.has(3) || pads[0] != 0 || pads[1] != 0 || pads[4] != 0 ||
      pads[5] != 0 || (mode != "constant" && mode != "edge" && mode != "reflect"))
    return call.fail("has a border that the evaluator does not know");
  float constant = call.node.number("value", 0);
  if (call.has(2)) {
    STACMLM_TRY(const Tensor* value, call.floats(2));
    if (value->elements() == 1) constant = value->values<float>().front();
  }
  Shape shape = image->shape();
  for (std::size_t i = 2; i < 4; ++i) {
    const auto is_sane = [](std::int64_t size) { return size > -(1 << 20) && size < 1 << 20; };
    if (!is_sane(pads[i]) || !is_sane(pads[i + 4]) || shape[i] < 1)
      return call.fail("has a border of a size that is not sane");
    shape[i] += pads[i] + pads[i + 4];
  }
  STACMLM_TRY(Tensor result, make(call, DataType::kFloat32, shape));
  const std::int64_t height = image->shape()[2];
  const std::int64_t width = image->shape()[3];
  float* to = result.values<float>().data();
  for (std::int64_t plane = 0; plane < shape[0] * shape[1]; ++plane) {
    const float* from = image->values<float>().data() + plane * height * width;
    for (std::int64_t y = 0; y < shape[2]; ++y) {
      const std::int64_t row = inside(y - pads[2], height, mode);
      for (std::int64_t x = 0; x < shape[3]; ++x) {
        const std::int64_t column = inside(x - pads[3], width, mode);
        *to++ = row < 0 || column < 0 ? constant : from[row * width + column];
      }
    }
  }
  return one(std::move(result));
}

/// Blocks of pixels to channels, or back: `DCR`, the channels of one pixel of a block together.
Results shuffle(const Call& call) {
  STACMLM_TRY(const Tensor* from, call.image(0));
  const std::int64_t block = call.node.integer("blocksize", 0);
  const bool is_spread = call.node.type == "DepthToSpace";
  const Shape& shape = from->shape();
  if (block < 1 || block > 64 || call.node.text("mode", "DCR") != "DCR" ||
      (is_spread ? shape[1] % (block * block) : shape[2] % block + shape[3] % block) != 0)
    return call.fail("has blocks that do not fit");
  const std::int64_t squares = block * block;
  Shape to_shape = is_spread
                       ? Shape{shape[0], shape[1] / squares, shape[2] * block, shape[3] * block}
                       : Shape{shape[0], shape[1] * squares, shape[2] / block, shape[3] / block};
  STACMLM_TRY(Tensor result, make(call, DataType::kFloat32, to_shape));
  // The side with large pixels has the many channels.
  const Shape& fine = is_spread ? to_shape : shape;
  const Shape& coarse = is_spread ? shape : to_shape;
  const float* source = from->values<float>().data();
  float* target = result.values<float>().data();
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(result.elements()); ++i) {
    const std::int64_t x = i % fine[3];
    const std::int64_t y = i / fine[3] % fine[2];
    const std::int64_t c = i / fine[3] / fine[2] % fine[1];
    const std::int64_t n = i / fine[3] / fine[2] / fine[1];
    const std::int64_t channel = (y % block * block + x % block) * fine[1] + c;
    const std::int64_t at =
        ((n * coarse[1] + channel) * coarse[2] + y / block) * coarse[3] + x / block;
    target[is_spread ? i : at] = source[is_spread ? at : i];
  }
  return one(std::move(result));
}

constexpr Operator kOperators[] = {
    {"DepthToSpace", shuffle}, {"SpaceToDepth", shuffle}, {"Pad", pad},         {"Concat", concat},
    {"Flatten", flatten},      {"Identity", identity},    {"Reshape", reshape}, {"Shape", shape_of},
    {"Slice", slice},          {"Transpose", transpose},
};

}  // namespace

std::span<const Operator> layout_operators() { return kOperators; }

}  // namespace stacmlm::run::evaluator
