// SPDX-License-Identifier: Apache-2.0
// What is used of OpenSSL's libcrypto. It is loaded when a checksum is wanted, and not with the
// program: that would take as long as half of the start of every command.
#pragma once

#include <openssl/evp.h>

#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

struct CryptoLibrary {
  decltype(&EVP_MD_fetch) md_fetch = nullptr;
  decltype(&EVP_MD_free) md_free = nullptr;
  decltype(&EVP_MD_CTX_new) context_new = nullptr;
  decltype(&EVP_MD_CTX_free) context_free = nullptr;
  decltype(&EVP_DigestInit_ex) digest_init = nullptr;
  decltype(&EVP_DigestUpdate) digest_update = nullptr;
  decltype(&EVP_DigestFinal_ex) digest_final = nullptr;
};

/// Its functions; loaded by the first call, for good. Safe to call from several threads.
base::Result<CryptoLibrary> crypto_library();

}  // namespace stacmlm::artifact
