// SPDX-License-Identifier: Apache-2.0
#include "author/item/item_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "author/item/item_draft.h"
#include "json/utf8.h"
#include "rules/nearest.h"
#include "stacmlm/author/sensor.h"
#include "stacmlm/mlm/vocabulary.h"
#include "stacmlm/stac/published_schema.h"
#include "stacmlm/stac/vocabulary.h"

namespace stacmlm::author {
namespace {

using Words = std::vector<std::string_view>;
using Options = NewItemOptions;

template <std::span<const mlm::Term> (*vocabulary)()>
Words words_of() {
  return mlm::words_of(vocabulary(), mlm::kNewestPublished);
}

Words data_types() { return {stac::kDataTypes.begin(), stac::kDataTypes.end()}; }

Words sensor_names() {
  Words names;
  for (const Sensor& sensor : sensors()) names.push_back(sensor.name);
  return names;
}

Words stac_versions() {
  Words versions;
  for (const stac::PublishedSchema& schema : stac::core_schemas()) {
    if (schema.name == "item") versions.push_back(schema.version);
  }
  return versions;
}

/// Before 1.5.0 inputs and assets had other members.
Words mlm_versions() {
  Words versions;
  for (int i = ordinal(mlm::Version::kV1_5_0); i <= ordinal(mlm::kNewest); ++i)
    versions.push_back(mlm::name_of(static_cast<mlm::Version>(i)));
  return versions;
}

ItemOption text(std::string_view name, std::string_view about, std::string_view form,
                std::string Options::*member, Words (*words)() = nullptr, bool is_open = false) {
  return {name, about, form, member, nullptr, false, words, is_open};
}

/// To be given several times.
ItemOption texts(std::string_view name, std::string_view about, std::string_view form,
                 std::vector<std::string> Options::*member, Words (*words)() = nullptr,
                 bool is_open = false) {
  return {name, about, form, nullptr, member, false, words, is_open};
}

ItemOption list(std::string_view name, std::string_view about, std::string_view form,
                std::vector<std::string> Options::*member, Words (*words)() = nullptr,
                bool is_open = false) {
  return {name, about, form, nullptr, member, true, words, is_open};
}

std::vector<ItemOption> make_options() {
  return {
      text("name", "name of the model, not that of its architecture", "TEXT", &Options::name),
      text("architecture", "architecture, such as U-Net", "TEXT", &Options::architecture),
      list("tasks", "what the model does", "TASK,...", &Options::tasks, &words_of<&mlm::tasks>),
      text("framework", "framework that it was trained with", "TEXT", &Options::framework,
           &words_of<&mlm::frameworks>, true),
      text("framework-version", "version of the framework", "X.Y.Z", &Options::framework_version),
      text("accelerator", "accelerator that it needs", "TEXT", &Options::accelerator,
           &words_of<&mlm::accelerators>),
      texts("href", "where a file of the model is: URL or path", "HREF", &Options::hrefs),
      texts("artifact-type", "what wrote that file", "TEXT", &Options::artifact_types,
            &words_of<&mlm::artifact_types>, true),
      texts("media-type", "media type of that file", "TYPE", &Options::media_types),
      text("datetime", "time of the training data, or day of publication", "T|START/END",
           &Options::datetime),
      text("bbox", "area of the training data in degrees", "W,S,E,N", &Options::bbox),
      text("sensor", "sensor whose bands the model takes", "SENSOR", &Options::sensor,
           &sensor_names),
      list("bands", "bands that the model takes, in order; or a sensor", "BAND,...",
           &Options::bands),
      text("input-size", "pixels of the input: N, HxW or any", "SIZE", &Options::input_size),
      text("batch-size", "images of a batch: N or any", "SIZE", &Options::batch_size),
      list("dim-order", "dimensions of the input (batch,bands,height,width)", "DIM,...",
           &Options::dim_order, &words_of<&mlm::dimensions>, true),
      text("data-type", "data type of the input (float32)", "TYPE", &Options::data_type,
           &data_types),
      text("resize-type", "how images are brought to that size", "TYPE", &Options::resize_type,
           &words_of<&mlm::resize_types>),
      text("scaling", "scaling of the input: none, z-score:MEAN,STDDEV, scale:VALUE ...",
           "TYPE:NUMBERS", &Options::scaling),
      list("classes", "classes that the model tells apart, from value 0 on", "NAME,...",
           &Options::classes),
      list("output-shape", "shape of the output; -1 is any", "N,...", &Options::output_shape),
      list("output-dims", "dimensions of the output", "DIM,...", &Options::output_dims,
           &words_of<&mlm::dimensions>, true),
      text("id", "id of the Item (from the name)", "TEXT", &Options::id),
      text("title", "title of the Item", "TEXT", &Options::title),
      text("description", "what the model is for", "TEXT", &Options::description),
      text("license", "licence of the model: SPDX identifier", "TEXT", &Options::license),
      text("stac", "version of STAC core", "VERSION", &Options::stac_version, &stac_versions),
      text("mlm", "version of MLM", "VERSION", &Options::mlm_version, &mlm_versions),
  };
}

ItemResult<void> check_word(const ItemOption& option, const Words& words, std::string_view given) {
  if (std::ranges::find(words, given) != words.end()) return {};
  const std::string meant = rules::did_you_mean(given, words);
  return refuse(
      option.name,
      fmt::format("{} is not known; {}", rules::shown(given),
                  meant.empty() ? fmt::format("there are {}", fmt::join(words, ", ")) : meant));
}

ItemResult<void> check_utf8(const ItemOption& option, std::string_view given) {
  const std::size_t valid = json::first_invalid_utf8(given);
  if (valid == given.size()) return {};
  return refuse(option.name,
                fmt::format("{} is not UTF-8 from byte {} on", rules::shown(given), valid + 1));
}

}  // namespace

std::span<const ItemOption> item_options() {
  static const std::vector<ItemOption> kOptions = make_options();
  return kOptions;
}

const ItemOption& item_option(std::string_view name) {
  return *std::ranges::find(item_options(), name, &ItemOption::name);
}

bool is_told(const ItemOption& option, const NewItemOptions& options) {
  return option.text != nullptr ? !(options.*option.text).empty() : !(options.*option.list).empty();
}

ItemResult<void> check_texts(const NewItemOptions& options) {
  for (const ItemOption& option : item_options()) {
    if (!is_told(option, options)) continue;
    const bool is_closed = option.words != nullptr && !option.is_open;
    const Words words = is_closed ? option.words() : Words();
    const std::span<const std::string> texts =
        option.text != nullptr ? std::span(&(options.*option.text), 1)
                               : std::span<const std::string>(options.*option.list);
    for (const std::string& given : texts) {
      if (auto checked = check_utf8(option, given); !checked) return checked;
      if (!is_closed) continue;
      if (auto checked = check_word(option, words, given); !checked) return checked;
    }
  }
  return {};
}

}  // namespace stacmlm::author
