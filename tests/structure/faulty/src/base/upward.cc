// SPDX-License-Identifier: Apache-2.0
#include <simdjson.h>

#include <string>

#include "rules/check.h"
#include "stacmlm/json/document.h"
