# Everything is found, nothing is downloaded: scripts/setup installs it.
foreach(row IN LISTS STACMLM_THIRD_PARTY_TABLE)
  stacmlm_third_party("${row}")
  if(package AND enabled)
    find_package(${package} REQUIRED)
  endif()
endforeach()
