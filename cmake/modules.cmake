# The one dependency table. Targets, install rules, package config and the include check come from it.
# name | modules it may use directly (and through them, what those use). `cli` is the program mlm.
set(STACMLM_MODULE_TABLE
  "base|"
  "json|base"
  "diag|json"
  "stac|diag"
  "mlm|stac"
  "rules|mlm"
  "artifact|rules"
  "author|rules artifact"
  "compose|rules"
  "raster|base"
  "run|artifact raster rules"
  "cli|author compose run")

# package | target | its headers (a trailing / means all below) | who may include them | only with this option
# Who: modules, in their .cc and private headers; `*` for all of them; `public` for public headers too.
set(STACMLM_THIRD_PARTY_TABLE
  "tl-expected|tl::expected|tl/|public|"
  "fmt|fmt::fmt|fmt/|*|"
  "simdjson|simdjson::simdjson|simdjson.h|json|"
  "yaml-cpp|yaml-cpp|yaml-cpp/|json|"
  "RapidJSON||rapidjson/|rules|"
  "valijson|valijson|valijson/|rules|"
  "CLI11|CLI11::CLI11|CLI/|cli|"
  "tomlplusplus|tomlplusplus::tomlplusplus|toml++/|cli|"
  "CURL||curl/|cli|STACMLM_WITH_CURL"
  "ZLIB|ZLIB::ZLIB|zlib.h|artifact|"
  "LibLZMA|LibLZMA::LibLZMA|lzma.h|artifact|"
  "BZip2|BZip2::BZip2|bzlib.h|artifact|"
  "OpenSSL||openssl/|artifact|"
  "EXPAT|EXPAT::EXPAT|expat.h|artifact|"
  "GDAL||cpl_conv.h cpl_error.h cpl_http.h cpl_string.h cpl_vsi.h gdal.h gdal_alg.h gdal_frmts.h gdalwarper.h ogr_api.h ogr_srs_api.h|raster|STACMLM_WITH_GDAL"
  "Threads|Threads::Threads||cli|"
  "||fcntl.h sys/ unistd.h|artifact cli raster run|"
  "||dlfcn.h|base|"
  "||fnmatch.h poll.h signal.h spawn.h|cli|")

# stacmlm_uses(<name> <out>): the modules of the name's row.
function(stacmlm_uses name out)
  foreach(row IN LISTS STACMLM_MODULE_TABLE)
    if(row MATCHES "^${name}\\|(.*)$")
      string(REPLACE " " ";" uses "${CMAKE_MATCH_1}")
      set(${out} "${uses}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "module ${name} is not in cmake/modules.cmake")
endfunction()

# stacmlm_reachable(<name> <out>): the module itself and all that its row leads to.
function(stacmlm_reachable name out)
  set(reached ${name})
  set(open ${name})
  while(open)
    list(POP_FRONT open next)
    stacmlm_uses(${next} uses)
    foreach(use IN LISTS uses)
      if(NOT use IN_LIST reached)
        list(APPEND reached ${use})
        list(APPEND open ${use})
      endif()
    endforeach()
  endwhile()
  set(${out} "${reached}" PARENT_SCOPE)
endfunction()

# stacmlm_libraries(<out>): the modules that are libraries: all but the program.
function(stacmlm_libraries out)
  set(names ${STACMLM_MODULE_TABLE})
  list(TRANSFORM names REPLACE "\\|.*" "")
  list(REMOVE_ITEM names cli)
  set(${out} "${names}" PARENT_SCOPE)
endfunction()

# Takes a row of the third-party table apart: package, target, headers, who, enabled.
macro(stacmlm_third_party row)
  string(REPLACE "|" ";" third_party_fields "${row}")
  list(GET third_party_fields 0 package)
  list(GET third_party_fields 1 target)
  list(GET third_party_fields 2 headers)
  list(GET third_party_fields 3 who)
  list(GET third_party_fields 4 third_party_option)
  string(REPLACE " " ";" headers "${headers}")
  string(REPLACE " " ";" who "${who}")
  set(enabled ON)
  if(third_party_option AND NOT ${third_party_option})
    set(enabled OFF)
  endif()
endmacro()
