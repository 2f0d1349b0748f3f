// SPDX-License-Identifier: Apache-2.0
#include "author/card/page_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "author/card/tensor_card.h"
#include "author/format/layout.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/stac/datetime.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::author {
namespace {

void add(std::vector<Fact>& facts, std::string_view label, std::string text) {
  if (!text.empty()) facts.emplace_back(label, std::move(text));
}

std::vector<std::string> texts(json::Value list) {
  std::vector<std::string> all;
  for (const json::Value element : list.elements()) {
    if (element.is_string()) all.emplace_back(element.string());
  }
  return all;
}

// A date is enough for a reader.
std::string day(json::Value moment) {
  std::string text = plain(moment);
  return stac::read_datetime(text) ? text.substr(0, text.find_first_of("Tt ")) : text;
}

std::string days(json::Value from, json::Value to) {
  if (!from.is_string() && !to.is_string()) return {};
  return fmt::format("{} to {}", day(from), to.is_string() ? day(to) : "now");
}

std::string time_of(json::Value object, json::Value properties) {
  const json::Value start = properties.find("start_datetime");
  const json::Value end = properties.find("end_datetime");
  if (start.is_string() || end.is_string()) return days(start, end);
  if (properties.find("datetime").is_string()) return day(properties.find("datetime"));
  const json::Value interval = object.find("extent").find("temporal").find("interval").at(0);
  return days(interval.at(0), interval.at(1));
}

/// Objects and lists of them as their JSON text: nobody else writes them shorter.
std::string shown(json::Value value) {
  std::string text = plain(value);
  if (!text.empty() || !value.exists() || value.is_string()) return text;
  return on_one_line(value, Described());
}

void read_links(json::Value object, PageContent& page) {
  constexpr std::array<std::string_view, 8> kFurther = {
      "example", "about",     "describedby",         "documentation",
      "demo",    "alternate", "predecessor-version", "latest-version"};
  std::vector<Reference> licenses;
  for (const auto& field : stac::Field<stac::List<stac::Link>>(object.find("links")).value_or({})) {
    if (!field) continue;
    const stac::Link link = *field;
    const std::string rel = plain(link.rel.raw());
    const std::string href = plain(link.href.raw());
    const std::string title = plain(link.title.raw());
    const bool is_train = rel == "ml-model:train-data";
    if (rel == "derived_from" || is_train || rel == "ml-model:test-data") {
      const std::string split = plain(link.source.find("ml-aoi:split"));
      page.data.push_back({!split.empty()                ? split
                           : is_train                    ? "train"
                           : rel == "ml-model:test-data" ? "test"
                                                         : "",
                           title.empty() ? href : title, href});
    } else if (rel == "license") {
      licenses.push_back({title.empty() ? rel : title, href});
    } else if (rel == "cite-as") {
      page.publications.insert(page.publications.begin(), {"Cite as " + href, href});
    } else if (std::ranges::find(kFurther, rel) != kFurther.end()) {
      page.further.push_back({title.empty() ? rel : title, href});
    }
  }
  // Which of several the text means, no link says.
  if (licenses.size() == 1) {
    page.license.href = licenses.front().href;
  } else {
    std::ranges::move(licenses, std::back_inserter(page.further));
  }
}

std::string doi_href(const std::string& doi) {
  return doi.empty() ? std::string() : "https://doi.org/" + doi;
}

void read_citation(json::Value properties, PageContent& page) {
  page.citation = plain(properties.find("sci:citation"));
  const std::string doi = plain(properties.find("sci:doi"));
  const bool is_linked = std::ranges::any_of(
      page.publications, [&](const Reference& each) { return each.href == doi_href(doi); });
  if (!doi.empty() && !is_linked)
    page.publications.insert(page.publications.begin(), {"Cite as " + doi, doi_href(doi)});
  for (const json::Value each : properties.find("sci:publications").elements()) {
    const std::string href = doi_href(plain(each.find("doi")));
    const std::string citation = plain(each.find("citation"));
    if (!citation.empty() || !href.empty())
      page.publications.push_back({citation.empty() ? href : citation, href});
  }
}

void read_provenance(json::Value properties, PageContent& page) {
  for (const json::Value each : properties.find("providers").elements()) {
    page.providers.push_back(
        {plain(each.find("name")), plain(each.find("roles")), plain(each.find("url"))});
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kFacts = {
      {{"constellation", "constellation"},
       {"platform", "platform"},
       {"instruments", "instruments"},
       {"resolution in metres", "gsd"},
       {"processing level", "processing:level"},
       {"lineage", "processing:lineage"},
       {"facility", "processing:facility"},
       {"software", "processing:software"},
       {"version", "version"}}};
  for (const auto& [label, key] : kFacts) add(page.provenance, label, shown(properties.find(key)));
  add(page.provenance, "created", day(properties.find("created")));
  add(page.provenance, "updated", day(properties.find("updated")));
  for (const auto& [label, key] :
       {std::pair("deprecated", "deprecated"), {"experimental", "experimental"}}) {
    const json::Value flag = properties.find(key);
    if (flag.is_boolean() && flag.boolean()) add(page.provenance, label, "yes");
  }
  for (const json::Value each : properties.find("mlm:hyperparameters").members())
    add(page.hyperparameters, each.key(), shown(each));
}

void read_glance(PageContent& page) {
  constexpr std::string_view kSource = "yes: ";
  constexpr std::array<std::string_view, 4> kElsewhere = {"id", "license", "time", "bbox"};
  for (const auto& [label, text] : page.card.facts) {
    if (std::ranges::find(kElsewhere, label) != kElsewhere.end()) continue;
    if (label == "pretrained" && text.starts_with(kSource)) {
      page.glance.emplace_back(label, "yes");
      page.provenance.insert(page.provenance.begin(),
                             Fact("pretrained on", text.substr(kSource.size())));
    } else {
      page.glance.emplace_back(label, label == "parameters" ? grouped(text) : text);
    }
  }
}

/// What a Collection says of all its models.
void read_summaries(json::Value summaries, PageContent& page) {
  for (const json::Value summary : summaries.members()) {
    std::string label(summary.key().substr(summary.key().find(':') + 1));
    std::ranges::replace(label, '_', ' ');
    const std::string least = grouped(plain(summary.find("minimum")));
    const std::string greatest = grouped(plain(summary.find("maximum")));
    add(page.glance, label,
        least.empty()       ? plain(summary)
        : least == greatest ? least
                            : fmt::format("{} to {}", least, greatest));
  }
}

}  // namespace

PageContent read_page(json::Value object) {
  PageContent page;
  page.card = read_card(object);
  if (page.card.title.find_first_not_of(" \t\r\n") == std::string::npos)
    page.card.title = "A model without a name";
  page.id = plain(object.find("id"));
  const json::Value properties =
      object.find("properties").is_object() ? object.find("properties") : object;
  const mlm::Model model = mlm::Model::read(properties);
  page.tasks = texts(model.tasks.raw());
  page.keywords = texts(properties.find("keywords"));
  page.framework = plain(model.framework.raw());
  page.license.text = plain(properties.find("license"));
  page.time = time_of(object, properties);
  read_links(object, page);
  read_citation(properties, page);
  read_provenance(properties, page);
  read_glance(page);
  read_summaries(object.find("summaries"), page);
  page.steps = run_steps(object, page.card);
  page.place = object.find("geometry");
  for (const json::Value box : object.find("extent").find("spatial").find("bbox").elements())
    page.boxes.push_back(box);
  if (object.find("bbox").is_array()) page.boxes.push_back(object.find("bbox"));
  return page;
}

std::string grouped(const std::string& number) {
  constexpr std::size_t kLeast = 5;
  const bool is_number = std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number || number.size() < kLeast) return number;
  std::string out;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (i > 0 && (number.size() - i) % 3 == 0) out += ',';
    out += number[i];
  }
  return out;
}

}  // namespace stacmlm::author
