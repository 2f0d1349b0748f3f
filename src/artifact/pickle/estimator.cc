// SPDX-License-Identifier: Apache-2.0
#include "artifact/pickle/estimator.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "artifact/pickle/harmless.h"
#include "artifact/pickle/pairs.h"

namespace stacmlm::artifact::pickle {
namespace {

constexpr int kDeepest = 8;
constexpr std::size_t kMostFeatures = 1000;

// Estimators that hold the one that answers: the attribute with it, or with (name, estimator)
// pairs.
constexpr std::string_view kInner[] = {"best_estimator_", "estimator_", "estimator"};
constexpr std::string_view kSteps = "steps";

/// Reads an estimator and those within it. What the outer one says counts.
class EstimatorReader {
 public:
  EstimatorReader(const Stream& stream, const JoblibArrays& arrays, const Source& source,
                  Collector& collector)
      : stream_(stream), arrays_(arrays), source_(source), collector_(collector) {}

  base::Result<void> read(ValueId id, int depth) {
    const Values& values = stream_.values;
    const Object* object = values.object(id);
    const Global* type = values.class_of(id);
    if (object == nullptr || type == nullptr || depth == kDeepest) return {};
    const auto state = pairs_of(values, object->state);
    if (!state) return {};
    STACMLM_CHECK(read_type(*type, *state));
    STACMLM_CHECK(read_features(*state));
    STACMLM_CHECK(read_trees(*state));
    STACMLM_CHECK(read_classes(find(values, *state, "classes_")));
    for (const std::string_view name : kInner) {
      if (const ValueId inner = find(values, *state, name); inner != kNoValue)
        return read(inner, depth + 1);
    }
    const ValueId steps = find(values, *state, kSteps);
    STACMLM_CHECK(read_first_step(steps));
    return read(last_step(steps), depth + 1);
  }

 private:
  using Done = base::Result<void>;

  Done read_type(const Global& type, const Pairs& state) {
    ModelFile& model = collector_.model();
    STACMLM_CHECK(collector_.add_class_name(type.full_name()));
    if (model.framework.empty()) model.framework = framework_of(type.module);
    const auto version = stream_.values.text(find(stream_.values, state, "_sklearn_version"));
    if (version && model.framework == framework_of("sklearn") && model.framework_version.empty()) {
      STACMLM_CHECK(collector_.keep(version->size()));
      model.framework_version = *version;
    }
    return {};
  }

  Done read_features(const Pairs& state) {
    const Values& values = stream_.values;
    const auto count = values.integer(find(values, state, "n_features_in_"));
    if (count && told_.insert("n_features_in_").second) {
      STACMLM_CHECK(collector_.add_metadata("n_features_in_", fmt::format("{}", *count)));
    }
    const auto names =
        array_items(stream_, &arrays_, source_, find(values, state, "feature_names_in_"));
    if (!names || names->size() > kMostFeatures || !told_.insert("feature_names_in_").second)
      return {};
    std::string all;
    for (const std::string& name : *names) all.append(all.empty() ? "" : ", ").append(name);
    return collector_.add_metadata("feature_names_in_", all);
  }

  Done read_trees(const Pairs& state) {
    const auto trees = stream_.values.integer(find(stream_.values, state, "n_estimators"));
    if (!trees || !told_.insert("n_estimators").second) return {};
    return collector_.add_metadata("n_estimators", fmt::format("{}", *trees));
  }

  // A pipeline takes what its first step takes; its last one takes what the others make of it.
  Done read_first_step(ValueId steps) {
    for (const ValueId step : stream_.values.items(steps)) {
      const Object* first = stream_.values.object(stream_.values.item(step, 1));
      const auto state = first == nullptr ? std::nullopt : pairs_of(stream_.values, first->state);
      if (state) {
        STACMLM_CHECK(read_features(*state));
      }
      told_.insert({"n_features_in_", "feature_names_in_"});
      break;
    }
    return {};
  }

  Done read_classes(ValueId id) {
    if (!collector_.model().classes.empty()) return {};
    auto classes = array_items(stream_, &arrays_, source_, id);
    if (!classes) return {};
    for (std::string& name : *classes) {
      STACMLM_CHECK(collector_.add_class(std::move(name)));
    }
    return {};
  }

  // Of a pipeline: [("scale", ...), ("classify", ...)].
  ValueId last_step(ValueId steps) const {
    ValueId last = kNoValue;
    for (const ValueId step : stream_.values.items(steps)) last = step;
    return stream_.values.item(last, 1);
  }

  const Stream& stream_;
  const JoblibArrays& arrays_;
  const Source& source_;
  Collector& collector_;
  std::set<std::string_view> told_;
};

}  // namespace

base::Result<void> read_estimator(const Stream& stream, const JoblibArrays& arrays,
                                  const Source& source, Collector& collector) {
  return EstimatorReader(stream, arrays, source, collector).read(stream.result, 0);
}

}  // namespace stacmlm::artifact::pickle
