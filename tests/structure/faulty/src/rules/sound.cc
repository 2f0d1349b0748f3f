// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unknown/part.h>

#include <vector>

#include "rules/sound.h"
#include "stacmlm/base/error.h"
