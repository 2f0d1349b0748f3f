# Everything is found, nothing is downloaded: scripts/setup installs it.
find_package(Threads REQUIRED)
find_package(simdjson REQUIRED)
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
