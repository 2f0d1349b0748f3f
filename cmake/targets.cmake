# One module is one folder, one target stacmlm::<module>, one namespace. The links come from the tables.

# stacmlm_link(<target> <module>): what the module's row and the third-party table give it.
function(stacmlm_link library module)
  stacmlm_uses(${module} uses)
  list(TRANSFORM uses PREPEND stacmlm_)
  target_link_libraries(${library} PUBLIC ${uses} PRIVATE $<BUILD_INTERFACE:stacmlm_compiler>)
  foreach(row IN LISTS STACMLM_THIRD_PARTY_TABLE)
    stacmlm_third_party("${row}")
    if(NOT target OR NOT enabled)
      continue()
    endif()
    if(who STREQUAL "public")
      target_link_libraries(${library} PUBLIC ${target})
    elseif(who STREQUAL "*" OR module IN_LIST who)
      get_target_property(type ${target} TYPE)
      if(type STREQUAL "INTERFACE_LIBRARY")  # headers alone: nothing that an installed library needs
        set(target $<BUILD_INTERFACE:${target}>)
      endif()
      target_link_libraries(${library} PRIVATE ${target})
    endif()
  endforeach()
endfunction()

# stacmlm_module(<name> <sources>...): the library of the folder it is called in.
function(stacmlm_module name)
  add_library(stacmlm_${name} STATIC ${ARGN})
  add_library(stacmlm::${name} ALIAS stacmlm_${name})
  set_target_properties(stacmlm_${name} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  target_compile_features(stacmlm_${name} PUBLIC cxx_std_20)
  target_include_directories(stacmlm_${name}
    PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
           $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
    PRIVATE ${PROJECT_SOURCE_DIR}/src)
  stacmlm_link(stacmlm_${name} ${name})
endfunction()

# stacmlm_program(<name> <sources>...): the program, made of the module cli.
function(stacmlm_program name)
  add_executable(${name} ${ARGN})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  stacmlm_link(${name} cli)
endfunction()

function(stacmlm_add_modules)
  stacmlm_libraries(names)
  foreach(name IN LISTS names)
    add_subdirectory(src/${name})
  endforeach()
  list(TRANSFORM names PREPEND stacmlm_)
  add_library(stacmlm INTERFACE)
  add_library(stacmlm::stacmlm ALIAS stacmlm)
  target_link_libraries(stacmlm INTERFACE ${names})
  if(PROJECT_IS_TOP_LEVEL)
    add_subdirectory(src/cli)
  endif()
endfunction()
