# cmake -DPAGES=<folder> -DOUT=<file.cc> -P cmake/embed_pages.cmake: the rules' pages as string literals.
cmake_minimum_required(VERSION 3.25)
file(GLOB pages ${PAGES}/*-*.md)
list(SORT pages)
set(rows "")
foreach(page IN LISTS pages)
  cmake_path(GET page STEM LAST_ONLY name)
  # As numbers, so that no character of a page means anything to CMake or C++; the quotes keep an escape from
  # swallowing the digits behind it.
  file(READ "${page}" bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\"\n     \"" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  string(APPEND rows "    {\"${name}\",\n     \"${bytes}\"},\n")
endforeach()
string(CONCAT text
  "// SPDX-License-Identifier: Apache-2.0\n// Written by cmake/embed_pages.cmake from docs/rules.\n"
  "#include \"cli/pages.h\"\n\n#include <array>\n\nnamespace stacmlm::cli {\n\n"
  "std::span<const Page> pages() {\n  static constexpr Page kPages[] = {\n    {},\n${rows}  };\n"
  "  return std::span(kPages).subspan(1);\n}\n\n}  // namespace stacmlm::cli\n")
file(WRITE "${OUT}" "${text}")
