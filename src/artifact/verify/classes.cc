// SPDX-License-Identifier: Apache-2.0
#include "rules/output/classes.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "artifact/verify/tensors.h"
#include "artifact/verify/weight_hints.h"
#include "rules/nearest.h"

namespace stacmlm::artifact {
namespace {

bool has_task(const rules::OutputView& output, bool (*is_one)(std::string_view)) {
  for (const json::Value task : output.output.tasks.raw().elements()) {
    if (task.is_string() && is_one(task.string())) return true;
  }
  return false;
}

/// By the weights. Layers of a model that finds objects give boxes and more besides classes.
void compare_hint(const TensorPair& pair, const rules::OutputView& output, json::Value classes,
                  Comparing& comparing, const Subject& subject) {
  const auto count = static_cast<std::int64_t>(classes.size());
  const auto guess = guess_values(subject.file, count);
  const bool is_by_layer =
      has_task(output, rules::classifies_scenes) || has_task(output, rules::classifies_pixels);
  Pair values{pair.field + ".classification:classes", classes, std::to_string(count), {}};
  if (!guess || !is_by_layer || subject.parts.outputs().size() != 1) {
    return comparing.cannot_tell(std::move(values),
                                 subject.why_silent("how many classes it tells"));
  }
  values.found = std::to_string(guess->fits ? count : guess->nearest);
  if (guess->fits) {
    comparing.compatible(std::move(values), "a hint: a layer gives that many values");
  } else if (count == 2 && guess_values(subject.file, 1)->fits) {
    comparing.compatible(std::move(values), "a hint: one value tells two classes apart");
  } else {
    const std::string message =
        fmt::format("{} has {} classes, no layer of the file gives as many values, the least is {}",
                    pair.name, count, guess->nearest);
    comparing.contradicts(rules::kLastLayerChannels, std::move(values), message)
        .hint("this is a hint only: the file does not state the size of its output");
  }
}

/// By the labels that the file has.
void compare_labels(const TensorPair& pair, json::Value classes, Comparing& comparing,
                    std::size_t labels) {
  Pair values{pair.field + ".classification:classes", classes, std::to_string(classes.size()),
              std::to_string(labels)};
  if (classes.size() == labels) return comparing.agrees(std::move(values));
  const std::string message = fmt::format("{} has {} class{}, the file has labels of {}", pair.name,
                                          classes.size(), classes.size() == 1 ? "" : "es", labels);
  comparing.contradicts(rules::kFileClassCount, std::move(values), message)
      .hint("list every class that the model tells apart, the background too");
}

void compare_count(const TensorPair& pair, const rules::OutputView& output, json::Value classes,
                   Comparing& comparing, const Subject& subject) {
  const std::int64_t found = found_classes(pair, output);
  const auto count = static_cast<std::int64_t>(classes.size());
  Pair values{pair.field + ".classification:classes", classes, std::to_string(count),
              found < 0 ? std::string() : std::to_string(found)};
  const std::size_t labels = subject.file.classes.size();
  if (found < 0 && labels > 0 && subject.parts.outputs().size() == 1)
    return compare_labels(pair, classes, comparing, labels);
  if (found < 0) return compare_hint(pair, output, classes, comparing, subject);
  if (found == count) return comparing.agrees(std::move(values));
  if (const std::string_view why = why_classes_fit(pair, found, count); !why.empty())
    return comparing.compatible(std::move(values), std::string(why));
  const std::string message =
      fmt::format("{} has {} class{}, the file gives {} value{} for each place", pair.name, count,
                  count == 1 ? "" : "es", found, found == 1 ? "" : "s");
  comparing.contradicts(rules::kFileClassCount, std::move(values), message)
      .hint("list every class that the model tells apart, the background too");
}

/// Names in the order of their values.
std::vector<std::pair<std::int64_t, std::string_view>> class_names(json::Value classes) {
  std::vector<std::pair<std::int64_t, std::string_view>> names;
  for (const json::Value one : classes.elements()) {
    const auto entry = mlm::ClassObject::read(one);
    if (!entry.value || !entry.name) return {};
    names.emplace_back(*entry.value, *entry.name);
  }
  std::ranges::stable_sort(names, {}, &std::pair<std::int64_t, std::string_view>::first);
  return names;
}

/// Labels of estimators may be numbers: the values of the classes, which have no names then.
bool are_numbers(const std::vector<std::string>& labels) {
  return std::ranges::all_of(labels, [](const std::string& label) {
    return !label.empty() && label.find_first_not_of("+-.0123456789") == std::string::npos;
  });
}

void compare_names(const TensorPair& pair, json::Value classes, Comparing& comparing,
                   const Subject& subject) {
  const std::vector<std::string>& found = subject.file.classes;
  const auto stated = class_names(classes);
  if (stated.empty() || found.size() != stated.size() || are_numbers(found)) return;
  Pair values{pair.field + ".classification:classes names", classes, {}, {}};
  bool is_exact = true;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] == stated[i].second) continue;
    is_exact = false;
    if (rules::same_letters(found[i], stated[i].second)) continue;
    values.stated = stated[i].second;
    values.found = found[i];
    const std::string message =
        fmt::format("class {} of {} is {}, in the file it is {}", stated[i].first, pair.name,
                    rules::shown(stated[i].second), rules::shown(found[i]));
    comparing.contradicts(rules::kFileClassNames, std::move(values), message);
    return;
  }
  if (is_exact) return comparing.agrees(std::move(values));
  comparing.compatible(std::move(values), "the names are spelt in another way");
}

}  // namespace

std::int64_t found_classes(const TensorPair& pair, const rules::OutputView& output) {
  const auto rank = pair.found_rank();
  if (!rank) return -1;
  if (pair.is_of_rows) return *rank == 2 ? pair.found_size(1) : -1;
  const rules::Dimension& stated = rules::class_dimension(output);
  if (stated && pair.stated.dimensions.size() == *rank) {
    if (const auto other = other_layout(pair)) return pair.found_size(*other);
    for (std::size_t i = 0; i < *rank; ++i) {
      if (&pair.stated.dimensions[i] == &stated) return pair.found_size(i);
    }
  }
  if (has_task(output, rules::classifies_scenes) && *rank == 2) return pair.found_size(1);
  if (!has_task(output, rules::classifies_pixels) || *rank != 4) return -1;
  // Channels stand in front of the image or behind it, and are fewer than its pixels.
  const std::int64_t front = pair.found_size(1);
  const std::int64_t last = pair.found_size(3);
  return front > 0 && (last < 0 || front < last) ? front : last;
}

std::string_view why_classes_fit(const TensorPair& pair, std::int64_t found, std::int64_t count) {
  const std::string& type = pair.found->data_type;
  const bool is_index = !type.empty() && !type.starts_with("float") && !type.starts_with("bfloat");
  if (found != 1) return {};
  if (count == 2) return "one value tells two classes apart";
  return is_index ? "the value is the index of a class" : std::string_view();
}

void compare_classes(const TensorPair& pair, const rules::OutputView& output, Comparing& comparing,
                     const Subject& subject) {
  const json::Value classes = output.output.classes.raw();
  if (!classes.is_array() || classes.size() == 0) return;
  compare_count(pair, output, classes, comparing, subject);
  if (subject.parts.outputs().size() == 1) compare_names(pair, classes, comparing, subject);
}

}  // namespace stacmlm::artifact
