// SPDX-License-Identifier: Apache-2.0
#include "artifact/verify/tensors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "artifact/verify/checks.h"
#include "rules/nearest.h"
#include "stacmlm/artifact/element_type.h"

namespace stacmlm::artifact {
namespace {

using Found = std::vector<Tensor>;

std::string_view name_in(const rules::TensorView& tensor) {
  const json::Value name = tensor.source.find("name");
  return name.is_string() ? name.string() : std::string_view();
}

/// The names of the first few.
std::string names_of(const Found& found) {
  constexpr std::size_t kMost = 8;
  std::string names = "[";
  for (std::size_t i = 0; i < found.size() && i < kMost; ++i) {
    if (i > 0) names += ", ";
    names += found[i].name.substr(0, 60);
  }
  return names + (found.size() > kMost ? ", ...]" : "]");
}

/// Which of the file each means: by name if it has that name, else the one at its index if no other
/// is called so and there are as many.
std::vector<const Tensor*> paired(const std::vector<TensorPair>& stated, const Found& found) {
  std::unordered_map<std::string_view, const Tensor*> by_name;
  for (const Tensor& tensor : found) {
    if (!tensor.name.empty()) by_name.emplace(tensor.name, &tensor);
  }
  std::vector<const Tensor*> all;
  std::unordered_set<const Tensor*> taken;
  for (const TensorPair& pair : stated) {
    const auto named = by_name.find(name_in(pair.stated));
    const bool is_free = named != by_name.end() && taken.insert(named->second).second;
    all.push_back(is_free ? named->second : nullptr);
  }
  if (stated.size() != found.size()) return all;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] == nullptr && taken.insert(&found[i]).second) all[i] = &found[i];
  }
  return all;
}

/// A list of names, `inputs: image = serving_default_image:0, ...; outputs: ...`, has that entry.
bool has_entry(std::string_view names, std::string_view entry) {
  for (std::size_t at = names.find(entry); at != std::string_view::npos;
       at = names.find(entry, at + 1)) {
    const std::string_view before = names.substr(0, at);
    const std::string_view after = names.substr(at + entry.size());
    const bool is_begun = before.ends_with(": ") || before.ends_with(", ");
    if (is_begun && (after.empty() || after.starts_with(", ") || after.starts_with("; outputs: ")))
      return true;
  }
  return false;
}

/// A signature of the file calls the tensor so: `image = serving_default_image:0`.
bool has_alias(const ModelFile& file, std::string_view name, std::string_view found) {
  const std::string entry = fmt::format("{} = {}", name, found);
  return std::ranges::any_of(file.metadata, [&](const auto& signature) {
    return signature.first.starts_with("signature.") && has_entry(signature.second, entry);
  });
}

void compare_name(const TensorPair& pair, const Found& found, const ModelFile& file,
                  Comparing& comparing) {
  const json::Value name = pair.stated.source.find("name");
  if (!name.is_string()) return;
  Pair values{pair.field + ".name", name, std::string(name.string()),
              pair.found == nullptr ? names_of(found) : pair.found->name};
  if (pair.found != nullptr && pair.found->name == name.string())
    return comparing.agrees(std::move(values));
  if (pair.found != nullptr && pair.found->name.empty())
    return comparing.cannot_tell(std::move(values), "the file gives it no name");
  if (pair.found != nullptr && has_alias(file, name.string(), pair.found->name))
    return comparing.compatible(std::move(values), "a signature of the file calls it so");
  const std::string what =
      pair.found == nullptr
          ? fmt::format("the file has {} and none called {}", values.found,
                        rules::shown(name.string()))
          : fmt::format("{} is called {} in the file", pair.name, rules::shown(pair.found->name));
  comparing.contradicts(rules::kTensorName, std::move(values), what)
      .hint("programs pass tensors by these names");
}

void compare_type(const TensorPair& pair, Comparing& comparing) {
  const auto& stated = pair.stated.structure.data_type;
  if (!stated) return;
  const std::string& type = pair.found->data_type;
  Pair values{pair.field + (pair.stated.is_input ? ".input" : ".result") + ".data_type",
              stated.raw(), std::string(*stated), type};
  if (type.empty()) return comparing.cannot_tell(std::move(values), "the file gives it no type");
  if (*stated == type) return comparing.agrees(std::move(values));
  if (*stated == mlm_data_type(type))
    return comparing.agrees(std::move(values), fmt::format("MLM has no word for `{}`", type));
  const std::string message = fmt::format("{} has the data type {}, in the file it is `{}`",
                                          pair.name, rules::shown(*stated), type);
  comparing.contradicts(rules::kTensorDataType, std::move(values), message);
}

/// How many there are. True if that fits.
bool compare_count(json::Value list, std::string_view field, std::size_t stated, const Found& found,
                   Comparing& comparing) {
  Pair values{std::string(field), list, std::to_string(stated), std::to_string(found.size())};
  if (stated == found.size()) {
    comparing.agrees(std::move(values));
    return true;
  }
  const std::string message =
      fmt::format("{} {} described, the file has {}: {}", stated,
                  list.key() == "mlm:input" ? (stated == 1 ? "input is" : "inputs are")
                                            : (stated == 1 ? "output is" : "outputs are"),
                  found.size(), names_of(found));
  comparing.contradicts(rules::kTensorCount, std::move(values), message);
  return false;
}

template <class Views>
std::vector<TensorPair> pairs_of(const Views& views, std::string_view field,
                                 std::string_view word) {
  std::vector<TensorPair> pairs;
  for (std::size_t i = 0; i < views.size(); ++i) {
    const std::string_view name = name_in(views[i].tensor);
    pairs.push_back({views[i].tensor, fmt::format("{}[{}]", field, i),
                     name.empty() ? fmt::format("the {} {}", word, i)
                                  : fmt::format("the {} {}", word, rules::shown(name))});
  }
  return pairs;
}

bool is_of_trees(const Subject& subject) {
  const std::string_view format = subject.file.format;
  return format.starts_with("xgboost") || format.starts_with("lightgbm");
}

void compare_found(std::vector<TensorPair>& pairs, json::Value list, std::string_view field,
                   const std::optional<Found>& found, const Subject& subject,
                   Comparing& comparing) {
  if (!list.is_array()) return;
  // Of a file that breaks off the last ones may be missing.
  if (!found || (!subject.is_whole() && found->size() < list.size())) {
    comparing.cannot_tell({std::string(field), list, std::to_string(list.size()), {}},
                          subject.why_silent(field == "mlm:input" ? "its inputs" : "its outputs"));
    return;
  }
  const std::vector<const Tensor*> meant = paired(pairs, *found);
  const bool is_counted = compare_count(list, field, list.size(), *found, comparing);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i].found = meant[i];
    pairs[i].is_of_rows = is_of_trees(subject);
    if (is_counted || meant[i] != nullptr) compare_name(pairs[i], *found, subject.file, comparing);
    if (meant[i] == nullptr) continue;
    compare_shape(pairs[i], comparing, subject);
    compare_type(pairs[i], comparing);
  }
}

}  // namespace

std::optional<std::size_t> TensorPair::found_rank() const {
  if (found == nullptr || !found->shape) return {};
  return found->shape->size();
}

std::int64_t TensorPair::found_size(std::size_t index) const {
  const auto rank = found_rank();
  return rank && index < *rank ? (*found->shape)[index].size : -1;
}

std::string shape_text(const Tensor& tensor) {
  if (!tensor.shape) return {};
  std::vector<std::string> sizes;
  for (const Dimension& dimension : *tensor.shape)
    sizes.push_back(dimension.size < 0 && !dimension.name.empty() ? dimension.name
                                                                  : std::to_string(dimension.size));
  return fmt::format("[{}]", fmt::join(sizes, ", "));
}

std::vector<TensorPair> output_pairs(const Subject& subject, const std::vector<Tensor>& found) {
  auto pairs = pairs_of(subject.parts.outputs(), "mlm:output", "output");
  const auto meant = paired(pairs, found);
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].found = meant[i];
  return pairs;
}

void compare_tensors(const Subject& subject, Comparing& comparing) {
  const auto& inputs = subject.parts.inputs();
  const auto& outputs = subject.parts.outputs();
  auto in = pairs_of(inputs, "mlm:input", "input");
  auto out = pairs_of(outputs, "mlm:output", "output");
  compare_found(in, subject.model.input.raw(), "mlm:input", subject.file.inputs, subject,
                comparing);
  for (std::size_t i = 0; i < in.size(); ++i) compare_bands(in[i], inputs[i], comparing, subject);
  compare_found(out, subject.model.output.raw(), "mlm:output", subject.file.outputs, subject,
                comparing);
  for (std::size_t i = 0; i < out.size(); ++i) {
    compare_classes(out[i], outputs[i], comparing, subject);
    compare_tasks(out[i], outputs[i], comparing, subject);
  }
}

}  // namespace stacmlm::artifact
