// SPDX-License-Identifier: Apache-2.0
// The module is headers; this file proves that each of them stands alone.
#include "stacmlm/base/error.h"
#include "stacmlm/base/fetcher.h"
#include "stacmlm/base/result.h"
#include "stacmlm/base/source_span.h"
#include "stacmlm/base/version.h"
