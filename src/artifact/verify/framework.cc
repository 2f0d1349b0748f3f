// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "artifact/verify/checks.h"
#include "rules/model/framework_names.h"
#include "rules/nearest.h"

namespace stacmlm::artifact {
namespace {

using rules::same_letters;

/// Programs that export the models of one framework.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kExporters = {{
    {"tf2onnx", "TensorFlow"},
    {"keras2onnx", "Keras"},
    {"skl2onnx", "scikit-learn"},
    {"paddle2onnx", "Paddle"},
}};

std::string_view framework_of_producer(std::string_view producer) {
  const auto* const exporter = std::ranges::find_if(
      kExporters, [&](const auto& row) { return same_letters(row.first, producer); });
  if (exporter != kExporters.end()) return exporter->second;
  const std::string_view framework = rules::framework_named(producer);
  // ONNX Runtime writes models of any framework anew.
  return framework == "ONNX" ? std::string_view() : framework;
}

/// A framework, and no library that stands on one: nobody lists those.
bool is_framework(std::string_view name) {
  return !framework_of_producer(name).empty() ||
         std::ranges::any_of(formats(), [&](const Format* format) {
           return same_letters(format->framework, name);
         });
}

/// One stands on the other, so that both can be named for the same file.
bool are_related(std::string_view a, std::string_view b) {
  const auto both = [&](std::string_view one, std::string_view other) {
    return (same_letters(a, one) && same_letters(b, other)) ||
           (same_letters(a, other) && same_letters(b, one));
  };
  return both("Keras", "TensorFlow") || both("Keras", "PyTorch") || both("Keras", "JAX") ||
         both("Flax", "JAX") || both("scikit-learn", "XGBoost") ||
         both("scikit-learn", "LightGBM") || same_letters(a, "Hugging Face");
}

void compare_name(const Subject& subject, Comparing& comparing) {
  const auto& stated = subject.model.framework;
  if (!stated) return;
  const std::string_view from_producer = framework_of_producer(subject.file.producer);
  const bool exchange = subject.format != nullptr && subject.format->is_exchange;
  const std::string found(!exchange && !subject.file.framework.empty()
                              ? std::string_view(subject.file.framework)
                              : from_producer);
  Pair values{"mlm:framework", stated.raw(), std::string(*stated), found};
  if (exchange && (same_letters(*stated, subject.format->name) ||
                   same_letters(*stated, subject.file.framework))) {
    values.found = subject.format->title;
    return comparing.agrees(std::move(values));
  }
  if (found.empty()) {
    if (exchange) {
      values.found = subject.format->title;
      return comparing.compatible(std::move(values),
                                  "models of any framework are exported to this format");
    }
    return comparing.cannot_tell(std::move(values), subject.why_silent("its framework"));
  }
  if (same_letters(*stated, found)) {
    return comparing.agrees(
        std::move(values),
        exchange ? fmt::format("an export, written by {}", subject.file.producer) : std::string());
  }
  if (are_related(*stated, found)) {
    return comparing.compatible(std::move(values),
                                fmt::format("{} and {} are used together", *stated, found));
  }
  if (!is_framework(*stated)) {
    return comparing.cannot_tell(
        std::move(values),
        fmt::format("whether {} stands on {} is not known", rules::shown(*stated), found));
  }
  const std::string message =
      fmt::format("the framework is {}, but {} wrote the file", rules::shown(*stated), found);
  comparing.contradicts(rules::kFileFramework, std::move(values), message)
      .hint("give the asset its own `mlm:framework` if it was converted");
}

/// `2.1.0+cu118` without what follows the numbers.
std::string_view numbers_of(std::string_view version) {
  if (version.starts_with('v')) version.remove_prefix(1);
  return version.substr(0, version.find_first_not_of("0123456789."));
}

/// One is the other, or its beginning: `2.1` and `2.1.0`.
bool is_part_of(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  return b.starts_with(a) && (a.size() == b.size() || b[a.size()] == '.');
}

/// The version of the framework that the metadata names, as far as the file says it.
std::string_view found_version(const Subject& subject) {
  const std::string_view framework = subject.model.framework.value_or("");
  const ModelFile& file = subject.file;
  const auto is_of = [&](std::string_view name) {
    return !name.empty() && (framework.empty() || same_letters(name, framework));
  };
  if (!file.framework_version.empty() && is_of(file.framework)) return file.framework_version;
  if (is_of(framework_of_producer(file.producer))) return file.producer_version;
  return {};
}

void compare_version(const Subject& subject, Comparing& comparing) {
  const auto& stated = subject.model.framework_version;
  if (!stated) return;
  const std::string_view found = found_version(subject);
  Pair values{"mlm:framework_version", stated.raw(), std::string(*stated), std::string(found)};
  if (found.empty())
    return comparing.cannot_tell(std::move(values), subject.why_silent("that version"));
  if (*stated == found) return comparing.agrees(std::move(values));
  const std::string_view a = numbers_of(*stated);
  const std::string_view b = numbers_of(found);
  if (a.empty() || b.empty() || a.ends_with('.') || b.ends_with('.'))
    return comparing.cannot_tell(std::move(values), "these versions cannot be compared");
  if (is_part_of(a, b))
    return comparing.compatible(std::move(values), "one is the other in more detail");
  const std::string message =
      fmt::format("the version of the framework is {}, the file was written by {}",
                  rules::shown(*stated), rules::shown(found));
  comparing.contradicts(rules::kFileFrameworkVersion, std::move(values), message);
}

}  // namespace

void compare_framework(const Subject& subject, Comparing& comparing) {
  compare_name(subject, comparing);
  compare_version(subject, comparing);
}

}  // namespace stacmlm::artifact
