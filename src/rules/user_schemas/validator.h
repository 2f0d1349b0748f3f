// SPDX-License-Identifier: Apache-2.0
// The validator's headers, for the two files that speak to it.
#pragma once

#include <valijson/constraint_builder.hpp>
#include <valijson/constraints/concrete_constraints.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validation_visitor.hpp>

#include "rules/user_schemas/rapidjson.h"

namespace stacmlm::rules {

using InstanceAdapter = valijson::adapters::RapidJsonAdapter;

/// Tells the parser of the keywords of bundle.h.
void add_extra_checks(valijson::SchemaParser& parser);

/// Whether the value is as the schema asks. With `results`: every fault goes there.
bool holds(const InstanceAdapter& value, const valijson::Subschema& schema,
           std::vector<std::string> context, valijson::ValidationResults* results);

}  // namespace stacmlm::rules
