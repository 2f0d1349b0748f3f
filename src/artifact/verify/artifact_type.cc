// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "artifact/format/format_words.h"
#include "artifact/verify/checks.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::artifact {
namespace {

std::string_view title_of(const Subject& subject) {
  return subject.format == nullptr ? "of no known format" : subject.format->title;
}

/// A format that this word means, if one of those that can be told by their content.
const Format* format_of(std::string_view artifact_type) {
  const auto all = formats();
  const auto found = std::ranges::find_if(
      all, [&](const Format* format) { return has_word(format->artifact_types, artifact_type); });
  return found == all.end() ? nullptr : *found;
}

void tell_unstated(std::string_view word, const Subject& subject, Comparing& comparing) {
  const json::Value asset = subject.asset.source();
  if (word.empty() || !subject.asset.is_model ||
      subject.context.version() < mlm::Version::kV1_2_0 || !subject.context.describes_model())
    return;
  comparing
      .tell(rules::kUnstatedFact, asset,
            fmt::format("`mlm:artifact_type` is not given; the file is {}", title_of(subject)))
      .safe_fix(fmt::format("write that it is `{}`", word),
                {{json::PatchOperation::Kind::kAdd, json::pointer_to(asset) + "/mlm:artifact_type",
                  json::quote(word), ""}});
}

void compare_type(const Subject& subject, Comparing& comparing) {
  const auto& stated = subject.model.artifact_type;
  const std::string_view word = artifact_type_of(subject.file);
  if (!stated.raw().exists()) return tell_unstated(word, subject, comparing);
  if (!stated) return;
  Pair values{"mlm:artifact_type", stated.raw(), std::string(*stated),
              std::string(title_of(subject))};
  if (subject.format != nullptr && has_word(subject.format->artifact_types, *stated))
    return comparing.agrees(std::move(values));
  const Format* meant = format_of(*stated);
  if (meant == nullptr && !mlm::is_known(mlm::artifact_types(), *stated))
    return comparing.cannot_tell(std::move(values), "which files this type means is not known");
  if (subject.format == nullptr && (meant == nullptr || !meant->is_read))
    return comparing.cannot_tell(std::move(values), subject.why_silent("its format"));
  const std::string message = fmt::format("the artifact type is {}, the file is {}",
                                          rules::shown(*stated), title_of(subject));
  rules::Finding& finding =
      comparing.contradicts(rules::kFileArtifactType, std::move(values), message);
  if (word.empty()) return;
  finding.unsafe_fix(fmt::format("write that it is `{}`", word),
                     {{json::PatchOperation::Kind::kReplace, json::pointer_to(stated.raw()),
                       json::quote(word), ""}});
}

/// The framework that a parameter of the media type names: `application=pytorch`.
std::string_view named_framework(std::string_view type) {
  for (const std::string_view name : {"framework=", "application="}) {
    const std::size_t at = type.find(name);
    if (at == std::string_view::npos) continue;
    std::string_view value = type.substr(at + name.size());
    value = value.substr(0, value.find_first_of("; \""));
    return value;
  }
  return {};
}

/// Another format than that of the file has this media type, and the file's has not.
bool is_of_other_format(std::string_view type, const Subject& subject) {
  if (type.starts_with("image/") || type.starts_with("text/html") || type.starts_with("video/"))
    return true;
  return is_media_type_of_model(type) && subject.format != nullptr &&
         !fits_media_type(*subject.format, type);
}

void compare_media_type(const Subject& subject, Comparing& comparing) {
  const auto& stated = subject.asset.asset.type;
  if (!stated) return;
  Pair values{"type", stated.raw(), std::string(*stated), std::string(title_of(subject))};
  const std::string_view framework = named_framework(*stated);
  const std::string& found = subject.file.framework;
  const bool is_other_framework =
      !framework.empty() && !found.empty() && !rules::same_letters(framework, found) &&
      std::ranges::any_of(mlm::frameworks(), [&](const mlm::Term& term) {
        return rules::same_letters(term.word, framework);
      });
  if (is_of_other_format(*stated, subject) || is_other_framework) {
    const std::string message = fmt::format(
        "the media type is {}, the file is {}{}", rules::shown(*stated), title_of(subject),
        is_other_framework && found != title_of(subject) ? fmt::format(" of {}", found) : "");
    rules::Finding& finding =
        comparing.contradicts(rules::kFileMediaType, std::move(values), message);
    if (subject.format != nullptr && !subject.format->media_types.empty())
      finding.hint(
          fmt::format("that of such files is `{}`", best_word(subject.format->media_types)));
  } else if (subject.format != nullptr && fits_media_type(*subject.format, *stated)) {
    comparing.agrees(std::move(values));
  } else if (subject.format == nullptr) {
    comparing.cannot_tell(std::move(values), subject.why_silent("its format"));
  } else {
    comparing.compatible(std::move(values),
                         "this media type says no more than that there is a file");
  }
}

/// Types whose files are code by design: whoever loads them knows.
bool is_code_by_design(std::string_view type) {
  return type.find("pickle") != std::string_view::npos || type.starts_with("joblib") ||
         type.starts_with("torch.jit") || type.starts_with("cloudpickle") || type == "dill";
}

/// torch.save of a module keeps its classes, whose code sets their state. All else that would run
/// is none of it.
bool is_whole_module(std::string_view type, const ModelFile& file) {
  return type == "torch.save" && !file.hints.class_names.empty() &&
         std::ranges::all_of(file.danger, &Danger::is_kept_object);
}

void compare_danger(const Subject& subject, Comparing& comparing) {
  const std::string_view type = subject.model.artifact_type.value_or("");
  const json::Value place = subject.asset.asset.href.raw();
  Pair values{"what runs", place, std::string(type), std::string(name_of(subject.file.verdict))};
  if (subject.file.verdict == Verdict::kDataOnly) return comparing.agrees(std::move(values));
  const auto worst = std::ranges::max_element(
      subject.file.danger, {}, [](const Danger& danger) { return verdict_of(danger.kind); });
  const std::string what =
      worst == subject.file.danger.end()
          ? std::string("it was not read")
          : fmt::format("{}{}{}", worst->where, worst->where.empty() ? "" : ": ", worst->what);
  if (subject.file.verdict == Verdict::kUnknown)
    return comparing.cannot_tell(std::move(values), what);
  if (is_code_by_design(type)) return comparing.compatible(std::move(values), what);
  if (is_whole_module(type, subject.file)) {
    const std::string message =
        fmt::format("this `torch.save` is a whole module, and loading it runs code: {}", what);
    at_most(diag::Severity::kInfo, comparing.tell(rules::kModelRunsCode, place, message))
        .hint("a state dict (`torch.save(model.state_dict(), ...)`) is data");
    return comparing.compatible(std::move(values), what);
  }
  comparing
      .contradicts(rules::kModelRunsCode, std::move(values),
                   fmt::format("loading the file runs code: {}", what))
      .hint("`mlm inspect --danger` lists all that would run");
}

}  // namespace

void compare_artifact_type(const Subject& subject, Comparing& comparing) {
  compare_type(subject, comparing);
  compare_media_type(subject, comparing);
  compare_danger(subject, comparing);
}

}  // namespace stacmlm::artifact
