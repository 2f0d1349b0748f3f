// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "author/card/escape.h"
#include "author/card/front_matter.h"
#include "author/card/limits.h"
#include "author/card/page_content.h"
#include "author/card/tensor_card.h"
#include "stacmlm/author/card.h"

namespace stacmlm::author {
namespace {

using Row = std::vector<std::string>;

std::string left_out(std::size_t all) {
  if (all <= kMostRows) return {};
  return fmt::format("\n… and {} more, which the document has.\n", all - kMostRows);
}

/// Cells are Markdown already. Columns without content are left out.
std::string table(const Row& head, const std::vector<Row>& rows) {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (std::ranges::any_of(rows, [&](const Row& row) { return !row[i].empty(); }))
      columns.push_back(i);
  }
  if (columns.empty()) return {};
  const auto line = [&](const Row& row) {
    std::string out = "|";
    for (const std::size_t i : columns) out += fmt::format(" {} |", row[i]);
    return out + "\n";
  };
  std::string out = line(head) + "|";
  for (std::size_t i = 0; i < columns.size(); ++i) out += " --- |";
  out += "\n";
  for (const Row& row : rows) out += line(row);
  return out;
}

template <class Element, class CellsOf>
std::string table_of(const Row& head, const std::vector<Element>& all, CellsOf cells_of) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < std::min(all.size(), kMostRows); ++i)
    rows.push_back(cells_of(all[i]));
  return table(head, rows) + left_out(all.size());
}

std::string facts(const std::vector<Fact>& all) {
  return table_of({"", ""}, all, [](const Fact& fact) {
    return Row{markdown_text(fact.first), markdown_text(fact.second)};
  });
}

std::string section(std::string_view title, const std::string& content) {
  return content.empty() ? std::string() : fmt::format("\n## {}\n\n{}", title, content);
}

std::string tensor(std::string_view kind, const TensorCard& card) {
  const std::string name = card.name.empty() ? std::string("without a name") : card.name;
  std::string out = fmt::format("### {} {}\n\n", kind, markdown_code(name, false));
  if (!card.description.empty()) out += markdown_text(card.description) + "\n\n";
  const std::string shape = fmt::format("{}", fmt::join(card.dimensions, " × "));
  if (!shape.empty()) out += fmt::format("- shape: {}\n", markdown_code(shape, false));
  for (std::size_t i = 0; i < std::min(card.facts.size(), kMostRows); ++i)
    out += fmt::format("- {}: {}\n", card.facts[i].first, markdown_text(card.facts[i].second));
  out += left_out(card.facts.size());
  if (!card.channels.empty()) {
    out += "\n" +
           table_of({"Band", "Common name", "Wavelength in µm", "Computed as", "Scaling"},
                    card.channels, [](const ChannelRow& row) {
                      return Row{markdown_code(row.name, true), markdown_text(row.common_name),
                                 markdown_text(row.wavelength), markdown_code(row.expression, true),
                                 markdown_text(row.scaling)};
                    });
  }
  if (!card.classes.empty()) {
    out += "\n" +
           table_of({"Value", "Class", "Meaning", "Colour"}, card.classes, [](const ClassRow& row) {
             return Row{markdown_text(row.value), markdown_text(row.name), markdown_text(row.title),
                        markdown_code(row.color.empty() ? "" : "#" + row.color, true)};
           });
  }
  return out;
}

std::string tensors(std::string_view kind, const std::vector<TensorCard>& all) {
  std::string out;
  for (std::size_t i = 0; i < std::min(all.size(), kMostTensors); ++i)
    out += (i == 0 ? "" : "\n") + tensor(kind, all[i]);
  if (all.size() > kMostTensors)
    out += fmt::format("\n… and {} more, which the document has.\n", all.size() - kMostTensors);
  return out;
}

std::string steps(const std::vector<RunStep>& all) {
  std::string out;
  for (const RunStep& step : all) {
    out += out.empty() ? "" : "\n";
    out += step.text.empty() ? step.title + ":\n\n"
                             : fmt::format("{}: {}\n\n", step.title, markdown_text(step.text));
    out += markdown_block(step.language, step.code);
  }
  return out;
}

std::string data(const PageContent& page) {
  return table_of({"Part", "Data"}, page.data, [](const DataSource& source) {
    return Row{markdown_text(source.split), markdown_link(source.title, source.href)};
  });
}

std::string provenance(const PageContent& page) {
  std::string out = facts(page.provenance);
  if (!page.providers.empty()) {
    out += (out.empty() ? "" : "\n") +
           table_of({"Provider", "Role"}, page.providers, [](const ProviderRow& row) {
             return Row{markdown_link(row.name, row.href), markdown_text(row.roles)};
           });
  }
  if (!page.hyperparameters.empty()) {
    out += (out.empty() ? "" : "\n") +
           table_of({"Hyperparameter", "Value"}, page.hyperparameters, [](const Fact& fact) {
             return Row{markdown_code(fact.first, true), markdown_code(fact.second, true)};
           });
  }
  for (const Reference& each : page.further)
    out += fmt::format("{}- {}\n", &each == &page.further.front() ? "\n" : "",
                       markdown_link(each.text, each.href));
  return out;
}

std::string footprint(const PageContent& page) {
  std::string out;
  if (!page.time.empty()) out += fmt::format("- time: {}\n", markdown_text(page.time));
  for (std::size_t i = 0; i < std::min(page.boxes.size(), kMostRows); ++i)
    out += fmt::format("- west, south, east, north: {}\n", markdown_text(plain(page.boxes[i])));
  return out + left_out(page.boxes.size());
}

std::string files(const PageContent& page) {
  return table_of(
      {"Asset", "Artifact", "Type", "Size", "Address"}, page.card.assets, [](const AssetRow& row) {
        return Row{markdown_text(row.key), markdown_text(row.artifact_type),
                   markdown_text(row.type), row.size, markdown_link(row.href, row.href)};
      });
}

std::string license(const PageContent& page) {
  if (page.license.text.empty() && page.license.href.empty()) return {};
  const std::string& text = page.license.text.empty() ? page.license.href : page.license.text;
  return (page.license.href.empty() ? markdown_text(text)
                                    : markdown_link(text, page.license.href)) +
         "\n";
}

std::string citation(const PageContent& page) {
  std::string out;
  if (!page.citation.empty()) out += "> " + markdown_text(page.citation) + "\n";
  for (const Reference& each : page.publications) {
    out += fmt::format("{}- {}\n", &each == &page.publications.front() && !out.empty() ? "\n" : "",
                       markdown_link(each.text, each.href));
  }
  return out;
}

}  // namespace

std::string write_markdown_card(json::Value object) {
  const PageContent page = read_page(object);
  std::string out = front_matter(page);
  out += fmt::format("\n# {}\n", markdown_text(page.card.title));
  if (!page.card.description.empty())
    out += fmt::format("\n{}\n", markdown_text(page.card.description));
  out += section("The model", facts(page.glance));
  out += section("Inputs", tensors("Input", page.card.inputs));
  out += section("Outputs", tensors("Output", page.card.outputs));
  out += section("How to run it", steps(page.steps));
  out += section("Training data", data(page));
  out += section("Provenance", provenance(page));
  out += section("Footprint", footprint(page));
  out += section("Files", files(page));
  out += section("License", license(page));
  out += section("Citation", citation(page));
  out += fmt::format("\n---\n\nWritten from the STAC document {} by mlm card.\n",
                     markdown_code(page.id.empty() ? "without an id" : page.id, false));
  return out;
}

}  // namespace stacmlm::author
