// SPDX-License-Identifier: Apache-2.0
#include "artifact/checksum/crypto_library.h"

#include "base/shared_library.h"

namespace stacmlm::artifact {
namespace {

base::Result<CryptoLibrary> load() {
  STACMLM_TRY(const auto library, base::SharedLibrary::open("libcrypto.so.3"));
  CryptoLibrary crypto;
  STACMLM_CHECK(library.take({{"EVP_MD_fetch", crypto.md_fetch},
                              {"EVP_MD_free", crypto.md_free},
                              {"EVP_MD_CTX_new", crypto.context_new},
                              {"EVP_MD_CTX_free", crypto.context_free},
                              {"EVP_DigestInit_ex", crypto.digest_init},
                              {"EVP_DigestUpdate", crypto.digest_update},
                              {"EVP_DigestFinal_ex", crypto.digest_final}}));
  return crypto;
}

}  // namespace

base::Result<CryptoLibrary> crypto_library() {
  static const base::Result<CryptoLibrary> loaded = load();
  return loaded;
}

}  // namespace stacmlm::artifact
