// SPDX-License-Identifier: Apache-2.0
#include "run/openvino/api.h"

#include <fmt/format.h>

#include <string_view>

namespace stacmlm::run::ov {
namespace {

constexpr std::string_view kYear = "2026.";
constexpr std::size_t kLongestMessage = 1000;

base::Result<void> take_models(const base::SharedLibrary& from, Api& api) {
  return from.take({{"ov_core_create", api.create_core},
                    {"ov_core_set_property", api.set_property},
                    {"ov_core_read_model", api.read_model},
                    {"ov_model_reshape_by_port_indexes", api.reshape},
                    {"ov_core_compile_model", api.compile},
                    {"ov_model_inputs_size", api.input_count},
                    {"ov_model_outputs_size", api.output_count},
                    {"ov_model_const_input_by_index", api.input_at},
                    {"ov_model_const_output_by_index", api.output_at},
                    {"ov_model_const_input_by_name", api.input_named},
                    {"ov_model_const_output_by_name", api.output_named},
                    {"ov_port_get_any_name", api.port_name},
                    {"ov_port_get_partial_shape", api.port_shape},
                    {"ov_port_get_element_type", api.port_type},
                    {"ov_partial_shape_free", api.free_partial_shape},
                    {"ov_core_free", api.free_core},
                    {"ov_model_free", api.free_model},
                    {"ov_compiled_model_free", api.free_compiled},
                    {"ov_output_const_port_free", api.free_port}});
}

base::Result<void> take_runs(const base::SharedLibrary& from, Api& api) {
  return from.take({{"ov_compiled_model_create_infer_request", api.create_request},
                    {"ov_infer_request_set_input_tensor_by_index", api.set_input},
                    {"ov_infer_request_infer", api.infer},
                    {"ov_infer_request_get_output_tensor_by_index", api.output},
                    {"ov_infer_request_free", api.free_request},
                    {"ov_tensor_create_from_host_ptr", api.wrap},
                    {"ov_tensor_get_shape", api.tensor_shape},
                    {"ov_tensor_get_element_type", api.tensor_type},
                    {"ov_tensor_get_byte_size", api.tensor_bytes},
                    {"ov_tensor_data", api.tensor_data},
                    {"ov_tensor_free", api.free_tensor},
                    {"ov_shape_free", api.free_shape}});
}

base::Result<void> take_texts(const base::SharedLibrary& from, Api& api) {
  return from.take({{"ov_free", api.free_text},
                    {"ov_get_last_err_msg", api.last_error},
                    {"ov_get_openvino_version", api.version},
                    {"ov_version_free", api.free_version}});
}

/// `2026.4.1` of `2026.4.1-22982-e213a147257-releases/2026/4`.
std::string version_of(const Api& api) {
  Version version;
  if (api.version(&version) != 0 || version.build == nullptr) return {};
  const std::string_view build = version.build;
  std::string number(build.substr(0, build.find('-')));
  api.free_version(&version);
  return number;
}

/// One line of the several that an exception of the library has.
std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text.substr(0, kLongestMessage)) {
    const bool is_space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_space) {
      line.push_back(c);
    } else if (!line.empty() && line.back() != ' ') {
      line.push_back(' ');
    }
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace

base::Result<void> Library::check(int status) const {
  if (status == 0) return {};
  const char* text = api.last_error();
  std::string message = text == nullptr ? std::string() : one_line(text);
  if (text != nullptr) api.free_text(text);
  if (message.empty()) message = fmt::format("OpenVINO failed with status {}", status);
  return base::fail(base::ErrorKind::kBackend, std::move(message));
}

base::Result<std::shared_ptr<const Library>> read_library(const base::SharedLibrary& loaded) {
  auto library = std::make_shared<Library>();
  library->path = loaded.name();
  Api& api = library->api;
  if (!take_texts(loaded, api))
    return base::fail(base::ErrorKind::kUnsupported,
                      loaded.name() + ": this is no C library of OpenVINO (libopenvino_c.so)");
  library->version = version_of(api);
  const bool is_known = library->version.starts_with(kYear);
  if (!is_known || !take_models(loaded, api) || !take_runs(loaded, api)) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{}: OpenVINO {} is not supported, {}x is", loaded.name(),
                                  library->version, kYear));
  }
  return library;
}

}  // namespace stacmlm::run::ov
