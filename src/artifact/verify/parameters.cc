// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "artifact/verify/checks.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::artifact {
namespace {

/// What the weights of a file add up to, by what people count.
struct Sums {
  std::uint64_t parameters = 0;
  std::uint64_t buffers = 0;
  std::uint64_t constants = 0;
  std::uint64_t again = 0;  ///< of parameters that have a second name
};

Sums sums_of(const ModelFile& file) {
  Sums sums;
  for (const Weight& weight : *file.weights) {
    std::uint64_t& sum = !weight.shares.empty()                  ? sums.again
                         : weight.kind == WeightKind::kParameter ? sums.parameters
                         : weight.kind == WeightKind::kBuffer    ? sums.buffers
                                                                 : sums.constants;
    if (weight.kind != WeightKind::kOptimizerState) sum += weight.elements;
  }
  return sums;
}

/// Graphs that exporters write: layers may be folded into others there.
bool is_export(const Subject& subject) {
  return subject.file.inputs.has_value() && !subject.file.operators.empty();
}

std::uint64_t distance(std::uint64_t a, std::uint64_t b) { return a > b ? a - b : b - a; }

/// `31000000` is 31031745 in round figures. Small numbers are not rounded.
bool is_rounded(std::uint64_t stated, std::uint64_t found) {
  if (stated < 100000) return false;
  std::uint64_t unit = 1;
  while (stated % (unit * 10) == 0) unit *= 10;
  return unit >= 1000 && unit <= stated / 10 && distance(stated, found) <= unit / 2;
}

/// Why both numbers may be right; empty if they may not.
std::string reason_for(std::uint64_t stated, std::uint64_t found, const Subject& subject) {
  const Sums sums = sums_of(subject.file);
  if (stated == found + sums.buffers)
    return fmt::format("{} elements of buffers are counted too", sums.buffers);
  if (stated == found + sums.again)
    return fmt::format("{} elements of tied weights are counted once more", sums.again);
  if (stated == found + sums.constants)
    return fmt::format("{} elements of constants are counted too", sums.constants);
  if (stated == found + sums.buffers + sums.again + sums.constants)
    return "buffers, constants and tied weights are counted too";
  const std::uint64_t tolerance = stated / 50;
  if (is_export(subject) && distance(stated, found) <= tolerance) {
    if (stated > found && !subject.file.hints.has_batch_norm)
      return "an export may fold batch normalisation into other layers (up to 2 %)";
    if (stated < found && subject.file.hints.has_batch_norm)
      return "running means and variances of batch normalisation stand among the weights (up to 2 "
             "%)";
  }
  if (is_rounded(stated, found)) return "the number is rounded";
  return {};
}

/// A change of the Item's or the asset's own member.
std::vector<json::PatchOperation> replacing(json::Value place, std::uint64_t number) {
  return {
      {json::PatchOperation::Kind::kReplace, json::pointer_to(place), std::to_string(number), ""}};
}

void tell_unstated(std::uint64_t found, const Subject& subject, Comparing& comparing) {
  const json::Value properties = subject.context.properties();
  const bool is_told = subject.model.total_parameters.raw().exists();
  if (is_told || found == 0 || !subject.is_only_model || !properties.is_object() ||
      !subject.context.describes_model())
    return;
  rules::Finding& finding = comparing.tell(
      rules::kUnstatedFact, properties,
      fmt::format("`mlm:total_parameters` is not given; the file holds {} parameters", found));
  finding.safe_fix(
      fmt::format("write that there are {} parameters", found),
      {{json::PatchOperation::Kind::kAdd, json::pointer_to(properties) + "/mlm:total_parameters",
        std::to_string(found), ""}});
}

void compare_count(const Subject& subject, Comparing& comparing) {
  const auto& stated = subject.model.total_parameters;
  const auto& found = subject.file.total_parameters;
  const bool is_counted = found && subject.file.weights && subject.is_whole();
  if (is_counted) tell_unstated(*found, subject, comparing);
  if (!stated) return;
  Pair values{"mlm:total_parameters", stated.raw(), std::string(stated.raw().raw()), {}};
  if (!is_counted)
    return comparing.cannot_tell(std::move(values), subject.why_silent("its weights"));
  values.found = std::to_string(*found);
  const auto count = static_cast<std::uint64_t>(std::max<std::int64_t>(*stated, 0));
  if (*stated >= 0 && count == *found) return comparing.agrees(std::move(values));
  if (std::string reason = reason_for(count, *found, subject); !reason.empty())
    return comparing.explained(std::move(values), std::move(reason));
  const std::string message =
      fmt::format("`mlm:total_parameters` is {}, the file holds {}", values.stated, *found);
  comparing.contradicts(rules::kParameterCount, std::move(values), message)
      .unsafe_fix(fmt::format("write that there are {} parameters", *found),
                  replacing(stated.raw(), *found));
}

void compare_memory(const Subject& subject, Comparing& comparing) {
  const auto& stated = subject.model.memory_size;
  if (!stated) return;
  Pair values{"mlm:memory_size", stated.raw(), std::string(stated.raw().raw()), {}};
  if (!subject.file.weights || !subject.is_whole())
    return comparing.cannot_tell(std::move(values), subject.why_silent("its weights"));
  const std::uint64_t bytes = subject.file.weight_bytes;
  values.found = fmt::format("{} bytes of weights", bytes);
  if (*stated >= 0 && static_cast<std::uint64_t>(*stated) >= bytes)
    return comparing.agrees(std::move(values));
  const std::string message =
      fmt::format("`mlm:memory_size` is {} bytes, the weights alone have {}", values.stated, bytes);
  comparing.contradicts(rules::kMemoryBelowWeights, std::move(values), message)
      .hint("it is the memory that the model needs when it is loaded");
}

}  // namespace

void compare_parameters(const Subject& subject, Comparing& comparing) {
  compare_count(subject, comparing);
  compare_memory(subject, comparing);
}

}  // namespace stacmlm::artifact
