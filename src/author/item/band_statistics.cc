// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/author/band_statistics.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
#include <utility>

#include "author/item/json_object.h"
#include "rules/nearest.h"
#include "stacmlm/json/line_index.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::author {
namespace {

struct Number {
  std::string_view name;
  std::string BandStatistics::*member;
};
constexpr std::array<Number, 4> kNumbers = {{{"mean", &BandStatistics::mean},
                                             {"stddev", &BandStatistics::stddev},
                                             {"minimum", &BandStatistics::minimum},
                                             {"maximum", &BandStatistics::maximum}}};
constexpr std::string_view kBand = "band";

double value_of(const std::string& number) {
  json::Document document;
  if (json::Parser().parse(json::Text::copy_of(number), document)) return 0;
  return document.root().number();
}

/// What is wrong with the numbers of a band.
std::optional<std::string> fault_of(const BandStatistics& band) {
  for (const Number& number : kNumbers) {
    const std::string& text = band.*number.member;
    if (!text.empty() && !is_number_text(text))
      return fmt::format("{} is no number: {}", number.name, rules::shown(text));
  }
  const bool has_scores = !band.mean.empty() && !band.stddev.empty();
  const bool has_bounds = !band.minimum.empty() && !band.maximum.empty();
  if (!has_scores && !has_bounds)
    return "it takes mean and stddev, or minimum and maximum, or all four";
  if (!band.stddev.empty() && value_of(band.stddev) <= 0) return "stddev is not above 0";
  if (has_bounds && value_of(band.minimum) >= value_of(band.maximum))
    return "minimum is not below maximum";
  return std::nullopt;
}

/// Collects bands; errors name the file and the line.
class Statistics {
 public:
  explicit Statistics(std::string name) { file_.name = std::move(name); }

  [[nodiscard]] tl::unexpected<base::Error> fail(std::uint32_t line, std::string_view why) const {
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{}:{}: {}", file_.name, line, why));
  }

  base::Result<void> add(BandStatistics band) {
    if (const auto fault = fault_of(band)) return fail(band.line, *fault);
    if (!band.band.empty() && !names_.insert(band.band).second)
      return fail(band.line, fmt::format("band {} stands there twice", rules::shown(band.band)));
    file_.bands.push_back(std::move(band));
    return {};
  }

  base::Result<StatisticsFile> finish() {
    if (file_.bands.empty()) return fail(1, "there are no bands");
    return std::move(file_);
  }

 private:
  StatisticsFile file_;
  std::unordered_set<std::string> names_;
};

base::Result<const Number*> number_called(const Statistics& statistics, std::uint32_t line,
                                          std::string_view name, std::string_view kind) {
  std::vector<std::string_view> names;
  for (const Number& number : kNumbers) {
    if (number.name == name) return &number;
    names.push_back(number.name);
  }
  const std::string cure = rules::did_you_mean(name, names);
  return statistics.fail(
      line, fmt::format("unknown {} {}; {}", kind, rules::shown(name),
                        cure.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : cure));
}

class JsonReader {
 public:
  JsonReader(std::string_view text, Statistics& statistics)
      : lines_(text), statistics_(&statistics) {}

  base::Result<void> read(json::Value root) {
    for (const json::Value band : root.members()) {
      if (band.key().empty()) return statistics_->fail(line_of(band), "a band has no name");
      if (auto added = add(band, band.key()); !added) return added;
    }
    for (const json::Value band : root.elements()) {
      if (auto added = add(band, ""); !added) return added;
    }
    return {};
  }

 private:
  [[nodiscard]] std::uint32_t line_of(json::Value value) const {
    return lines_.span(value.node().begin, value.node().end).line;
  }

  base::Result<void> add(json::Value object, std::string_view name) {
    BandStatistics band;
    band.band = name;
    band.line = line_of(object);
    if (!object.is_object()) return statistics_->fail(band.line, "a band is an object of numbers");
    for (const json::Value member : object.members()) {
      STACMLM_TRY(const Number* number,
                  number_called(*statistics_, line_of(member), member.key(), "member"));
      if (!member.is_null()) band.*number->member = member.raw();
    }
    return statistics_->add(std::move(band));
  }

  json::LineIndex lines_;
  Statistics* statistics_;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(kBlank) - first + 1);
  const bool is_quoted = text.size() > 1 && text.front() == '"' && text.back() == '"';
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const std::size_t comma = line.find(',');
    cells.push_back(trimmed(line.substr(0, comma)));
    if (comma == std::string_view::npos) return cells;
    line.remove_prefix(comma + 1);
  }
}

class CsvReader {
 public:
  explicit CsvReader(Statistics& statistics) : statistics_(&statistics) {}

  base::Result<void> read(std::string_view text) {
    for (std::uint32_t number = 1; !text.empty(); ++number) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(line.size() + 1, text.size()));
      if (trimmed(line).empty()) continue;
      auto done = columns_.empty() ? read_head(line, number) : read_row(line, number);
      if (!done) return done;
    }
    return {};
  }

 private:
  base::Result<void> read_head(std::string_view line, std::uint32_t number) {
    for (const std::string_view cell : cells_of(line)) {
      std::string BandStatistics::*member = &BandStatistics::band;
      if (cell != kBand) {
        STACMLM_TRY(const Number* known, number_called(*statistics_, number, cell, "column"));
        member = known->member;
      }
      if (std::ranges::find(columns_, member) != columns_.end())
        return statistics_->fail(number,
                                 fmt::format("column {} stands there twice", rules::shown(cell)));
      columns_.push_back(member);
    }
    return {};
  }

  base::Result<void> read_row(std::string_view line, std::uint32_t number) {
    const std::vector<std::string_view> cells = cells_of(line);
    if (cells.size() != columns_.size())
      return statistics_->fail(
          number, fmt::format("{} cells below {} columns", cells.size(), columns_.size()));
    BandStatistics band;
    band.line = number;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (columns_[i] == &BandStatistics::band && cells[i].empty())
        return statistics_->fail(number, "a band has no name");
      band.*columns_[i] = cells[i];
    }
    return statistics_->add(std::move(band));
  }

  Statistics* statistics_;
  std::vector<std::string BandStatistics::*> columns_;
};

}  // namespace

base::Result<StatisticsFile> read_statistics(std::string_view text, std::string name) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  Statistics statistics(std::move(name));
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool is_json =
      first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
  if (!is_json) {
    if (auto read = CsvReader(statistics).read(text); !read)
      return tl::unexpected(std::move(read).error());
    return statistics.finish();
  }
  json::Document document;
  if (const auto fault = json::Parser().parse(json::Text::copy_of(text), document)) {
    const std::uint32_t line = json::LineIndex(text).span(fault->offset, fault->offset).line;
    return statistics.fail(line, fault->message);
  }
  for (const json::Note& note : document.notes()) {
    if (note.kind == json::Note::Kind::kDuplicateKey)
      return statistics.fail(json::LineIndex(text).span(note.begin, note.end).line,
                             "a name stands there twice");
  }
  if (auto read = JsonReader(text, statistics).read(document.root()); !read)
    return tl::unexpected(std::move(read).error());
  return statistics.finish();
}

}  // namespace stacmlm::author
