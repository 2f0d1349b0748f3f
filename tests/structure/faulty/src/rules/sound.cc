// SPDX-License-Identifier: Apache-2.0
#include "rules/sound.h"

#include <fmt/format.h>
#include <unknown/part.h>

#include <vector>

#include "stacmlm/base/error.h"
