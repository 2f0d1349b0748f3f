// SPDX-License-Identifier: Apache-2.0
#if STACMLM_WITH_CURL

#include "cli/curl_library.h"

#include "base/shared_library.h"

namespace stacmlm::cli {

Curl curl;

base::Result<void> load_curl() {
  STACMLM_TRY(const auto library, base::SharedLibrary::open("libcurl.so.4"));
  STACMLM_CHECK(library.take({{"curl_global_init", curl.global_init},
                              {"curl_easy_init", curl.easy_init},
                              {"curl_easy_cleanup", curl.easy_cleanup},
                              {"curl_easy_reset", curl.easy_reset},
                              {"curl_easy_setopt", curl.easy_setopt},
                              {"curl_easy_perform", curl.easy_perform},
                              {"curl_easy_getinfo", curl.easy_getinfo},
                              {"curl_easy_strerror", curl.easy_strerror},
                              {"curl_url", curl.url},
                              {"curl_url_cleanup", curl.url_cleanup},
                              {"curl_url_get", curl.url_get},
                              {"curl_url_set", curl.url_set},
                              {"curl_free", curl.free},
                              {"curl_strequal", curl.strequal}}));
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
