// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/model_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "cli/inspect/tensor_text.h"
#include "cli/table.h"
#include "diag/size_text.h"
#include "diag/visible.h"
#include "stacmlm/artifact/format.h"
#include "stacmlm/artifact/inspect.h"

namespace stacmlm::cli {
namespace {

using artifact::ModelFile;
using artifact::Verdict;

constexpr std::size_t kWidth = 100;
constexpr std::size_t kMostColumns = 200;
constexpr std::size_t kMostFindings = 20;
constexpr std::size_t kMostWords = 40;
constexpr std::size_t kMostClasses = 10;

/// A label and what stands beside it; long texts go on below, under their beginning.
struct Fact {
  std::string label;
  std::string text;
};

std::string facts_text(const std::vector<Fact>& facts) {
  std::size_t width = 0;
  for (const Fact& fact : facts) width = std::max(width, fact.label.size());
  std::string out;
  for (const Fact& fact : facts) {
    const std::string body = wrapped(fact.text, width + 2, kWidth);
    out += fmt::format("{:{}}  {}", fact.label, width,
                       std::string_view(body).substr(std::min(body.size(), width + 2)));
  }
  return out;
}

std::string size_of(std::uint64_t bytes) {
  const std::string text = diag::size_text(static_cast<double>(bytes));
  return bytes < 1000 ? text : fmt::format("{} ({} bytes)", text, bytes);
}

std::string joined(std::string_view name, std::string_view version) {
  return version.empty() ? std::string(name) : fmt::format("{} {}", name, version);
}

std::string words_of(const std::vector<std::string>& words, std::size_t most = kMostWords) {
  std::string out;
  const std::size_t shown = std::min(words.size(), most);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += ", ";
    out += diag::shortened(words[i], kMostColumns);
  }
  if (words.size() > shown) out += fmt::format(" … {} more", words.size() - shown);
  return out;
}

class Facts {
 public:
  void add(std::string label, std::string_view text) {
    if (!text.empty()) facts_.push_back({std::move(label), diag::shortened(text, 4000)});
  }
  [[nodiscard]] std::string text() const { return facts_text(facts_); }

 private:
  std::vector<Fact> facts_;
};

std::string number_of(std::uint64_t number) {
  const auto all = static_cast<double>(number);
  if (number < 1'000'000) return std::to_string(number);
  if (all < 999.95e6) return fmt::format("{} ({:.1f} million)", number, all / 1e6);
  return fmt::format("{} ({:.1f} billion)", number, all / 1e9);
}

// Of a broken file, zero says nothing.
bool knows_weights(const ModelFile& model) {
  return model.weights && (model.fault.empty() || !model.weights->empty());
}

std::string weights_of(const ModelFile& model) {
  std::vector<std::string> by_type;
  for (const auto& [type, bytes] : model.bytes_by_type) {
    by_type.push_back(fmt::format("{} {}", type.empty() ? "unknown type" : type,
                                  diag::size_text(static_cast<double>(bytes))));
  }
  const std::size_t count = model.weights->size();
  std::string out =
      fmt::format("{} in {} tensor{}", size_of(model.weight_bytes), count, count == 1 ? "" : "s");
  if (by_type.size() > 1) out += fmt::format(": {}", fmt::join(by_type, ", "));
  if (by_type.size() == 1) out += ", " + by_type.front().substr(0, by_type.front().find(' '));
  return out;
}

std::string operator_sets_of(const ModelFile& model) {
  std::vector<std::string> sets;
  for (const artifact::OperatorSet& set : model.operator_sets)
    sets.push_back(fmt::format("{} {}", set.domain, set.version));
  return words_of(sets);
}

std::string hints_of(const artifact::Hints& hints) {
  std::vector<std::string> all;
  if (hints.first_channels)
    all.push_back(fmt::format("the first convolution takes {} channels", *hints.first_channels));
  if (hints.last_channels)
    all.push_back(fmt::format("the last layer gives {} channels", *hints.last_channels));
  if (hints.has_batch_norm) all.emplace_back("there are batch normalisations");
  return fmt::format("{}", fmt::join(all, "; "));
}

std::string classes_of(const ModelFile& model) {
  if (model.classes.empty()) return {};
  return fmt::format("{}: {}", model.classes.size(), words_of(model.classes, kMostClasses));
}

std::string facts_of(const ModelFile& model) {
  Facts facts;
  if (artifact::was_read(model) && !model.inputs && !model.outputs)
    facts.add("inputs", "the file says neither inputs nor outputs");
  facts.add("producer", joined(model.producer, model.producer_version));
  facts.add("framework", joined(model.framework, model.framework_version));
  if (model.total_parameters && knows_weights(model))
    facts.add("parameters", number_of(*model.total_parameters));
  if (model.buffer_elements > 0) facts.add("buffers", number_of(model.buffer_elements));
  if (knows_weights(model)) facts.add("weights", weights_of(model));
  facts.add("operator sets", operator_sets_of(model));
  facts.add("operators", words_of(model.operators));
  facts.add("classes", classes_of(model));
  facts.add("code", words_of(model.hints.class_names));
  facts.add("hints", hints_of(model.hints));
  if (model.embedded_item) {
    facts.add("MLM metadata",
              fmt::format("{}; --format json has it", size_of(model.embedded_item->size())));
  }
  return facts.text();
}

std::string metadata_text(const ModelFile& model) {
  if (model.metadata.empty()) return {};
  Table table({"metadata", "value"});
  const std::size_t shown = std::min(model.metadata.size(), kMostWords);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& [key, value] = model.metadata[i];
    table.add({diag::shortened(key, kMostColumns / 4), diag::shortened(value, kMostColumns / 2)});
  }
  return "\n" + table.text(0) + left_out(model.metadata.size(), shown, "entries");
}

struct Face {
  std::string_view sentence;
  std::string_view colour;
};

Face face_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kDataOnly:
      return {"loading it runs nothing", "\x1b[32m"};
    case Verdict::kUnknown:
      return {"loading it may run code", "\x1b[33m"};
    case Verdict::kExecutesCode:
      return {"loading it runs code", "\x1b[1;31m"};
  }
  return {};
}

std::string painted(std::string_view text, std::string_view paint, bool colour) {
  return colour ? fmt::format("{}{}\x1b[0m", paint, text) : std::string(text);
}

std::string verdict_text(const ModelFile& model, bool colour) {
  const Face face = face_of(model.verdict);
  return fmt::format("{}: {}", painted(artifact::name_of(model.verdict), face.colour, colour),
                     face.sentence);
}

std::string findings_text(const ModelFile& model, std::size_t most) {
  std::string out;
  const std::size_t shown = std::min(model.danger.size(), most);
  for (std::size_t i = 0; i < shown; ++i) {
    const artifact::Danger& danger = model.danger[i];
    out += fmt::format("  {}: {}", artifact::name_of(danger.kind), diag::visible(danger.what));
    if (!danger.where.empty()) out += fmt::format(" [{}]", diag::visible(danger.where));
    out += '\n';
  }
  if (model.danger.size() > shown)
    out += fmt::format("  … {} more; --danger lists all\n", model.danger.size() - shown);
  return out;
}

std::string title_of(const ModelFile& model) {
  const artifact::Format* format = artifact::find_format(model.format);
  const std::string_view title = format == nullptr ? "no known model format" : format->title;
  const std::string& version = model.format_version;
  if (version.empty()) return std::string(title);
  const bool is_bare = version.front() >= '0' && version.front() <= '9';
  return fmt::format("{} ({}{})", title, is_bare ? "version " : "", version);
}

std::string fault_of(const ModelFile& model) {
  return model.fault.empty()
             ? ""
             : fmt::format("broken: {}\n", diag::visible(diag::shortened(model.fault, 1000)));
}

}  // namespace

std::string model_text(std::string_view path, const ModelFile& model,
                       const ModelTextOptions& options) {
  std::string out = fmt::format("{}: {}, {}\n", diag::visible(path), diag::visible(title_of(model)),
                                size_of(model.file_bytes));
  out += fault_of(model) + verdict_text(model, options.colour) + '\n';
  out += findings_text(model, kMostFindings);
  if (const std::string facts = facts_of(model); !facts.empty()) out += '\n' + facts;
  out += ports_text("input", model.inputs) + ports_text("output", model.outputs);
  out += metadata_text(model);
  if (options.tensors) out += tensors_text(model);
  return out;
}

std::string danger_text(std::string_view path, const ModelFile& model, bool colour) {
  return fmt::format("{}: {}\n{}", diag::visible(path), verdict_text(model, colour),
                     findings_text(model, model.danger.size()));
}

}  // namespace stacmlm::cli
