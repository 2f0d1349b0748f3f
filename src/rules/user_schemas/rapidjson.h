// SPDX-License-Identifier: Apache-2.0
// rapidjson, the same way in each file: the validator's adapter makes its assertions exceptions.
#pragma once

#include <valijson/adapters/rapidjson_adapter.hpp>
