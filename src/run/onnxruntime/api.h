// SPDX-License-Identifier: Apache-2.0
// The C interface of ONNX Runtime as it is in memory: a table of functions that only ever grows. No
// package brings its header; what is used of it stands here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "run/runtime_library.h"
#include "stacmlm/base/result.h"

namespace stacmlm::run::ort {

struct Status;
struct Env;
struct Session;
struct SessionOptions;
struct RunOptions;
struct Value;
struct TypeInfo;
struct TensorInfo;
struct MemoryInfo;
struct Allocator;
struct ArenaOptions;

/// OrtCUDAProviderOptions.
struct CudaOptions {
  int device = 0;
  int search = 2;  ///< of algorithms: the same one each time
  std::size_t memory_limit = static_cast<std::size_t>(-1);
  int arena_strategy = 0;
  int copies_in_default_stream = 1;
  int has_stream = 0;
  void* stream = nullptr;
  void* arena = nullptr;
  int tunes = 0;
  int tunes_anew = 0;
  int tuning_milliseconds = 0;
};

/// The functions that are used, by their numbers in the table (kSlots in api.cc).
struct Api {
  static constexpr std::uint32_t kVersion = 11;  ///< of the interface: the least that is enough

  const char* (*error_message)(const Status*);
  Status* (*create_env)(int log_level, const char* name, Env**);
  Status* (*create_session)(const Env*, const char* path, const SessionOptions*, Session**);
  Status* (*run)(Session*, const RunOptions*, const char* const* input_names,
                 const Value* const* inputs, std::size_t input_count,
                 const char* const* output_names, std::size_t output_count, Value** outputs);
  Status* (*create_session_options)(SessionOptions**);
  Status* (*disable_memory_pattern)(SessionOptions*);
  Status* (*set_intra_op_threads)(SessionOptions*, int);
  Status* (*set_inter_op_threads)(SessionOptions*, int);
  Status* (*input_count)(const Session*, std::size_t*);
  Status* (*output_count)(const Session*, std::size_t*);
  Status* (*input_type)(const Session*, std::size_t, TypeInfo**);
  Status* (*output_type)(const Session*, std::size_t, TypeInfo**);
  Status* (*input_name)(const Session*, std::size_t, Allocator*, char**);
  Status* (*output_name)(const Session*, std::size_t, Allocator*, char**);
  /// Of inputs, which runs only read: `data` is no const in its header.
  Status* (*create_tensor)(const MemoryInfo*, const void* data, std::size_t bytes,
                           const std::int64_t* shape, std::size_t rank, int type, Value**);
  Status* (*is_tensor)(const Value*, int*);
  Status* (*tensor_data)(Value*, void**);
  Status* (*tensor_info_of_type)(const TypeInfo*, const TensorInfo**);
  Status* (*element_type)(const TensorInfo*, int*);
  Status* (*rank)(const TensorInfo*, std::size_t*);
  Status* (*sizes)(const TensorInfo*, std::int64_t*, std::size_t);
  Status* (*size_names)(const TensorInfo*, const char**, std::size_t);
  Status* (*tensor_info_of_value)(const Value*, TensorInfo**);
  Status* (*create_cpu_memory_info)(int allocator, int memory, MemoryInfo**);
  Status* (*allocator_free)(Allocator*, void*);
  Status* (*default_allocator)(Allocator**);
  Status* (*providers)(char*** names, int* count);
  Status* (*release_providers)(char** names, int count);
  Status* (*append_cuda)(SessionOptions*, const CudaOptions*);
  void (*release_env)(Env*);
  void (*release_status)(Status*);
  void (*release_memory_info)(MemoryInfo*);
  void (*release_session)(Session*);
  void (*release_value)(Value*);
  void (*release_type_info)(TypeInfo*);
  void (*release_tensor_info)(TensorInfo*);
  void (*release_session_options)(SessionOptions*);
  Status* (*add_session_entry)(SessionOptions*, const char* key, const char* value);
  Status* (*register_allocator)(Env*, const MemoryInfo*, const ArenaOptions*);
  Status* (*create_arena_options)(std::size_t most, int growth, int first_bytes, int dead_bytes,
                                  ArenaOptions**);
  void (*release_arena_options)(ArenaOptions*);
};

struct Library : RuntimeLibrary<Library> {
  Api api{};

  /// What a call says went wrong.
  [[nodiscard]] base::Result<void> check(Status* status) const;
};

/// Takes what is used from a library that is loaded. `kUnsupported`: it is something else, or too
/// old.
base::Result<std::shared_ptr<const Library>> read_library(const base::SharedLibrary& loaded);

}  // namespace stacmlm::run::ort
