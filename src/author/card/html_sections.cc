// SPDX-License-Identifier: Apache-2.0
#include "author/card/html_sections.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "author/card/escape.h"
#include "author/card/limits.h"
#include "author/card/spectrum.h"
#include "author/card/tensor_glyph.h"

namespace stacmlm::author {
namespace {

using Row = std::vector<std::string>;

std::string left_out(std::size_t all, std::size_t most) {
  if (all <= most) return {};
  return fmt::format("<p>… and {} more, which the document has.</p>\n", all - most);
}

std::string code(std::string_view text) {
  return text.empty() ? std::string() : fmt::format("<code>{}</code>", html_text(text));
}

std::string link(std::string_view text, std::string_view href) {
  const auto address = web_address(href);
  if (address) return fmt::format("<a href=\"{}\">{}</a>", html_text(*address), html_text(text));
  return text == href || href.empty() ? html_text(text)
                                      : fmt::format("{} {}", html_text(text), code(href));
}

/// Cells are HTML already. Columns without content are left out.
std::string table(const std::string& caption, const Row& head, const std::vector<Row>& rows) {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (std::ranges::any_of(rows, [&](const Row& row) { return !row[i].empty(); }))
      columns.push_back(i);
  }
  if (columns.empty()) return {};
  std::string out = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\">\n<table>"
      "<caption>{0}</caption>\n<thead><tr>",
      caption);
  for (const std::size_t i : columns) out += fmt::format("<th scope=\"col\">{}</th>", head[i]);
  out += "</tr></thead>\n<tbody>\n";
  for (const Row& row : rows) {
    out += "<tr>";
    for (const std::size_t i : columns) out += fmt::format("<td>{}</td>", row[i]);
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n</div>\n";
}

template <class Element, class CellsOf>
std::string table_of(const std::string& caption, const Row& head, const std::vector<Element>& all,
                     CellsOf cells_of) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < std::min(all.size(), kMostRows); ++i)
    rows.push_back(cells_of(all[i]));
  return table(caption, head, rows) + left_out(all.size(), kMostRows);
}

std::string channels(const TensorCard& tensor) {
  std::string out = spectrum(tensor);
  if (!out.empty())
    out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Spectrum\">\n" + out +
          "</div>\n";
  std::size_t at = 0;
  return out +
         table_of("Bands and variables, in the order of their index",
                  {"Name", "Common name", "Wavelength", "Computed as", "Scaling"}, tensor.channels,
                  [&at](const ChannelRow& row) {
                    return Row{fmt::format("<span class=\"dot\" style=\"background:{}\"></span>{}",
                                           band_color(row, at++), code(row.name)),
                               html_text(row.common_name),
                               row.wavelength.empty() ? "" : html_text(row.wavelength) + " µm",
                               code(row.expression), html_text(row.scaling)};
                  });
}

std::string class_entry(const ClassRow& row) {
  const std::string color = class_color(row);
  const std::string swatch =
      color.empty() ? std::string("<span class=\"swatch none\"></span>")
                    : fmt::format("<span class=\"swatch\" style=\"background:{}\"></span>", color);
  std::string details = html_text(row.title);
  std::string technical = html_text(row.value);
  if (!color.empty()) technical += " · " + color;
  if (!details.empty()) details += "<br>";
  return fmt::format(
      "<li>{}<span><b>{}</b><small>{}<span class=\"mono\">{}</span></small></span></li>\n", swatch,
      html_text(row.name.empty() ? row.value : row.name), details, technical);
}

std::string classes(const TensorCard& tensor) {
  if (tensor.classes.empty()) return {};
  std::string out = "<ul class=\"classes\" aria-label=\"Classes\">\n";
  for (std::size_t i = 0; i < std::min(tensor.classes.size(), kMostRows); ++i)
    out += class_entry(tensor.classes[i]);
  return out + "</ul>\n" + left_out(tensor.classes.size(), kMostRows);
}

std::string tensor_box(const TensorCard& tensor) {
  std::string out = fmt::format(
      "<article class=\"sheet-box\">\n<div class=\"head-line\"><h3>{}</h3><span class=\"dims\">{}"
      "</span></div>\n",
      html_text(tensor.name.empty() ? "without a name" : tensor.name),
      html_text(fmt::format("{}", fmt::join(tensor.dimensions, " × "))));
  if (!tensor.description.empty()) out += fmt::format("<p>{}</p>\n", html_text(tensor.description));
  return out + html_facts(tensor.facts, "facts") + channels(tensor) + classes(tensor) +
         "</article>\n";
}

std::string box(const std::string& title, const std::string& content) {
  if (content.empty()) return {};
  return fmt::format("<div class=\"sheet-box\">\n{}{}</div>\n",
                     title.empty() ? "" : fmt::format("<h3>{}</h3>\n", title), content);
}

std::string links(const std::vector<Reference>& references) {
  std::string out;
  for (const Reference& each : references)
    out += fmt::format("<li>{}</li>\n", link(each.text, each.href));
  return out.empty() ? out : "<ul class=\"plain\">\n" + out + "</ul>\n";
}

}  // namespace

std::string html_section(const std::string& title, const std::string& content) {
  return content.empty() ? content
                         : fmt::format("<section>\n<h2>{}</h2>\n{}</section>\n", title, content);
}

std::string html_facts(const std::vector<Fact>& facts, const std::string& style) {
  if (facts.empty()) return {};
  std::string out = fmt::format("<dl class=\"{}\">\n", style);
  for (std::size_t i = 0; i < std::min(facts.size(), kMostRows); ++i) {
    const auto& [label, text] = facts[i];
    const std::string shown = web_address(text) ? link(text, text) : html_text(text);
    const bool is_cell = style == "glance";
    out += fmt::format("{}<dt>{}</dt><dd>{}</dd>{}\n", is_cell ? "<div>" : "", html_text(label),
                       shown, is_cell ? "</div>" : "");
  }
  return out + "</dl>\n" + left_out(facts.size(), kMostRows);
}

std::string tensors_section(const std::string& title, const std::vector<TensorCard>& tensors) {
  std::string out;
  for (std::size_t i = 0; i < std::min(tensors.size(), kMostTensors); ++i)
    out += tensor_box(tensors[i]);
  return html_section(title, out + left_out(tensors.size(), kMostTensors));
}

std::string steps_section(const PageContent& page) {
  std::string out;
  for (const RunStep& step : page.steps) {
    std::string text = step.text.empty() ? "" : fmt::format("<p>{}</p>", html_text(step.text));
    std::string lines;
    for (std::size_t begin = 0; begin <= step.code.size();) {
      const std::size_t end = std::min(step.code.find('\n', begin), step.code.size());
      lines += (begin > 0 ? "\n" : "") +
               html_text(std::string_view(step.code).substr(begin, end - begin));
      begin = end + 1;
    }
    out += fmt::format("<li><b>{}</b>{}<pre><code>{}</code></pre></li>\n", step.title, text, lines);
  }
  return html_section("How to run it",
                      out.empty() ? out : box("", "<ol class=\"steps\">\n" + out + "</ol>\n"));
}

std::string data_section(const PageContent& page) {
  std::string out;
  for (std::size_t i = 0; i < std::min(page.data.size(), kMostRows); ++i) {
    const DataSource& source = page.data[i];
    const std::string badge = source.split.empty() ? ""
                                                   : fmt::format("<span class=\"badge\">{}</span>",
                                                                 html_text(source.split));
    out += fmt::format("<li>{}<span>{}</span></li>\n", badge, link(source.title, source.href));
  }
  if (out.empty()) return out;
  return html_section("Training data", box("", "<ul class=\"data\">\n" + out + "</ul>\n" +
                                                   left_out(page.data.size(), kMostRows)));
}

std::string provenance_section(const PageContent& page) {
  const std::string providers =
      table_of("Who made it and who hosts it", {"Name", "Roles"}, page.providers,
               [](const ProviderRow& row) {
                 return Row{link(row.name, row.href), html_text(row.roles)};
               });
  std::string left = html_facts(page.provenance, "facts") + providers;
  if (!page.further.empty())
    left += "<h3 style=\"margin-top:1.2rem\">See also</h3>\n" + links(page.further);
  const std::string right = html_facts(page.hyperparameters, "facts mono");
  std::string both = box("History", left) + box("Hyperparameters", right);
  if (both.empty()) return both;
  return html_section("Provenance", "<div class=\"two\">\n" + both + "</div>\n");
}

std::string files_section(const PageContent& page) {
  return html_section("Files", box("", table_of("The assets of the document",
                                                {"Asset", "Artifact", "Type", "Size", "Address"},
                                                page.card.assets, [](const AssetRow& row) {
                                                  return Row{code(row.key), code(row.artifact_type),
                                                             html_text(row.type),
                                                             html_text(row.size),
                                                             link(row.href, row.href)};
                                                })));
}

std::string license_section(const PageContent& page) {
  std::string out;
  const std::string& license = page.license.text.empty() ? page.license.href : page.license.text;
  if (!license.empty())
    out += fmt::format("<p>License: {}</p>\n", link(license, page.license.href));
  if (!page.citation.empty())
    out += fmt::format("<blockquote>{}</blockquote>\n", html_text(page.citation));
  return html_section("License and citation", box("", out + links(page.publications)));
}

}  // namespace stacmlm::author
