// SPDX-License-Identifier: Apache-2.0
#include "model_files/joblib.h"

#include <bzlib.h>
#include <lzma.h>

#include <utility>

#include "model_files/pickle_writer.h"
#include "model_files/zip_writer.h"

namespace stacmlm::model_files {
namespace {

std::string numbers(int first, int count) {
  ByteWriter bytes;
  for (int i = 0; i < count; ++i) bytes.u64(static_cast<std::uint64_t>(first + i));
  return bytes.bytes();
}

/// The byte order stands in the state, not in the word.
void write_dtype(PickleWriter& to, std::string_view code, std::string_view order = "<") {
  to.stack_global("numpy", "dtype").short_text(code).ops("\x89\x88\x87R(");
  to.integer(3).short_text(order).ops("NNN").integer(-1).integer(-1).integer(0).ops("tb");
}

/// An array as NumPy pickles it.
void write_array_of_order(PickleWriter& to, std::string_view order, std::string_view dtype,
                          std::int32_t count, std::string_view bytes) {
  to.stack_global("numpy.core.multiarray", "_reconstruct").stack_global("numpy", "ndarray");
  to.integer(0).op('\x85').bytes("b").ops("\x87R(").integer(1).integer(count).op('\x85');
  write_dtype(to, dtype, order);
  to.op('\x89').bytes(bytes).ops("tb");
}

void write_array(PickleWriter& to, std::string_view dtype, std::int32_t count,
                 std::string_view bytes) {
  write_array_of_order(to, "<", dtype, count, bytes);
}

/// ... and as joblib does: an object in its place, then padding and the bytes.
void write_joblib_array(PickleWriter& to, std::string_view dtype, std::int32_t count,
                        std::string_view bytes) {
  to.stack_global("joblib.numpy_pickle", "NumpyArrayWrapper").ops(")\x81}(");
  to.short_text("subclass").stack_global("numpy", "ndarray");
  to.short_text("shape").integer(count).op('\x85').short_text("order").short_text("C");
  to.short_text("dtype");
  write_dtype(to, dtype);
  to.short_text("allow_mmap").op('\x88').short_text("numpy_array_alignment_bytes").integer(16);
  to.ops("ub").raw(std::string("\x03\xFF\xFF\xFF", 4)).raw(bytes);
}

using ArrayWriter = void (*)(PickleWriter&, std::string_view, std::int32_t, std::string_view);

std::string estimator(ArrayWriter array) {
  PickleWriter pickle(4);
  pickle.stack_global("sklearn.linear_model._logistic", "LogisticRegression").ops(")\x81}(");
  pickle.short_text("C").raw(std::string("G\x3f\xf0\0\0\0\0\0\0", 9));
  pickle.short_text("classes_");
  array(pickle, "i8", 3, numbers(10, 3));
  pickle.short_text("coef_");
  array(pickle, "f8", 12, std::string(96, '\1'));
  pickle.short_text("n_features_in_").integer(4).short_text("_sklearn_version").short_text("1.3.2");
  return pickle.ops("ub").finish();
}

std::vector<File> sklearn_pickle() { return {{"model.pkl", estimator(write_array)}}; }
std::vector<File> joblib() { return {{"model.joblib", estimator(write_joblib_array)}}; }

// As a machine of the other byte order writes it.
std::vector<File> sklearn_big_endian() {
  return {{"model.pkl", estimator([](PickleWriter& to, std::string_view dtype, std::int32_t count,
                                     std::string_view bytes) {
             write_array_of_order(to, ">", dtype, count, bytes);
           })}};
}

// The classes are texts of a pipeline's last step, which takes fewer features than the first.
std::vector<File> pipeline() {
  PickleWriter pickle(4);
  pickle.stack_global("sklearn.pipeline", "Pipeline").ops(")\x81}(").short_text("steps").ops("](");
  pickle.short_text("scale").stack_global("sklearn.preprocessing._data", "StandardScaler");
  pickle.ops(")\x81}").short_text("n_features_in_").integer(6).ops("sb\x86");
  pickle.short_text("svc").stack_global("sklearn.svm._classes", "SVC");
  pickle.ops(")\x81}").short_text("n_features_in_").integer(2).op('s').short_text("classes_");
  write_array(
      pickle, "U5", 2,
      ByteWriter().u32('w').u32('e').u32('t').zeros(8).u32('d').u32('r').u32('y').zeros(8).bytes());
  pickle.ops("sb\x86").op('e').short_text("_sklearn_version").short_text("1.4.0");
  return {{"pipeline.pkl", pickle.ops("ub").finish()}};
}

std::vector<File> joblib_data() {
  PickleWriter pickle(4);
  pickle.op('}').short_text("mean");
  write_joblib_array(pickle, "f8", 2, std::string(16, '\1'));
  return {{"data.joblib", pickle.op('s').finish()}};
}

// joblib reads an array of objects with a second unpickler, in the middle of the first.
std::vector<File> joblib_objects() {
  PickleWriter inner;
  inner.global("os", "system").text("touch canary").ops("\x85R");
  PickleWriter pickle(4);
  pickle.stack_global("joblib.numpy_pickle", "NumpyArrayWrapper").ops(")\x81}(");
  pickle.short_text("shape").integer(1).op('\x85').short_text("dtype");
  write_dtype(pickle, "O8");
  return {{"data.joblib", pickle.ops("ub").raw(inner.finish()).finish()}};
}

// To joblib opcodes in an array are numbers.
std::vector<File> joblib_opcodes() {
  PickleWriter hidden;
  hidden.op('0').global("os", "system").text("touch canary").ops("\x85R");
  PickleWriter pickle(4);
  pickle.stack_global("joblib.numpy_pickle", "NumpyArrayWrapper").ops(")\x81}(");
  pickle.short_text("shape").integer(static_cast<std::int32_t>(hidden.bytes().size())).op('\x85');
  pickle.short_text("dtype");
  write_dtype(pickle, "u1");
  return {{"data.joblib", pickle.ops("ub").raw(hidden.bytes()).finish()}};
}

std::vector<File> zlib() { return {{"model.pkl.z", deflated(estimator(write_joblib_array), 15)}}; }
std::vector<File> gzip() { return {{"model.pkl.gz", deflated(estimator(write_joblib_array), 31)}}; }

std::vector<File> bzip2() {
  std::string from = estimator(write_joblib_array);
  std::string packed(from.size() + 1000, '\0');
  auto size = static_cast<unsigned>(packed.size());
  BZ2_bzBuffToBuffCompress(packed.data(), &size, from.data(), static_cast<unsigned>(from.size()), 9,
                           0, 0);
  packed.resize(size);
  return {{"model.pkl.bz2", packed}};
}

std::vector<File> xz() {
  const std::string from = estimator(write_joblib_array);
  std::string packed(from.size() + 1000, '\0');
  std::size_t size = 0;
  lzma_easy_buffer_encode(6, LZMA_CHECK_CRC64, nullptr,
                          reinterpret_cast<const std::uint8_t*>(from.data()), from.size(),
                          reinterpret_cast<std::uint8_t*>(packed.data()), &size, packed.size());
  packed.resize(size);
  return {{"model.pkl.xz", packed}};
}

std::vector<File> lz4() {
  return {{"model.pkl.lz4", std::string("\x04\x22\x4D\x18\x60\x40\x82", 7)}};
}

// 16 MiB of zeros in a few thousand bytes.
std::vector<File> bomb() {
  PickleWriter pickle(4);
  return {{"model.pkl.z", deflated(pickle.bytes(std::string(16U << 20U, '\0')).finish(), 15)}};
}

std::vector<File> packed_call() {
  PickleWriter pickle;
  pickle.global("os", "system").text("touch canary").ops("\x85R");
  return {{"model.pkl.gz", deflated(pickle.finish(), 31)}};
}

constexpr Kind kKinds[] = {
    {"sklearn-pickle", "a classifier of scikit-learn", sklearn_pickle},
    {"sklearn-big-endian", "its arrays have the other byte order", sklearn_big_endian},
    {"sklearn-pipeline", "a pipeline of scikit-learn", pipeline},
    {"joblib", "a classifier of scikit-learn, by joblib", joblib},
    {"joblib-data", "an array and no estimator, by joblib", joblib_data},
    {"joblib-objects", "hostile: an array of objects that calls os.system", joblib_objects},
    {"joblib-opcodes", "hostile: an array that is a pickle to others than joblib", joblib_opcodes},
    {"joblib-zlib", "packed with zlib", zlib},
    {"joblib-gzip", "packed with gzip", gzip},
    {"joblib-bzip2", "packed with bzip2", bzip2},
    {"joblib-xz", "packed with xz", xz},
    {"joblib-lz4", "packed with lz4: its first bytes", lz4},
    {"joblib-bomb", "hostile: 16 MiB in a few thousand bytes", bomb},
    {"joblib-packed-call", "hostile: calls os.system, packed", packed_call},
};

}  // namespace

std::span<const Kind> joblib_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
