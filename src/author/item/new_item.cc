// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/new_item.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "author/item/extensions.h"
#include "author/item/item_draft.h"
#include "author/item/item_options.h"
#include "stacmlm/author/format.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::author {

void ItemDraft::miss(std::string_view option, std::string_view suggestion, std::string_view file) {
  missing.push_back({&item_option(option), std::string(suggestion), std::string(file)});
}

std::string id_of(std::string_view name) {
  std::string id;
  for (const char c : name) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_kept = is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_kept) {
      id += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  if (id.ends_with('-')) id.pop_back();
  return id;
}

tl::unexpected<OptionError> refuse(std::string_view option, std::string_view why) {
  return tl::unexpected(
      OptionError({base::ErrorKind::kInvalidArgument, fmt::format("{}: {}", option, why)},
                  &item_option(option)));
}

namespace {

/// A property that an option tells as it is.
struct Property {
  std::string_view option;
  std::string_view key;
  bool is_needed;
};

constexpr std::array<Property, 9> kProperties = {{
    {"name", "mlm:name", true},
    {"architecture", "mlm:architecture", true},
    {"tasks", "mlm:tasks", true},
    {"framework", "mlm:framework", false},
    {"framework-version", "mlm:framework_version", false},
    {"accelerator", "mlm:accelerator", false},
    {"title", "title", false},
    {"description", "description", false},
    {"license", "license", false},
}};

void tell_properties(ItemDraft& draft) {
  for (const Property& property : kProperties) {
    const ItemOption& option = item_option(property.option);
    if (is_told(option, draft.options)) {
      if (option.text != nullptr) {
        draft.given.properties.set_text(property.key, draft.options.*option.text);
      } else {
        draft.given.properties.set(property.key, list_of_texts(draft.options.*option.list));
      }
    } else if (property.is_needed && !draft.given.property(property.key).exists()) {
      draft.miss(property.option);
    }
  }
}

void tell_id(ItemDraft& draft) {
  JsonObject& root = draft.given.root;
  if (!draft.options.id.empty()) return root.set_text("id", draft.options.id);
  if (root.has("id")) return;
  const json::Value given = draft.given.property("mlm:name");
  std::string_view name = draft.options.name;
  if (name.empty() && given.is_string()) name = given.string();
  const std::string id = id_of(name);
  if (!id.empty()) {
    root.set_text("id", id);
  } else if (!name.empty()) {
    draft.miss("id");
  }
}

/// The step that follows is not taken after an Error.
ItemResult<void> tell_all(ItemDraft& draft) {
  tell_properties(draft);
  tell_id(draft);
  for (const auto step :
       {&find_bands, &tell_inputs, &tell_outputs, &tell_assets, &tell_time, &tell_place}) {
    if (auto told = step(draft); !told) return told;
  }
  return {};
}

ItemResult<std::string> write(ItemDraft& draft) {
  JsonObject& root = draft.given.root;
  root.set_text("type", "Feature");
  root.set_text("stac_version", draft.options.stac_version);
  root.set("properties", draft.given.properties.text());
  root.set("assets", draft.assets.text());
  if (!root.has("links")) root.add("links", "[]");
  json::Parser parser;
  json::Document item;
  const auto parse = [&]() -> ItemResult<void> {
    const auto fault = parser.parse(json::Text::copy_of(root.text()), item);
    if (fault) return base::fail(base::ErrorKind::kLimitExceeded, fault->message);
    return {};
  };
  if (auto parsed = parse(); !parsed) return tl::unexpected(std::move(parsed).error());
  root.set("stac_extensions",
           list_of_texts(extensions_of(item.root(), draft.given.extensions,
                                       draft.options.mlm_version, draft.is_stac_1_1())));
  if (auto parsed = parse(); !parsed) return tl::unexpected(std::move(parsed).error());
  return format(item);
}

}  // namespace

ItemResult<NewItem> new_item(json::Value model, const NewItemOptions& options) {
  if (auto checked = check_texts(options); !checked)
    return tl::unexpected(std::move(checked).error());
  STACMLM_TRY(GivenItem given, read_given(model));
  ItemDraft draft{options, std::move(given)};
  if (auto told = tell_all(draft); !told) return tl::unexpected(std::move(told).error());
  NewItem item;
  if (draft.missing.empty()) {
    STACMLM_TRY(item.text, write(draft));
  }
  item.missing = std::move(draft.missing);
  return item;
}

ItemResult<NewItem> write_draft(GivenItem given, const NewItemOptions& options) {
  ItemDraft draft{options, std::move(given), true};
  if (auto told = tell_all(draft); !told) return tl::unexpected(std::move(told).error());
  NewItem item;
  STACMLM_TRY(item.text, write(draft));
  item.missing = std::move(draft.missing);
  return item;
}

}  // namespace stacmlm::author
