# The examples in public headers compile.
set(units "")
stacmlm_libraries(modules)
foreach(module IN LISTS modules)
  set(folder ${PROJECT_SOURCE_DIR}/include/stacmlm/${module})
  file(GLOB headers CONFIGURE_DEPENDS ${folder}/*.h)
  set(unit ${CMAKE_CURRENT_BINARY_DIR}/header_examples/${module}.cc)
  add_custom_command(OUTPUT ${unit}
    COMMAND ${STACMLM_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/header_examples.py ${module} ${folder} ${unit}
    DEPENDS ${headers} ${CMAKE_CURRENT_SOURCE_DIR}/header_examples.py VERBATIM)
  list(APPEND units ${unit})
endforeach()
add_library(header_examples OBJECT ${units})
target_link_libraries(header_examples PRIVATE stacmlm stacmlm_compiler)
file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/header_examples)
