// SPDX-License-Identifier: Apache-2.0
// The C interface of OpenVINO: the functions that are used, by their names in the library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "run/runtime_library.h"
#include "stacmlm/base/result.h"

namespace stacmlm::run::ov {

struct Core;
struct Model;
struct Compiled;
struct Request;
struct Port;
struct TensorValue;

/// Structures as they are in memory.
struct Shape {
  std::int64_t rank = 0;
  std::int64_t* sizes = nullptr;
};
struct Range {
  std::int64_t least = 0;
  std::int64_t most = 0;
};
struct PartialShape {
  Range rank{};
  Range* sizes = nullptr;
};
struct Version {
  const char* build = nullptr;
  const char* title = nullptr;
};

/// Status 0 is success; kept texts are given back with `free_text`.
struct Api {
  void (*free_text)(const char*);
  const char* (*last_error)();
  int (*version)(Version*);
  void (*free_version)(Version*);
  int (*create_core)(Core**);
  int (*set_property)(const Core*, const char* device, ...);
  int (*read_model)(const Core*, const char* path, const char* weights, Model**);
  int (*reshape)(const Model*, const std::size_t* inputs, const PartialShape*, std::size_t count);
  int (*compile)(const Core*, const Model*, const char* device, std::size_t texts, Compiled**, ...);
  int (*input_count)(const Model*, std::size_t*);
  int (*output_count)(const Model*, std::size_t*);
  int (*input_at)(const Model*, std::size_t, Port**);
  int (*output_at)(const Model*, std::size_t, Port**);
  int (*input_named)(const Model*, const char*, Port**);
  int (*output_named)(const Model*, const char*, Port**);
  int (*port_name)(const Port*, char**);
  int (*port_shape)(const Port*, PartialShape*);
  int (*port_type)(const Port*, int*);
  int (*create_request)(const Compiled*, Request**);
  int (*set_input)(Request*, std::size_t, const TensorValue*);
  int (*infer)(Request*);
  int (*output)(const Request*, std::size_t, TensorValue**);
  /// Of inputs, which runs only read: `data` is no const in its header.
  int (*wrap)(int type, Shape, const void* data, TensorValue**);
  int (*tensor_shape)(const TensorValue*, Shape*);
  int (*tensor_type)(const TensorValue*, int*);
  int (*tensor_bytes)(const TensorValue*, std::size_t*);
  int (*tensor_data)(const TensorValue*, void**);
  void (*free_partial_shape)(PartialShape*);
  int (*free_shape)(Shape*);
  void (*free_core)(Core*);
  void (*free_model)(Model*);
  void (*free_compiled)(Compiled*);
  void (*free_request)(Request*);
  void (*free_port)(Port*);
  void (*free_tensor)(TensorValue*);
};

struct Library : RuntimeLibrary<Library> {
  Api api{};

  /// What a call says went wrong.
  [[nodiscard]] base::Result<void> check(int status) const;
};

/// Takes what is used from a library that is loaded. `kUnsupported`: it is something else, or of
/// another year, whose numbers of element types may differ.
base::Result<std::shared_ptr<const Library>> read_library(const base::SharedLibrary& loaded);

}  // namespace stacmlm::run::ov
