// SPDX-License-Identifier: Apache-2.0
// The forms of texts that engines make options of. Each lists what may stand there, so that no
// text brings an option of its own.
#pragma once

#include <string_view>

namespace stacmlm::compose {

/// The name of a service, volume, network or config.
bool is_name(std::string_view text);

/// An absolute path in a container, other than `/`: letters, digits, `_ . - + @`, and no `..`.
bool is_container_path(std::string_view text);

/// A path in a container, with harmless options of a file system in memory behind a `:`.
bool is_tmpfs(std::string_view text);

/// `8`, `1.5`, `-1`.
bool is_number(std::string_view text);

/// A number with a unit: `512m`, `8GiB`.
bool is_size(std::string_view text);

/// `1m30s`.
bool is_duration(std::string_view text);

/// `1000`, `ada:staff`.
bool is_user(std::string_view text);

/// Labels between dots.
bool is_host_name(std::string_view text);

/// `0-3,5`.
bool is_cpu_set(std::string_view text);

/// `linux/arm64/v8`.
bool is_platform(std::string_view text);

/// A word of letters, digits, `_`, `+` and `-`, as signals and capabilities are.
bool is_word(std::string_view text);

/// The name of an environment variable.
bool is_variable_name(std::string_view text);

/// Which GPUs a runtime shows: none, all, indices, UUIDs. Names of other devices are none.
bool is_gpu_list(std::string_view text);

/// One of a list of GPUs.
bool is_gpu(std::string_view text);

/// What parts of a driver a container gets: `compute,utility`.
bool is_driver_part_list(std::string_view text);

/// One part of a driver, or `gpu`.
bool is_driver_part(std::string_view text);

}  // namespace stacmlm::compose
