// SPDX-License-Identifier: Apache-2.0
#if STACMLM_WITH_CURL

#include "cli/curl_library.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <type_traits>

namespace stacmlm::cli {

Curl curl;

base::Result<void> load_curl() {
  constexpr const char* kName = "libcurl.so.4";
  const auto missing = [&] {
    const char* why = ::dlerror();
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{} cannot be used: {}", kName, why == nullptr ? "" : why));
  };
  void* library = ::dlopen(kName, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return missing();
  const auto find = [&](auto& function, const char* name) {
    function = reinterpret_cast<std::decay_t<decltype(function)>>(::dlsym(library, name));
    return function != nullptr;
  };
  const bool is_whole =
      find(curl.global_init, "curl_global_init") && find(curl.easy_init, "curl_easy_init") &&
      find(curl.easy_cleanup, "curl_easy_cleanup") && find(curl.easy_reset, "curl_easy_reset") &&
      find(curl.easy_setopt, "curl_easy_setopt") && find(curl.easy_perform, "curl_easy_perform") &&
      find(curl.easy_getinfo, "curl_easy_getinfo") &&
      find(curl.easy_strerror, "curl_easy_strerror") && find(curl.url, "curl_url") &&
      find(curl.url_cleanup, "curl_url_cleanup") && find(curl.url_get, "curl_url_get") &&
      find(curl.url_set, "curl_url_set") && find(curl.free, "curl_free") &&
      find(curl.strequal, "curl_strequal");
  if (!is_whole) return missing();
  curl.global_init(CURL_GLOBAL_DEFAULT);
  return {};
}

std::string url_part(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl.url_get(url, which, &text, 0) != CURLUE_OK) return {};
  return CurlOwned<char>(text).get();
}

}  // namespace stacmlm::cli

#endif
