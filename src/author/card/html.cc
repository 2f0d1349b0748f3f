// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "author/card/escape.h"
#include "author/card/footprint.h"
#include "author/card/html_sections.h"
#include "author/card/page_content.h"
#include "author/card/page_style.h"
#include "author/card/tensor_diagram.h"
#include "stacmlm/author/card.h"

namespace stacmlm::author {
namespace {

// Nothing is loaded and nothing is run, whatever a document managed to write into the page.
constexpr std::string_view kPolicy = "default-src 'none'; style-src 'unsafe-inline'";

std::string head(const PageContent& page) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<title>{} · model card</title>\n<style>{}</style>\n</head>\n<body>\n",
      kPolicy, html_text(page.card.title), page_style());
}

std::string chips(const PageContent& page) {
  std::string out;
  for (const auto* words : {&page.tasks, &page.keywords}) {
    for (std::size_t i = 0; i < std::min<std::size_t>(words->size(), 20); ++i)
      out += fmt::format("<li>{}</li>", html_text((*words)[i]));
  }
  return out.empty() ? out
                     : "<ul class=\"chips\" aria-label=\"Tasks and keywords\">" + out + "</ul>\n";
}

std::string top(const PageContent& page) {
  std::string out =
      fmt::format("<header class=\"top\">\n<p class=\"eyebrow\">Model card</p>\n<h1>{}</h1>\n",
                  html_text(page.card.title));
  if (!page.card.description.empty())
    out += fmt::format("<p class=\"lead\">{}</p>\n", html_text(page.card.description));
  return out + chips(page) + "</header>\n";
}

std::string model(const PageContent& page) {
  std::string out;
  if (!page.card.inputs.empty() || !page.card.outputs.empty()) {
    out += "<figure class=\"sheet-box\">\n" + tensor_diagram(page, Direction::kAcross) +
           tensor_diagram(page, Direction::kDown) + "</figure>\n";
  }
  std::vector<Fact> facts = page.glance;
  if (!page.license.text.empty()) facts.emplace_back("license", page.license.text);
  const std::string list = html_facts(facts, "glance");
  if (!list.empty()) out += "<div class=\"sheet-box\">\n" + list + "</div>\n";
  return html_section("The model", out);
}

std::string footprint(const PageContent& page, json::Value coastline) {
  const std::string map = footprint_map(page, coastline);
  if (map.empty() && page.time.empty()) return {};
  const std::string time = page.time.empty() ? "" : fmt::format("Time: {}. ", html_text(page.time));
  return html_section(
      "Where and when it applies",
      fmt::format("<figure class=\"sheet-box\">\n{}<figcaption>{}{}</figcaption>\n</figure>\n", map,
                  time, map.empty() ? "" : "The area in colour is where it applies."));
}

std::string foot(const PageContent& page) {
  return fmt::format(
      "<footer>\n<p>Written from the STAC document <code>{}</code> by mlm card.</p>\n</footer>\n"
      "</body>\n</html>\n",
      html_text(page.id.empty() ? "without an id" : page.id));
}

}  // namespace

std::string write_html_card(json::Value object, json::Value coastline) {
  const PageContent page = read_page(object);
  std::string out = head(page) + top(page) + "<main>\n";
  out += model(page);
  out += tensors_section("Inputs", page.card.inputs);
  out += tensors_section("Outputs", page.card.outputs);
  out += steps_section(page);
  out += footprint(page, coastline);
  out += data_section(page);
  out += provenance_section(page);
  out += files_section(page);
  out += license_section(page);
  return out + "</main>\n" + foot(page);
}

}  // namespace stacmlm::author
