# ctest labels: unit, rules, cli, conformance, differential, packaging, structure.

# stacmlm_gtest(<label> <module> <sources>...): GoogleTest cases of one module, each one a test of ctest.
# The target <label>_tests builds all programs of a label.
function(stacmlm_gtest label module)
  set(program ${module}_${label}_test)
  add_executable(${program} ${ARGN})
  target_include_directories(${program} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${program} PRIVATE stacmlm_${module} stacmlm_compiler fmt::fmt GTest::gtest_main)
  if(NOT TARGET ${label}_tests)
    add_custom_target(${label}_tests)
  endif()
  add_dependencies(${label}_tests ${program})
  set(leaks "suppressions=${PROJECT_SOURCE_DIR}/tests/leaks_of_libraries.supp:print_suppressions=0")
  gtest_discover_tests(${program} TEST_PREFIX "${label}.${module}." DISCOVERY_MODE PRE_TEST
                       PROPERTIES LABELS ${label} TIMEOUT 300 ENVIRONMENT LSAN_OPTIONS=${leaks})
  list(TRANSFORM ARGN PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  set_property(GLOBAL APPEND PROPERTY STACMLM_GTEST_SOURCES ${ARGN})
endfunction()

# stacmlm_test(<label> <name> <command>...): any command; exit status 77 says that it was skipped, and prints why.
function(stacmlm_test label name)
  add_test(NAME ${label}.${name} COMMAND ${ARGN})
  set_tests_properties(${label}.${name} PROPERTIES LABELS ${label} TIMEOUT 900 SKIP_RETURN_CODE 77)
endfunction()

# stacmlm_skipped_test(<label> <name> <why>): stands for a test that cannot run here, so that ctest lists it as skipped.
function(stacmlm_skipped_test label name why)
  message(STATUS "skipped: ${label}.${name}: ${why}")
  add_test(NAME ${label}.${name} COMMAND ${CMAKE_COMMAND} -E echo "skipped: ${why}")
  set_tests_properties(${label}.${name} PROPERTIES LABELS ${label} SKIP_REGULAR_EXPRESSION "skipped: ")
endfunction()
