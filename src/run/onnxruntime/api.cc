// SPDX-License-Identifier: Apache-2.0
#include "run/onnxruntime/api.h"

#include <fmt/format.h>

#include <utility>

namespace stacmlm::run::ort {
namespace {

/// What the one symbol of the library gives.
struct ApiBase {
  void* const* (*api)(std::uint32_t version);  ///< the table
  const char* (*version)();
};

template <class Function>
void take(void* const* table, std::size_t slot, Function& function) {
  function = reinterpret_cast<Function>(table[slot]);
}

Api read_table(void* const* table) {
  Api api{};
  take(table, 2, api.error_message);
  take(table, 3, api.create_env);
  take(table, 7, api.create_session);
  take(table, 9, api.run);
  take(table, 10, api.create_session_options);
  take(table, 17, api.disable_memory_pattern);
  take(table, 24, api.set_intra_op_threads);
  take(table, 25, api.set_inter_op_threads);
  take(table, 30, api.input_count);
  take(table, 31, api.output_count);
  take(table, 33, api.input_type);
  take(table, 34, api.output_type);
  take(table, 36, api.input_name);
  take(table, 37, api.output_name);
  take(table, 49, api.create_tensor);
  take(table, 50, api.is_tensor);
  take(table, 51, api.tensor_data);
  take(table, 55, api.tensor_info_of_type);
  take(table, 60, api.element_type);
  take(table, 61, api.rank);
  take(table, 62, api.sizes);
  take(table, 63, api.size_names);
  take(table, 65, api.tensor_info_of_value);
  take(table, 69, api.create_cpu_memory_info);
  take(table, 76, api.allocator_free);
  take(table, 78, api.default_allocator);
  take(table, 92, api.release_env);
  take(table, 93, api.release_status);
  take(table, 94, api.release_memory_info);
  take(table, 95, api.release_session);
  take(table, 96, api.release_value);
  take(table, 98, api.release_type_info);
  take(table, 99, api.release_tensor_info);
  take(table, 100, api.release_session_options);
  take(table, 125, api.providers);
  take(table, 126, api.release_providers);
  take(table, 130, api.add_session_entry);
  take(table, 144, api.register_allocator);
  take(table, 152, api.append_cuda);
  take(table, 156, api.create_arena_options);
  take(table, 157, api.release_arena_options);
  return api;
}

/// `1.32.0` and what begins so.
bool is_version_one(const std::string& version) { return version.starts_with("1."); }

}  // namespace

base::Result<void> Library::check(Status* status) const {
  if (status == nullptr) return {};
  std::string message = api.error_message(status);
  api.release_status(status);
  for (char& c : message)
    if (c == '\n' || c == '\r') c = ' ';
  return base::fail(base::ErrorKind::kBackend, std::move(message));
}

base::Result<std::shared_ptr<const Library>> read_library(const base::SharedLibrary& loaded) {
  const std::string& path = loaded.name();
  auto* const get_base = loaded.find<const ApiBase*()>("OrtGetApiBase");
  if (get_base == nullptr)
    return base::fail(base::ErrorKind::kUnsupported, path + ": this is no ONNX Runtime");
  const ApiBase* entry = get_base();
  auto library = std::make_shared<Library>();
  library->path = path;
  library->version = entry->version();
  void* const* table = is_version_one(library->version) ? entry->api(Api::kVersion) : nullptr;
  if (table == nullptr) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{}: ONNX Runtime {} is not supported, 1.{} and later 1.x are",
                                  path, library->version, Api::kVersion));
  }
  library->api = read_table(table);
  return library;
}

}  // namespace stacmlm::run::ort
