// SPDX-License-Identifier: Apache-2.0
#include "artifact/onnx/operators.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "artifact/onnx/domains.h"

namespace stacmlm::artifact::onnx {
namespace {

struct Telling {
  std::string_view name;
  DangerKind kind;
  std::string_view what;
};

/// Operators of known domains that do more than calculate.
constexpr Telling kTelling[] = {
    {"com.microsoft::EPContext", DangerKind::kNotAnalysed,
     "holds or names what a runtime has compiled, which is not read"},
    {"com.microsoft::PythonOp", DangerKind::kFileAccess, "calls Python"},
    {"com.microsoft::PythonOpGrad", DangerKind::kFileAccess, "calls Python"},
};

base::Result<bool> keep_name(std::set<std::string, std::less<>>& names, const std::string& name,
                             Collector& collector) {
  if (names.contains(name)) return false;
  STACMLM_CHECK(collector.keep(name.size() + 3 * sizeof name));
  names.insert(name);
  return true;
}

}  // namespace

base::Result<void> Operators::use(std::string_view domain, std::string_view type,
                                  Collector& collector) {
  const std::string name = operator_name(domain, type);
  STACMLM_TRY(const bool is_new, keep_name(used_, name, collector));
  if (is_new && !is_known_domain(domain)) {
    STACMLM_CHECK(keep_name(custom_, name, collector));
  }
  return {};
}

base::Result<void> Operators::define(std::string_view domain, std::string_view name,
                                     Collector& collector) {
  STACMLM_CHECK(keep_name(defined_, operator_name(domain, name), collector));
  return {};
}

base::Result<void> Operators::finish(Collector& collector) const {
  for (const std::string& name : used_) {
    STACMLM_CHECK(collector.add_operator(name));
  }
  for (const std::string& name : custom_) {
    if (defined_.contains(name)) continue;
    collector.danger(
        DangerKind::kCustomOperator, name,
        "an operator that no known runtime has: a library of the author would have to be loaded");
  }
  for (const Telling& telling : kTelling) {
    if (used_.contains(telling.name) && !defined_.contains(telling.name))
      collector.danger(telling.kind, telling.name, telling.what);
  }
  return {};
}

}  // namespace stacmlm::artifact::onnx
