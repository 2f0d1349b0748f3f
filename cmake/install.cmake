# Libraries, headers, the program, and what find_package(stacmlm) reads.
include(CMakePackageConfigHelpers)
set(STACMLM_CONFIG_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/stacmlm)
stacmlm_libraries(STACMLM_COMPONENTS)

list(TRANSFORM STACMLM_COMPONENTS PREPEND stacmlm_ OUTPUT_VARIABLE libraries)
install(TARGETS stacmlm ${libraries} EXPORT stacmlm ARCHIVE COMPONENT dev)
foreach(module IN LISTS STACMLM_COMPONENTS)
  foreach(tree ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
    install(DIRECTORY ${tree}/include/stacmlm/${module} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/stacmlm
            COMPONENT dev OPTIONAL FILES_MATCHING PATTERN "*.h")
  endforeach()
endforeach()
install(EXPORT stacmlm NAMESPACE stacmlm:: FILE stacmlmTargets.cmake DESTINATION ${STACMLM_CONFIG_DIR} COMPONENT dev)
if(TARGET mlm)
  install(TARGETS mlm RUNTIME COMPONENT runtime)
  # What scripts/setup could get of it; the program looks there from its own folder.
  foreach(file coastline.geojson coastline.LICENSE)
    install(FILES ${PROJECT_BINARY_DIR}/../share/stacmlm/${file} DESTINATION ${CMAKE_INSTALL_DATADIR}/stacmlm
            COMPONENT runtime OPTIONAL)
  endforeach()
  foreach(runtime onnxruntime openvino)
    install(DIRECTORY ${PROJECT_BINARY_DIR}/../share/stacmlm/${runtime} DESTINATION ${CMAKE_INSTALL_DATADIR}/stacmlm
            COMPONENT runtime OPTIONAL PATTERN installed.txt EXCLUDE)
  endforeach()
endif()

# The packages that a user of the installed libraries must find: those with something to link, and the public ones.
foreach(row IN LISTS STACMLM_THIRD_PARTY_TABLE)
  stacmlm_third_party("${row}")
  if(NOT package OR NOT enabled OR who STREQUAL "cli")
    continue()
  endif()
  set(type "")
  if(target)
    get_target_property(type ${target} TYPE)
  endif()
  if(who STREQUAL "public" OR NOT type MATCHES "^(INTERFACE_LIBRARY)?$")
    string(APPEND STACMLM_FIND_DEPENDENCIES "find_dependency(${package})\n")
  endif()
endforeach()
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/stacmlmConfig.cmake.in ${PROJECT_BINARY_DIR}/stacmlmConfig.cmake
  INSTALL_DESTINATION ${STACMLM_CONFIG_DIR} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/stacmlmConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/stacmlmConfig.cmake ${PROJECT_BINARY_DIR}/stacmlmConfigVersion.cmake
        DESTINATION ${STACMLM_CONFIG_DIR} COMPONENT dev)
