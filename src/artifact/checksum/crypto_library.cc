// SPDX-License-Identifier: Apache-2.0
#include "artifact/checksum/crypto_library.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <type_traits>

namespace stacmlm::artifact {
namespace {

base::Result<CryptoLibrary> load() {
  constexpr const char* kName = "libcrypto.so.3";
  const auto missing = [&] {
    const char* why = ::dlerror();
    return base::fail(base::ErrorKind::kBackend,
                      fmt::format("{} cannot be used: {}", kName, why == nullptr ? "" : why));
  };
  void* library = ::dlopen(kName, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return missing();
  const auto find = [&](auto& function, const char* name) {
    function = reinterpret_cast<std::decay_t<decltype(function)>>(::dlsym(library, name));
    return function != nullptr;
  };
  CryptoLibrary crypto;
  const bool is_whole =
      find(crypto.md_fetch, "EVP_MD_fetch") && find(crypto.md_free, "EVP_MD_free") &&
      find(crypto.context_new, "EVP_MD_CTX_new") && find(crypto.context_free, "EVP_MD_CTX_free") &&
      find(crypto.digest_init, "EVP_DigestInit_ex") &&
      find(crypto.digest_update, "EVP_DigestUpdate") &&
      find(crypto.digest_final, "EVP_DigestFinal_ex");
  if (!is_whole) return missing();
  return crypto;
}

}  // namespace

base::Result<CryptoLibrary> crypto_library() {
  static const base::Result<CryptoLibrary> loaded = load();
  return loaded;
}

}  // namespace stacmlm::artifact
