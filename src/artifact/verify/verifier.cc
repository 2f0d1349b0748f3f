// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "artifact/verify/checks.h"
#include "artifact/verify/comparing.h"
#include "artifact/verify/model_assets.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/object_check.h"
#include "rules/report_places.h"
#include "rules/text/text_findings.h"
#include "stacmlm/artifact/verify.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::artifact {
namespace {

/// Comparisons of one document. Each input stands once for each asset: a hostile document would
/// make a table of any size.
constexpr std::size_t kMostRows = 50'000;

/// Files that stay open and inspected.
constexpr std::size_t kMostFiles = 16;

std::size_t written_bytes(json::Value value) { return value.exists() ? value.raw().size() : 0; }

/// Whoever names the model instead of its Item is told so.
void tell_model_file(std::string_view text, diag::DocumentReport& report) {
  const auto source = source_of(text, report.path);
  const auto model = inspect(*source);
  const Format* format = model ? find_format(model->format) : nullptr;
  if (format == nullptr || format->name == "html") return;
  report.findings.back().hint = fmt::format(
      "this is a model ({}), and no document: `mlm inspect` reads it, `mlm derive` drafts its Item",
      format->title);
}

}  // namespace

std::string_view name_of(Agreement verdict) {
  constexpr std::string_view kNames[] = {"agrees", "compatible", "contradicts", "cannot tell"};
  return kNames[static_cast<std::size_t>(verdict)];
}

base::Result<void> compare_all(const Subject& subject, Comparing& comparing) {
  const json::Value href = subject.asset.asset.href.raw();
  const Pair file{"href", href, std::string(href.string()), {}};
  if (subject.file.format == "html") {
    comparing
        .contradicts(rules::kModelFileIsAPage, file,
                     fmt::format("{} is a web page, and no model", rules::shown(href.string())))
        .hint("give the address of the file itself");
    return {};
  }
  if (!subject.is_whole()) {
    comparing.contradicts(rules::kModelFileBroken, file,
                          fmt::format("{} cannot be read to its end: {}",
                                      rules::shown(href.string()), subject.file.fault));
  }
  compare_artifact_type(subject, comparing);
  compare_framework(subject, comparing);
  compare_tensors(subject, comparing);
  compare_parameters(subject, comparing);
  compare_embedded(subject, comparing);
  return compare_file_facts(subject, comparing);
}

struct Verifier::State {
  explicit State(VerifyOptions given)
      : options(std::move(given)), parser(options.document), findings(options.profile) {}

  using Files = std::map<std::string, base::Result<LookedAt>, std::less<>>;

  void verify_root(json::Value root, const Opener& open, Verified& verified);
  void verify_object(json::Value object, const std::string& prefix, const Opener& open,
                     Verified& verified);
  void verify_asset(const rules::AssetView& asset, const std::string& name, bool is_only,
                    const Opener& open, Verified& verified);
  const base::Result<LookedAt>& look_at(std::string_view href, const Opener& open);
  void tell_not_opened(const rules::AssetView& asset, const std::string& name,
                       const base::Error& error, Verified& verified);

  VerifyOptions options;
  json::Parser parser;
  json::Document document;
  rules::Context context;
  rules::Findings findings;
  rules::ModelParts parts;
  std::string path;            // of the document whose files these are
  std::size_t bytes_left = 0;  // of inputs and outputs, which each asset reads anew
  Files files;
};

Verifier::Verifier(VerifyOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Verifier::Verifier(Verifier&&) noexcept = default;
Verifier& Verifier::operator=(Verifier&&) noexcept = default;
Verifier::~Verifier() = default;

const base::Result<LookedAt>& Verifier::State::look_at(std::string_view href, const Opener& open) {
  const auto known = files.find(href);
  if (known != files.end()) return known->second;
  if (files.size() >= kMostFiles) files.clear();
  const auto look = [&]() -> base::Result<LookedAt> {
    STACMLM_TRY(OpenedFile opened, open(href));
    STACMLM_TRY(ModelFile model, inspect(*opened.source, options.file));
    return LookedAt{std::move(opened), std::move(model)};
  };
  return files.emplace(std::string(href), look()).first->second;
}

void Verifier::State::tell_not_opened(const rules::AssetView& asset, const std::string& name,
                                      const base::Error& error, Verified& verified) {
  const json::Value href = asset.asset.href.raw();
  Comparison row{name,
                 "href",
                 json::pointer_to(href),
                 Agreement::kCannotTell,
                 std::string(href.string()),
                 {},
                 error.message,
                 {}};
  if (error.kind == base::ErrorKind::kNotFound) {
    findings.run(rules::kModelFileMissing);
    findings.at_value(href, fmt::format("{} is not there", rules::shown(href.string())));
    row.verdict = Agreement::kContradicts;
    row.code = rules::kModelFileMissing.code;
    row.reason = "the file is not there";
  } else if (error.kind == base::ErrorKind::kUnsupported) {
    findings.run(rules::kModelFileNotOpened);
    findings
        .at_value(href, fmt::format("{} is not on this machine, and not compared",
                                    rules::shown(href.string())))
        .hint(error.message);
    row.code = rules::kModelFileNotOpened.code;
  } else {
    verified.not_done.push_back(fmt::format("asset {}: {}", rules::shown(name), error.message));
  }
  verified.comparisons.push_back(std::move(row));
}

void Verifier::State::verify_asset(const rules::AssetView& asset, const std::string& name,
                                   bool is_only, const Opener& open, Verified& verified) {
  const auto& looked = look_at(*asset.asset.href, open);
  if (!looked) return tell_not_opened(asset, name, looked.error(), verified);
  const mlm::Model model = mlm::effective(context.model(), *asset.model);
  parts.read(model, context.version() < mlm::Version::kV1_4_0);
  const Subject subject{context,       asset,
                        name,          model,
                        parts,         looked->opened,
                        looked->model, find_format(looked->model.format),
                        is_only,       options.wants_fixes};
  Comparing comparing(subject, options.tell_all, findings, verified.comparisons);
  if (const auto read = compare_all(subject, comparing); !read) {
    verified.not_done.push_back(
        fmt::format("asset {}: {}", rules::shown(name), read.error().message));
  }
  if (!options.trial) return;
  if (const auto ran = compare_trial(subject, options.trial, comparing); !ran) {
    verified.not_done.push_back(
        fmt::format("asset {}: {}", rules::shown(name), ran.error().message));
  }
}

void Verifier::State::verify_object(json::Value object, const std::string& prefix,
                                    const Opener& open, Verified& verified) {
  if (!object.is_object()) return;
  context.read(object);
  const auto assets = model_assets(context, options.only_asset);
  if (assets.empty() && options.only_asset.empty() && context.describes_model()) {
    findings.run(rules::kNothingCompared);
    findings.at_opening(object, "nothing is compared: no asset is said to be a file of the model")
        .hint("give the asset of the model an `href`, and the role `mlm:model`");
  }
  for (const rules::AssetView* asset : assets) {
    const mlm::Model model = mlm::effective(context.model(), *asset->model);
    const std::size_t bytes = written_bytes(model.input.raw()) + written_bytes(model.output.raw());
    if (verified.comparisons.size() >= kMostRows || bytes > bytes_left) {
      verified.not_done.emplace_back("more than can be compared in one document");
      return;
    }
    bytes_left -= bytes;
    verify_asset(*asset, prefix + std::string(asset->key.text()), assets.size() == 1, open,
                 verified);
  }
}

void Verifier::State::verify_root(json::Value root, const Opener& open, Verified& verified) {
  if (!rules::is_item_collection(root)) return verify_object(root, "", open, verified);
  for (const json::Value feature : root.find("features").elements()) {
    const json::Value id = feature.find("id");
    verify_object(feature, (id.is_string() ? std::string(id.string()) : "?") + "/", open, verified);
  }
}

Verified Verifier::verify(json::Text text, std::string path, const Opener& open) {
  State& state = *state_;
  if (path != state.path) {
    state.files.clear();
    state.path = path;
  }
  Verified verified;
  diag::DocumentReport& report = verified.report;
  report.path = std::move(path);
  report.profile = rules::name_of(state.options.profile);
  state.findings.clear();
  state.bytes_left = 8 * text.view().size() + kMostRows;
  if (const auto fault = state.parser.parse(std::move(text), state.document)) {
    report.findings.push_back(rules::fault_diagnostic(*fault, state.document.text()));
    tell_model_file(state.document.text(), report);
  } else {
    rules::describe(state.document.root(), report);
    rules::report_notes(state.document, state.findings);
    state.verify_root(state.document.root(), open, verified);
    report.findings = rules::place_findings(state.document, state.findings);
  }
  report.valid = std::ranges::none_of(report.findings, [](const diag::Diagnostic& finding) {
    return finding.severity == diag::Severity::kError;
  });
  if (state.options.keep_text && !report.findings.empty()) report.text = state.document.text();
  return verified;
}

}  // namespace stacmlm::artifact
