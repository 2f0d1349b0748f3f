// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <tl/expected.hpp>

#include "json/private.h"
