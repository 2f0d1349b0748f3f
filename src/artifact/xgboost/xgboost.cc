// SPDX-License-Identifier: Apache-2.0
#include "artifact/xgboost/xgboost.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "artifact/digits.h"
#include "artifact/json/json_text.h"
#include "artifact/xgboost/outline.h"

namespace stacmlm::artifact {
namespace {

using namespace xgboost;

bool names_learner(std::string_view head) {
  return head.find("learner\"") != std::string_view::npos ||
         head.find("learner{") != std::string_view::npos;
}

bool is_xgboost_json(const Probe& probe) {
  std::string_view head = probe.head;
  if (!head.starts_with('{')) return false;
  head.remove_prefix(1);
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  return (head.starts_with("\"learner\"") || head.starts_with("\"version\"")) &&
         names_learner(head);
}

// Lengths are of eight bytes, big-endian, so the first seven are zero.
bool is_xgboost_ubj(const Probe& probe) {
  constexpr std::string_view kBegin("{L\0\0\0\0\0\0\0\7", 10);
  return probe.head.starts_with(kBegin) && names_learner(probe.head);
}

/// XGBoost writes its numbers as text: `"12"`, and 3.1 and later `"[5E-1]"` for what may be
/// several.
std::optional<std::uint64_t> count_in(json::Value text) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 53U;
  const auto number = number_in<std::uint64_t>(text_of(text));
  return number && *number <= kMost ? number : std::nullopt;
}

class Reader {
 public:
  explicit Reader(Collector& collector) : collector_(collector) {}

  base::Result<void> read(json::Value root) {
    const json::Value learner = root.find("learner");
    if (!learner.is_object()) return malformed("no \"learner\"");
    STACMLM_CHECK(read_version(root.find("version")));
    STACMLM_CHECK(read_interface(learner));
    STACMLM_CHECK(read_features(learner));
    STACMLM_CHECK(read_booster(learner.find("gradient_booster")));
    for (const json::Value attribute : learner.find("attributes").members()) {
      STACMLM_CHECK(
          collector_.add_metadata(fmt::format("attributes.{}", attribute.key()),
                                  attribute.is_string() ? attribute.string() : attribute.raw()));
    }
    return {};
  }

 private:
  base::Result<void> read_version(json::Value version) {
    std::string all;
    for (const json::Value part : version.elements()) {
      const auto number = whole_number(part);
      if (!number || version.size() > 3) return malformed("a version that is none");
      all += fmt::format("{}{}", all.empty() ? "" : ".", *number);
    }
    collector_.model().producer = "xgboost";
    collector_.model().producer_version = all;
    collector_.model().framework_version = all;
    return {};
  }

  base::Result<void> read_interface(json::Value learner) {
    const json::Value parameters = learner.find("learner_model_param");
    const auto features = count_in(parameters.find("num_feature"));
    const auto classes = count_in(parameters.find("num_class"));
    if (!features || !classes) return malformed("no \"num_feature\" or no \"num_class\"");
    const std::uint64_t targets = count_in(parameters.find("num_target")).value_or(1);
    const std::string_view objective = text_of(learner.find("objective").find("name"));
    const auto columns = [](std::uint64_t count) {
      return Dimension{static_cast<std::int64_t>(count), ""};
    };
    const Dimension rows{-1, ""};
    STACMLM_CHECK(collector_.add_input({"", std::vector<Dimension>{rows, columns(*features)}, ""}));
    Tensor output;
    if (objective == "multi:softprob") {
      output.shape = {rows, columns(*classes)};
    } else if (targets > 1) {
      output.shape = {rows, columns(targets)};
    } else if (*classes < 2 || objective == "multi:softmax") {
      output.shape = {rows};
    }
    STACMLM_CHECK(collector_.add_output(std::move(output)));
    STACMLM_CHECK(collector_.add_metadata("objective", objective));
    STACMLM_CHECK(collector_.add_metadata("num_class", std::to_string(*classes)));
    STACMLM_CHECK(collector_.add_metadata("num_target", std::to_string(targets)));
    const std::string_view base_score = text_of(parameters.find("base_score"));
    return collector_.add_metadata("base_score", base_score);
  }

  base::Result<void> read_features(json::Value learner) {
    for (const std::string_view key : {"feature_names", "feature_types"}) {
      const json::Value all = learner.find(key);
      if (all.size() == 0) continue;
      STACMLM_CHECK(collector_.add_metadata(key, all.raw()));
    }
    return {};
  }

  base::Result<void> read_booster(json::Value booster) {
    const std::string_view name = text_of(booster.find("name"));
    STACMLM_CHECK(collector_.add_metadata("booster", name));
    if (name == "gbtree") return read_trees(booster.find("model"));
    if (name == "dart") return read_trees(booster.find("gbtree").find("model"));
    if (name == "gblinear") {
      const std::uint64_t weights = count_of(booster.find("model").find("weights"));
      return collector_.add_metadata("coefficients", std::to_string(weights));
    }
    collector_.danger(DangerKind::kNotAnalysed, "learner.gradient_booster",
                      fmt::format("booster \"{}\" is not known", name));
    return {};
  }

  base::Result<void> read_trees(json::Value model) {
    const json::Value trees = model.find("trees");
    const auto stated = count_in(model.find("gbtree_model_param").find("num_trees"));
    if (!trees.is_array() || stated != trees.size()) {
      return malformed(
          fmt::format("{} trees, where \"num_trees\" says something else", trees.size()));
    }
    std::uint64_t nodes = 0;
    for (const json::Value tree : trees.elements()) {
      const auto in_tree = count_in(tree.find("tree_param").find("num_nodes"));
      if (!in_tree || *in_tree != count_of(tree.find("left_children")) ||
          *in_tree != count_of(tree.find("right_children")) ||
          *in_tree != count_of(tree.find("split_conditions")))
        return malformed("a tree whose lists have not \"num_nodes\" elements");
      for (const json::Value list : tree.members()) {
        const auto is_number = [](json::Value value) {  // or a truth, as before 1.6
          return value.is_number() || value.is_null() || value.is_boolean();
        };
        if (!std::ranges::all_of(list.elements(), is_number))
          return malformed("a tree with a list of what are no numbers");
      }
      nodes += *in_tree;
    }
    STACMLM_CHECK(collector_.add_metadata("trees", std::to_string(trees.size())));
    return collector_.add_metadata("nodes", std::to_string(nodes));
  }

  Collector& collector_;
};

base::Result<void> read_outline(const base::Result<std::string>& outline, Collector& collector) {
  if (!outline) return tl::unexpected(outline.error());
  STACMLM_TRY(const json::Document document, read_json(*outline, "the model without its numbers"));
  return Reader(collector).read(document.root());
}

base::Result<void> read_xgboost_json(const Probe& probe, Collector& collector) {
  return read_outline(outline_of_json(ByteReader(probe.source), collector.limits().header_bytes),
                      collector);
}

base::Result<void> read_xgboost_ubj(const Probe& probe, Collector& collector) {
  return read_outline(outline_of_ubjson(ByteReader(probe.source), collector.limits().header_bytes),
                      collector);
}

}  // namespace

const FormatReader kXgboostJson{{.name = "xgboost-json",
                                 .title = "XGBoost JSON",
                                 .extensions = ".json",
                                 .artifact_types = "xgboost xgboost.Booster.save_model",
                                 .media_types = "application/json",
                                 .framework = "XGBoost",
                                 .is_read = true},
                                is_xgboost_json,
                                read_xgboost_json};

const FormatReader kXgboostUbj{{.name = "xgboost-ubj",
                                .title = "XGBoost UBJSON",
                                .extensions = ".ubj .model",
                                .artifact_types = "xgboost xgboost.Booster.save_model",
                                .media_types = "application/ubjson application/octet-stream",
                                .framework = "XGBoost",
                                .is_read = true},
                               is_xgboost_ubj,
                               read_xgboost_ubj};

}  // namespace stacmlm::artifact
