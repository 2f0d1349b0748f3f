# Warnings and sanitizers: for our own targets only, never exported.
add_library(stacmlm_compiler INTERFACE)
target_compile_options(stacmlm_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # false alarms of GCC 12 on std::string
  $<$<BOOL:${STACMLM_WERROR}>:-Werror>)
if(STACMLM_SANITIZE)
  add_compile_options(-fsanitize=${STACMLM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${STACMLM_SANITIZE})
endif()
