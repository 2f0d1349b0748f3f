// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/derive.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "author/derive/derivation.h"
#include "author/derive/embedded_item.h"
#include "author/item/item_draft.h"
#include "author/item/item_options.h"
#include "stacmlm/artifact/format.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {

const TensorShape* Derivation::image_shape() const {
  constexpr std::size_t kImage = 4;
  if (image != nullptr || !model.inputs) return image;
  const auto is_image = [](const artifact::Tensor& input) {
    return input.shape && input.shape->size() == kImage;
  };
  const auto found = std::ranges::find_if(*model.inputs, is_image);
  return found == model.inputs->end() ? nullptr : &*found->shape;
}

namespace {

/// What the options leave to the file and to the Item that is like it.
NewItemOptions completed(const DeriveOptions& told, const ModelFilePlace& file,
                         const GivenItem& given) {
  NewItemOptions options = told.item;
  if (options.stac_version.empty()) {
    const json::Value version = told.like.find("stac_version");
    options.stac_version =
        version.is_string() ? std::string(version.string()) : NewItemOptions().stac_version;
  }
  const json::Value embedded = given.property("mlm:name");
  const bool is_named = given.root.has("id") || !id_of(options.name).empty() ||
                        (embedded.is_string() && !id_of(embedded.string()).empty());
  if (options.id.empty() && !is_named) options.id = id_of(file.name);
  if (options.id.empty() && !is_named) options.id = "model";
  return options;
}

void add_facts(Derivation& derivation) {
  const artifact::ModelFile& model = derivation.model;
  const NewItemOptions& options = derivation.options;
  const auto add_text = [&](std::string_view key, const std::string& text, bool is_told) {
    if (!text.empty() && !is_told) derivation.add_property(key, json::quote(name_kept(text)));
  };
  add_text("mlm:framework", model.framework, !options.framework.empty());
  // A version is one of the framework that the file proves.
  if (options.framework.empty() || options.framework == model.framework)
    add_text("mlm:framework_version", model.framework_version, !options.framework_version.empty());
  if (model.total_parameters.value_or(0) > 0)
    derivation.add_property("mlm:total_parameters", fmt::format("{}", *model.total_parameters));
}

ItemResult<void> parse(const std::string& text, json::Document& document) {
  const auto fault = json::Parser().parse(json::Text::copy_of(text), document);
  if (fault) return base::fail(base::ErrorKind::kLimitExceeded, fault->message);
  return {};
}

ItemResult<DerivedItem> write(Derivation& derivation) {
  json::Document assets;
  const std::string updated = derive_asset(derivation);
  if (!updated.empty()) {
    if (auto parsed = parse(updated, assets); !parsed) return tl::unexpected(parsed.error());
    derivation.given.assets = assets.root();
  }
  // Later steps look up what stands there by now.
  json::Document properties;
  if (auto parsed = parse(derivation.given.properties.text(), properties); !parsed)
    return tl::unexpected(parsed.error());
  derivation.given.source = properties.root();
  STACMLM_TRY(NewItem written, write_draft(derivation.given, derivation.options));
  json::Document item;
  if (auto parsed = parse(written.text, item); !parsed) return tl::unexpected(parsed.error());
  DerivedItem derived;
  derived.questions = open_questions(item.root(), written.missing, derivation);
  derived.text = std::move(written.text);
  return derived;
}

}  // namespace

ItemResult<DerivedItem> derive_item(const artifact::ModelFile& model, const ModelFilePlace& file,
                                    const DeriveOptions& told) {
  if (auto checked = check_texts(told.item); !checked)
    return tl::unexpected(std::move(checked).error());
  if (!model.fault.empty()) {
    // What was read of it until then may be a part.
    artifact::ModelFile unread;
    unread.format = model.format;
    if (const artifact::Format* format = artifact::find_format(model.format))
      unread.framework = format->framework;
    return derive_item(unread, file, told);
  }
  EmbeddedItem embedded;
  base::Result<GivenItem> given;
  if (model.embedded_item) given = embedded.read(*model.embedded_item);
  Derivation derivation{model, file, told.like, {}, &told.item};
  if (given) derivation.given = *std::move(given);
  derivation.options = completed(told, file, derivation.given);
  derivation.layout = layout_of(model);
  add_facts(derivation);
  if (auto done = derive_inputs(derivation); !done) return tl::unexpected(std::move(done).error());
  if (auto done = derive_outputs(derivation); !done) return tl::unexpected(std::move(done).error());
  auto derived = write(derivation);
  if (derived && !given) {
    OpenQuestion unread;
    unread.about = fmt::format("metadata in the file: not read, {}", given.error().message);
    derived->questions.insert(derived->questions.begin(), std::move(unread));
  }
  return derived;
}

}  // namespace stacmlm::author
