// SPDX-License-Identifier: Apache-2.0
// The front matter of a model card: YAML between two lines of `---`.
#include "author/peers/hugging_face.h"

#include <fmt/format.h>

#include <algorithm>

#include "author/import/formats.h"
#include "author/import/yaml_text.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::author {
namespace {

std::string_view without_end(std::string_view line) {
  while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
  return line;
}

/// The card up to the line that ends its front matter; nothing if it has none.
std::string_view front_matter(std::string_view card) {
  if (card.starts_with("\xEF\xBB\xBF")) card.remove_prefix(3);
  std::size_t begin = 0;
  for (std::size_t line = 0; begin < card.size(); ++line) {
    const std::size_t end = std::min(card.find('\n', begin), card.size());
    const bool is_mark = without_end(card.substr(begin, end - begin)) == "---";
    if (line == 0 && !is_mark) return {};
    if (line > 0 && is_mark) return card.substr(0, begin);
    begin = end + 1;
  }
  return {};
}

base::Result<std::string> to_json(std::string_view text, const ImportLimits& limits) {
  const std::string_view front = front_matter(text);
  if (front.empty())
    return base::fail(base::ErrorKind::kInvalidDocument,
                      "1:1: no front matter: YAML between two lines of `---`");
  return yaml_to_json(front, limits);
}

bool suits(json::Value root) { return root.is_object(); }

/// One import at work.
class CardImport {
 public:
  CardImport(json::Value root, ImportNotes& notes) : root_(root), notes_(notes) {}

  ImportedModel read() {
    read_name();
    for (const json::Value tag : root_.find("tags").elements()) read_tag(tag);
    read_task(root_.find("pipeline_tag"));
    read_library();
    read_license();
    read_base();
    notes_.drop(root_.find("datasets"), "link the data: rel `derived_from`, `ml-aoi:split`");
    return std::move(model_);
  }

 private:
  void read_name() {
    for (const json::Value value :
         {root_.find("model_name"), root_.find("model-index").at(0).find("name")}) {
      model_.name = text_of(value);
      if (model_.name.empty()) continue;
      notes_.carry(value);
      return;
    }
  }

  void add_task(std::string_view task) {
    if (std::ranges::find(model_.tasks, task) == model_.tasks.end())
      model_.tasks.emplace_back(task);
  }

  /// Behind the tags, which may say more.
  void read_task(json::Value value) {
    const std::string_view task = hugging_face::read(hugging_face::tasks(), text_of(value));
    if (task.empty()) return;
    notes_.carry(value);
    const bool is_general = task == "classification" || task == "segmentation";
    if (is_general && !model_.tasks.empty()) return;
    add_task(task);
    if (is_general)
      notes_.fill_in("/properties/mlm:tasks", std::string(task),
                     "MLM has words that say more, such as `semantic-segmentation`");
  }

  /// Some tags are words of MLM.
  void read_tag(json::Value tag) {
    const std::string word = text_of(tag);
    if (mlm::is_known(mlm::tasks(), word)) {
      add_task(word);
      notes_.carry(tag);
    } else if (const std::string_view framework =
                   hugging_face::read(hugging_face::libraries(), word);
               !framework.empty() && model_.framework.empty()) {
      model_.framework = framework;
      notes_.carry(tag);
    }
  }

  void read_library() {
    const std::string_view framework =
        hugging_face::read(hugging_face::libraries(), text_of(root_.find("library_name")));
    if (framework.empty()) return;
    model_.framework = framework;
    notes_.carry(root_.find("library_name"));
  }

  void read_license() {
    const json::Value value = root_.find("license");
    const std::string word = text_of(value);
    if (word.empty()) return;
    const std::string_view known = hugging_face::read(hugging_face::licenses(), word);
    model_.others.emplace_back("license", json::quote(known.empty() ? word : known));
    notes_.carry(value);
    if (known.empty())
      notes_.fill_in("/properties/license", word, "STAC asks for an SPDX identifier, or `other`");
    if (hugging_face::is_wider(hugging_face::licenses(), word))
      notes_.assume("/properties/license", std::string(known),
                    "hubs do not tell it from the licence with later versions");
  }

  /// What the model was made of.
  void read_base() {
    const json::Value value = root_.find("base_model");
    const json::Value first = value.is_array() ? value.at(0) : value;
    model_.pretrained_source = text_of(first);
    if (!model_.pretrained_source.empty()) notes_.carry(first);
  }

  json::Value root_;
  ImportNotes& notes_;
  ImportedModel model_;
};

ImportedModel read(json::Value root, ImportNotes& notes) { return CardImport(root, notes).read(); }

}  // namespace

const Importer kHuggingFaceCard = {{"huggingface", "a model card with front matter (README.md)"},
                                   to_json,
                                   suits,
                                   ".md",
                                   read,
                                   "it has no place in MLM, or is not known here"};

}  // namespace stacmlm::author
