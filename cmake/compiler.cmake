# Warnings and sanitizers: for our own targets only, never exported.
add_library(stacmlm_compiler INTERFACE)
target_compile_options(stacmlm_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
  # GCC 12 sees overlaps inside std::string that are not there (its bug 105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
  $<$<BOOL:${STACMLM_WERROR}>:-Werror>)
if(STACMLM_SANITIZE)
  add_compile_options(-fsanitize=${STACMLM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${STACMLM_SANITIZE})
endif()
