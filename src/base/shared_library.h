// SPDX-License-Identifier: Apache-2.0
// Libraries of others that are loaded when something is wanted of them, and not with the program:
// most of them come with dozens more, which takes longer than a document takes to check. They stay
// for the rest of the program: they have threads and data of their own, and nobody can tell when
// they are done with them.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <utility>

#include "stacmlm/base/result.h"

namespace stacmlm::base {

/// A library that is loaded. A view: copies are of the same one. Safe to use from several threads.
class SharedLibrary {
 public:
  /// A function by its name in the library, and where its address belongs.
  class Symbol {
   public:
    template <class Function>
    Symbol(const char* name, Function*& function)
        : name_(name), place_(&function), put_([](void* place, void* address) {
            *static_cast<Function**>(place) = reinterpret_cast<Function*>(address);
          }) {}

   private:
    friend class SharedLibrary;
    const char* name_;
    void* place_;
    void (*put_)(void* place, void* address);
  };

  /// The first of the files, or of the names that the system knows, that can be loaded.
  /// `kUnsupported`: none can; the message says of each why.
  static Result<SharedLibrary> open(std::span<const char* const> names);
  static Result<SharedLibrary> open(const char* name) { return open({&name, 1}); }

  /// What it was asked for by: a file or a name.
  [[nodiscard]] const std::string& name() const { return name_; }

  /// Puts each function where it belongs. `kUnsupported`: the library lacks one, which is named.
  [[nodiscard]] Result<void> take(std::initializer_list<Symbol> symbols) const;

  /// A function that it may lack: null.
  template <class Function>
  [[nodiscard]] Function* find(const char* symbol) const {
    return reinterpret_cast<Function*>(address_of(symbol));
  }

 private:
  SharedLibrary(void* handle, std::string name) : handle_(handle), name_(std::move(name)) {}
  [[nodiscard]] void* address_of(const char* symbol) const;

  void* handle_;
  std::string name_;
};

}  // namespace stacmlm::base
