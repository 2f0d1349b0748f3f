// SPDX-License-Identifier: Apache-2.0
#include "rules/schema/plan_cache.h"

namespace stacmlm::rules {
namespace {

constexpr std::size_t kRoom = std::size_t{8} << 20;

std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 32)) * 0x9E3779B97F4A7C15ULL;
  return x ^ (x >> 29);
}

}  // namespace

bool PlanCache::approves(std::span<const json::Shape* const> schemas, json::Value object) {
  const json::ShapePlan* plan = plans_.find(schemas);
  if (plan == nullptr && !was_met(schemas)) return false;
  if (plans_.size() > kRoom) {
    plans_.clear();
    plan = nullptr;
  }
  return plans_.approves(plan != nullptr ? *plan : plans_.make(schemas), object);
}

bool PlanCache::was_met(std::span<const json::Shape* const> schemas) {
  std::uint64_t hash = 0;  // whatever their order
  for (const json::Shape* schema : schemas) hash += mixed(reinterpret_cast<std::uintptr_t>(schema));
  std::uint64_t& last = met_[hash % met_.size()];
  const bool met = last == hash;
  last = hash;
  return met;
}

}  // namespace stacmlm::rules
