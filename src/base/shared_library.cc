// SPDX-License-Identifier: Apache-2.0
#include "base/shared_library.h"

#include <dlfcn.h>

#include <string_view>

namespace stacmlm::base {
namespace {

/// `libcurl.so.4 cannot be used: why`
std::string unusable(const std::string& name) {
  const char* told = ::dlerror();
  std::string_view why = told == nullptr ? "nobody says why" : told;
  if (why.starts_with(name + ": ")) why.remove_prefix(name.size() + 2);
  return name + " cannot be used: " + std::string(why);
}

}  // namespace

Result<SharedLibrary> SharedLibrary::open(std::span<const char* const> names) {
  std::string tried;
  for (const char* name : names) {
    void* handle = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (handle != nullptr) return SharedLibrary(handle, name);
    tried += (tried.empty() ? "" : "; ") + unusable(name);
  }
  return fail(ErrorKind::kUnsupported, std::move(tried));
}

Result<void> SharedLibrary::take(std::initializer_list<Symbol> symbols) const {
  for (const Symbol& symbol : symbols) {
    void* address = address_of(symbol.name_);
    if (address == nullptr) return fail(ErrorKind::kUnsupported, unusable(name_));
    symbol.put_(symbol.place_, address);
  }
  return {};
}

void* SharedLibrary::address_of(const char* symbol) const { return ::dlsym(handle_, symbol); }

}  // namespace stacmlm::base
