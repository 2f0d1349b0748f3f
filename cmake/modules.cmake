# The one dependency table. Targets, install rules, package config and the include check come from it.
# name | modules it may use directly (and through them, what those use)
set(STACMLM_MODULE_TABLE
  "base|"
  "json|base"
  "diag|json"
  "stac|diag"
  "mlm|stac"
  "rules|mlm")

# stacmlm_module(<name> <sources>...): the CMake target of the folder it is called in.
function(stacmlm_module name)
  add_library(stacmlm_${name} STATIC ${ARGN})
  add_library(stacmlm::${name} ALIAS stacmlm_${name})
  set_target_properties(stacmlm_${name} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  target_compile_features(stacmlm_${name} PUBLIC cxx_std_20)
  target_include_directories(stacmlm_${name}
    PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
           $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(stacmlm_${name} PUBLIC tl::expected
    PRIVATE $<BUILD_INTERFACE:stacmlm_compiler> fmt::fmt)
  foreach(row IN LISTS STACMLM_MODULE_TABLE)
    string(REGEX MATCH "^([a-z0-9]+)\\|(.*)$" _ "${row}")
    if(CMAKE_MATCH_1 STREQUAL name)
      string(REPLACE " " ";" uses "${CMAKE_MATCH_2}")
      foreach(use IN LISTS uses)
        target_link_libraries(stacmlm_${name} PUBLIC stacmlm_${use})
      endforeach()
    endif()
  endforeach()
endfunction()

function(stacmlm_add_modules)
  foreach(row IN LISTS STACMLM_MODULE_TABLE)
    string(REGEX REPLACE "\\|.*" "" name "${row}")
    add_subdirectory(src/${name})
  endforeach()
endfunction()
