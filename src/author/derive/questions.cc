// SPDX-License-Identifier: Apache-2.0
// What a draft leaves open, found by a walk over it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "author/derive/derivation.h"
#include "author/item/asset_role.h"
#include "author/item/item_draft.h"
#include "author/item/tensor.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::author {
namespace {

constexpr std::string_view kInputs = "/properties/mlm:input";
constexpr std::string_view kOutputs = "/properties/mlm:output";

/// The members that an option would have told.
struct Answered {
  std::string_view option;
  std::string_view place;
};

constexpr std::array<Answered, 15> kAnswered = {{
    {"name", "/properties/mlm:name"},
    {"architecture", "/properties/mlm:architecture"},
    {"tasks", "/properties/mlm:tasks"},
    {"bands", kInputs},
    {"input-size", kInputs},
    {"classes", kOutputs},
    {"output-shape", kOutputs},
    {"output-dims", kOutputs},
    {"artifact-type", "/assets/mlm:model/mlm:artifact_type"},
    {"datetime", "/properties/datetime"},
    {"datetime", "/properties/start_datetime"},
    {"datetime", "/properties/end_datetime"},
    {"bbox", "/geometry"},
    {"id", "/id"},
    {"framework", "/properties/mlm:framework"},
}};

std::vector<std::string> places_of(std::string_view option) {
  std::vector<std::string> places;
  for (const Answered& row : kAnswered) {
    if (row.option == option) places.emplace_back(row.place);
  }
  return places;
}

/// Neither a URL nor an absolute path.
bool is_relative(std::string_view href) {
  const std::size_t colon = href.find(':');
  return !href.starts_with('/') && (colon == std::string_view::npos || href.find('/') < colon);
}

/// One question for all tensors that leave the same open.
struct TensorQuestion {
  std::string_view what;    ///< `bands`
  std::string_view of;      ///< `input`
  std::string_view option;  ///< empty: none answers it
  std::vector<std::string> names{};
  std::vector<std::string> places{};
  std::string suggestion{};

  [[nodiscard]] std::string about() const {
    constexpr std::size_t kMostShown = 3;
    std::vector<std::string> shown;
    for (const std::string& name : names) {
      if (shown.size() == kMostShown) break;
      shown.push_back(rules::shown(name));
    }
    return fmt::format(
        "{} of {}{} {}{}", what, of, names.size() > 1 ? "s" : "", fmt::join(shown, ", "),
        names.size() > kMostShown ? fmt::format(" and {} more", names.size() - kMostShown) : "");
  }
};

class Walk {
 public:
  Walk(json::Value item, const Derivation& derivation)
      : item_(item), properties_(item.find("properties")), derivation_(&derivation) {}

  std::vector<OpenQuestion> run(const std::vector<MissingOption>& missing) {
    for (const MissingOption& each : missing) ask_missing(each);
    for (const std::string_view option : {"framework", "accelerator"}) {
      const std::string key = fmt::format("mlm:{}", option);
      if (!properties_.find(key).exists()) ask(option, {fmt::format("/properties/{}", key)});
    }
    ask_tensors();
    ask_relative();
    ask_rest();
    return std::move(questions_);
  }

 private:
  void ask(std::string_view option, std::vector<std::string> places, std::string suggestion = {}) {
    const ItemOption& answer = item_option(option);
    questions_.push_back(
        {std::string(answer.about), &answer, std::move(suggestion), std::move(places)});
  }

  void ask_missing(const MissingOption& missing) {
    const std::string_view option = missing.option->name;
    std::vector<std::string> places = places_of(option);
    std::string suggestion = missing.suggestion;
    if (option == "tasks") {
      suggestion = hint_of_tasks();
      if (!properties_.find("mlm:output").exists()) places.emplace_back(kOutputs);
      std::size_t at = 0;
      for (const json::Value output : properties_.find("mlm:output").elements()) {
        if (!output.find("tasks").exists())
          places.push_back(fmt::format("{}/{}/tasks", kOutputs, at));
        ++at;
      }
    } else if (option == "architecture") {
      suggestion = hint_of_architecture();
    }
    ask(option, std::move(places), std::move(suggestion));
  }

  [[nodiscard]] std::string hint_at(const std::string& place) const {
    const auto hint = derivation_->hints.find(place);
    return hint == derivation_->hints.end() ? std::string() : hint->second;
  }

  [[nodiscard]] std::string hint_of_tasks() const {
    std::string found;
    for (const auto& [place, hint] : derivation_->hints) {
      if (place.ends_with("/tasks") && !hint.empty() && found.empty()) found = hint;
    }
    return found;
  }

  /// The class of the model's code, if the file names one that is no layer.
  [[nodiscard]] std::string hint_of_architecture() const {
    constexpr std::string_view kCompiled = "__torch__.";
    std::vector<std::string> classes = derivation_->model.hints.class_names;
    std::erase_if(classes, [](const std::string& name) {
      const char first = name[name.rfind('.') + 1];
      return name.starts_with("torch.nn.") || first < 'A' || first > 'Z';
    });
    if (classes.size() != 1) return {};
    const std::string& only = classes.front();
    return only.starts_with(kCompiled) ? only.substr(kCompiled.size()) : only;
  }

  /// The option was given, and left this open: it answers no more.
  [[nodiscard]] bool is_told(std::string_view option) const {
    if (option.empty()) return false;
    const ItemOption& known = item_option(option);
    return known.list != nullptr ? !(derivation_->told->*known.list).empty()
                                 : !(derivation_->told->*known.text).empty();
  }

  void leave(std::string_view what, std::string_view of, std::string_view option,
             json::Value tensor, const std::string& place) {
    const auto is_same = [&](const TensorQuestion& other) {
      return other.what == what && other.of == of;
    };
    auto question = std::ranges::find_if(tensors_, is_same);
    if (question == tensors_.end()) {
      tensors_.push_back({what, of, is_told(option) ? std::string_view() : option});
      question = tensors_.end() - 1;
      question->suggestion = hint_at(place);
    }
    const json::Value name = tensor.find("name");
    question->names.emplace_back(name.is_string() ? name.string() : std::string_view("?"));
    question->places.push_back(place);
  }

  void walk_input(json::Value input, const std::string& place) {
    const json::Value structure = input.find("input");
    if (!input.find("bands").exists() && !input.find("variables").exists())
      leave("bands", "input", "bands", input, place + "/bands");
    walk_structure(structure, input, "input", place + "/input",
                   {"input-size", "dim-order", "data-type"});
    if (!input.find("value_scaling").exists() && !input.find("pre_processing_function").exists())
      leave("scaling", "input", "scaling", input, place + "/value_scaling");
  }

  void walk_output(json::Value output, const std::string& place) {
    walk_structure(output.find("result"), output, "output", place + "/result",
                   {"output-shape", "output-dims", ""});
    const json::Value tasks = output.find("tasks");
    // Of a model whose tasks are not known the question for them stands for these.
    if (!tasks.exists() && properties_.find("mlm:tasks").exists())
      leave("tasks", "output", "", output, place + "/tasks");
    const bool has_classes = std::ranges::any_of(tasks.elements(), [](json::Value task) {
      return task.is_string() &&
             (classifies_pixels(task.string()) || classifies_scenes(task.string()));
    });
    if (has_classes && !output.find("classification:classes").exists())
      leave("classes", "output", "classes", output, place + "/classification:classes");
  }

  void walk_structure(json::Value structure, json::Value tensor, std::string_view of,
                      const std::string& place, const std::array<std::string_view, 3>& options) {
    constexpr std::array<std::string_view, 3> kKeys = {"shape", "dim_order", "data_type"};
    constexpr std::array<std::string_view, 3> kWords = {"shape", "order of the dimensions",
                                                        "data type"};
    for (std::size_t i = 0; i < kKeys.size(); ++i) {
      if (!structure.find(kKeys[i]).exists())
        leave(kWords[i], of, options[i], tensor, fmt::format("{}/{}", place, kKeys[i]));
    }
  }

  void ask_tensors() {
    std::size_t at = 0;
    for (const json::Value input : properties_.find("mlm:input").elements())
      walk_input(input, fmt::format("{}/{}", kInputs, at++));
    at = 0;
    for (const json::Value output : properties_.find("mlm:output").elements())
      walk_output(output, fmt::format("{}/{}", kOutputs, at++));
    for (TensorQuestion& open : tensors_) {
      questions_.push_back({open.about(), open.option.empty() ? nullptr : &item_option(open.option),
                            std::move(open.suggestion), std::move(open.places)});
    }
    tell_left_out("inputs", kInputs, derivation_->inputs_left_out);
    tell_left_out("outputs", kOutputs, derivation_->outputs_left_out);
  }

  void tell_left_out(std::string_view of, std::string_view place, std::size_t count) {
    if (count > 0)
      questions_.push_back(
          {fmt::format("{} more {} of the file", count, of), nullptr, {}, {std::string(place)}});
  }

  /// An embedded Item lay beside other files than the draft does.
  void ask_relative() {
    OpenQuestion moved;
    std::vector<std::string> hrefs;
    const auto look = [&](json::Value object) {
      const json::Value href = object.find("href");
      if (!href.is_string() || !is_relative(href.string()) || href.equals(derivation_->file.href))
        return;
      hrefs.push_back(rules::shown(href.string()));
      moved.places.push_back(json::pointer_to(href));
    };
    for (const json::Value link : item_.find("links").elements()) look(link);
    for (const json::Value asset : item_.find("assets").members()) look(asset);
    if (hrefs.empty()) return;
    constexpr std::size_t kMostShown = 3;
    const std::size_t more = hrefs.size() - std::min(hrefs.size(), kMostShown);
    hrefs.resize(hrefs.size() - more);
    moved.about = fmt::format("where {}{} of the embedded Item lie", fmt::join(hrefs, ", "),
                              more > 0 ? fmt::format(" and {} more", more) : "");
    questions_.push_back(std::move(moved));
  }

  /// What no model file knows, and validate recommends.
  void ask_rest() {
    const auto leads = [](json::Value link) { return link.find("rel").equals("derived_from"); };
    const auto is_code = [](json::Value asset) { return has_role(asset, "mlm:source_code"); };
    if (std::ranges::any_of(item_.find("links").elements(), leads) &&
        std::ranges::any_of(item_.find("assets").members(), is_code))
      return;
    OpenQuestion rest;
    rest.about = "training data, source code, runtimes, citation and post-processing";
    rest.places = {"/links", "/assets", "/properties/processing:level", "/properties/sci:doi"};
    const std::size_t outputs = properties_.find("mlm:output").size();
    for (std::size_t at = 0; at < outputs; ++at)
      rest.places.push_back(fmt::format("{}/{}/post_processing_function", kOutputs, at));
    questions_.push_back(std::move(rest));
  }

  json::Value item_;
  json::Value properties_;
  const Derivation* derivation_;
  std::vector<TensorQuestion> tensors_;
  std::vector<OpenQuestion> questions_;
};

}  // namespace

std::vector<OpenQuestion> open_questions(json::Value item,
                                         const std::vector<MissingOption>& missing,
                                         const Derivation& derivation) {
  return Walk(item, derivation).run(missing);
}

}  // namespace stacmlm::author
