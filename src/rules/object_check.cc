// SPDX-License-Identifier: Apache-2.0
#include "rules/object_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/context.h"
#include "rules/nearest.h"
#include "rules/schema/rules.h"
#include "rules/schema/schemas.h"
#include "rules/schema/wording.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/legacy/ml_model.h"

namespace stacmlm::rules {
namespace {

/// One more than can be listed, so that Findings tells that there are more.
constexpr std::size_t kAsked = Findings::kLimit + 1;

/// Words a failed fact: a rule that carries the fact's code does it, else the kind of fact.
void report(const json::Violation& violation, const KnownSchema& known, const Context& context,
            Findings& findings) {
  const std::string schema = known.area == Area::kExtension
                                 ? fmt::format("{} {}", known.schema->name, known.schema->version)
                                 : std::string();
  if (violation.kind == json::ViolationKind::kUnchecked) {
    findings.run(kUnchecked);
    findings.at_value(violation.place, fmt::format("{} is not checked here", violation.name))
        .stated_by(known, {});
    return;
  }
  const Rule* rule =
      violation.kind == json::ViolationKind::kRule ? find_rule(violation.rule) : nullptr;
  findings.run(rule == nullptr ? rule_for(violation.kind, known.area) : *rule, violation.place);
  if (rule != nullptr && rule->check != nullptr) {
    rule->check(context, findings);
  } else {
    const bool is_missing = violation.kind == json::ViolationKind::kMissing;
    report_violation(violation, schema, findings)
        .stated_by(known, is_missing ? violation.name : std::string_view());
  }
}

/// `settled` has a finding already and gets no other.
void apply(const KnownSchema& known, const Context& context, Findings& findings,
           json::Value settled = {}) {
  const json::Shape& shape = known.schema->shape();
  const json::Verdict verdict = json::judge(shape, context.object());
  if (verdict.conforms && verdict.complete) return;
  for (const json::Violation& violation : json::violations(shape, context.object(), kAsked)) {
    if (!settled.exists() || violation.place != settled)
      report(violation, known, context, findings);
  }
}

std::string_view text_or_empty(json::Value value) {
  return value.is_string() ? value.string() : std::string_view();
}

enum class Judged { kYes, kNo, kCannot };

/// Faults of a schema that the user supplies for `uri`, which `place` declares. kNo: there is none.
Judged apply_user_schema(std::string_view uri, json::Value place, const Context& context,
                         const CheckOptions& options, Findings& findings) {
  if (options.user_schemas == nullptr) return Judged::kNo;
  const auto faults = options.user_schemas->judge(uri, context.object().raw());
  if (!faults) {
    findings.run(kUnknownExtension);
    findings.at_value(place, faults.error().message);
    return Judged::kCannot;
  }
  if (!*faults) return Judged::kNo;
  for (const UserSchemas::Fault& fault : **faults) {
    findings.run(fault.is_error ? kUserSchema : kUnchecked);
    const json::Value at = json::resolve(context.object(), fault.pointer);
    findings.at_value(at.exists() ? at : context.object(),
                      fmt::format("{} ({})", fault.message, uri));
  }
  return Judged::kYes;
}

/// The same for what is known natively: a schema of the user judges the published truth only. True
/// if it did.
bool apply_user_schema_first(std::string_view uri, json::Value place, const Context& context,
                             const CheckOptions& options, Findings& findings) {
  return options.profile == Profile::kPublished &&
         apply_user_schema(uri, place, context, options, findings) == Judged::kYes;
}

/// True if the core schema and those of all extensions that are known natively hold, and nothing of
/// them is left to be told.
bool is_approved(const KnownSchema& core, const CheckOptions& options, Workspace& workspace) {
  // Schemas of the user may take the place of ours.
  if (options.profile == Profile::kPublished && options.user_schemas != nullptr) return false;
  if (core.schema == nullptr) return false;
  std::vector<const json::Shape*>& shapes = workspace.shapes;
  shapes.assign(1, &core.schema->shape());
  for (const KnownSchema& known : workspace.schemas) {
    if (known.schema == nullptr) continue;
    const json::Shape* shape = &known.schema->shape();
    if (std::ranges::find(shapes, shape) == shapes.end()) shapes.push_back(shape);
  }
  return workspace.plans.approves(shapes, workspace.context.object());
}

/// The core schema of the document's type and version; for other versions the oldest, after one
/// finding.
void apply_core(const KnownSchema& known, const Context& context, const CheckOptions& options,
                bool approved, Findings& findings) {
  const json::Value declared = context.item().stac_version.raw();
  const std::string_view version = text_or_empty(declared);
  if (known.schema == nullptr) {
    if (!version.empty()) {
      findings.run(kUnknownCoreVersion);
      findings.at_value(declared, fmt::format("STAC version {} is not known", shown(version)))
          .hint("1.0.0 and 1.1.0 are; the document is checked as 1.0.0");
    }
    apply(core_schema(text_or_empty(context.item().type.raw()), "1.0.0"), context, findings,
          version.empty() ? json::Value() : declared);
    return;
  }
  if (approved) return;
  if (!apply_user_schema_first(known.schema->uri, declared, context, options, findings)) {
    apply(known, context, findings);
  }
}

/// One extension. kNo: nothing is known of it.
Judged apply_extension(json::Value entry, const KnownSchema& known, const Context& context,
                       const CheckOptions& options, bool approved, Findings& findings) {
  const std::string_view uri = entry.string();
  if (known.schema == nullptr) return apply_user_schema(uri, entry, context, options, findings);
  if (apply_user_schema_first(uri, entry, context, options, findings)) return Judged::kYes;
  if (!approved) apply(known, context, findings);
  if (known.schema->from_documentation && findings.profile() == Profile::kPublished) {
    findings.run(kRestsOnDocumentation);
    findings
        .at_value(entry,
                  fmt::format("{} {} is judged by its documentation: its schema is not at hand",
                              known.schema->name, known.schema->version))
        .hint("give the schema with --schemas DIR")
        .stated_by(known, {});
  }
  return Judged::kYes;
}

void apply_extensions(const CheckOptions& options, bool approved, Workspace& workspace,
                      MetExtensions& met) {
  const Context& context = workspace.context;
  Findings& findings = workspace.findings;
  NameSet seen;
  met.checked.expect(context.extensions().size());
  for (std::size_t i = 0; i < context.extensions().size(); ++i) {
    const json::Value entry = context.extensions()[i];
    if (seen.contains(entry.string())) continue;
    seen.add(entry.string());
    const Judged judged =
        apply_extension(entry, workspace.schemas[i], context, options, approved, findings);
    (judged == Judged::kYes ? met.checked : met.not_checked).add(entry.string());
    if (judged != Judged::kNo) continue;
    findings.run(kUnknownExtension);
    findings.at_value(entry, "this extension is not checked")
        .hint("give its schema with --schemas DIR, or name its host with --allow-network");
  }
}

/// The facts of a schema whose URI is not in `stac_extensions`; that it is not there is told of its
/// own.
void apply_undeclared_schema(const KnownSchema& known, const Context& context, Findings& findings) {
  const json::Value list = context.item().stac_extensions.raw();
  for (const json::Violation& violation :
       json::violations(known.schema->shape(), context.object(), kAsked)) {
    const bool is_about_uri = violation.name == "stac_extensions" || violation.place == list;
    if (!is_about_uri) report(violation, known, context, findings);
  }
}

/// Members without the URI of their extension are judged as the newest version whose schema is
/// known.
void apply_undeclared(const Context& context, Findings& findings) {
  if (findings.profile() == Profile::kPublished) return;
  if (context.undeclared_mlm())
    apply_undeclared_schema(find_schema(mlm::uri_of(mlm::kNewestPublished)), context, findings);
  if (context.undeclared_ml_model())
    apply_undeclared_schema(find_schema(mlm::legacy::kMlModelUri), context, findings);
}

}  // namespace

void check_object(json::Value object, const CheckOptions& options, Workspace& workspace,
                  MetExtensions& met) {
  Context& context = workspace.context;
  Findings& findings = workspace.findings;
  context.read(object);
  if (context.type() == ObjectType::kOther) {
    findings.run(kUnknownType);
    const json::Value type = object.find("type");
    if (type.exists()) {
      findings.at_value(type, "no type that STAC knows")
          .hint("Feature, Collection, Catalog or FeatureCollection");
    } else {
      findings.at_opening(object, "no `type`")
          .hint("Feature, Collection, Catalog or FeatureCollection");
    }
    return;
  }
  findings.judge_by(context.mlm_version());
  const KnownSchema core = core_schema(text_or_empty(context.item().type.raw()),
                                       text_or_empty(context.item().stac_version.raw()));
  workspace.schemas.clear();
  for (const json::Value entry : context.extensions())
    workspace.schemas.push_back(find_schema(entry.string()));
  const bool approved = is_approved(core, options, workspace);
  apply_core(core, context, options, approved, findings);
  apply_extensions(options, approved, workspace, met);
  apply_undeclared(context, findings);
  for (const Rule* rule : workspace.rule_lists.rules_for(context)) {
    findings.run(*rule);
    rule->check(context, findings);
  }
}

void describe(json::Value root, diag::DocumentReport& report) {
  report.id = text_or_empty(root.find("id"));
  report.type = text_or_empty(root.find("type"));
  report.stac_version = text_or_empty(root.find("stac_version"));
}

void check_only_schema(json::Value object, const CheckOptions& options, Workspace& workspace,
                       MetExtensions& met) {
  const KnownSchema known = named_schema(options.only);
  if (known.schema == nullptr) return;
  workspace.context.read(object);
  workspace.findings.judge_by(workspace.context.mlm_version());
  apply(known, workspace.context, workspace.findings);
  met.checked.add(known.schema->uri);
}

json::Value features_of(json::Value item_collection, Findings& findings) {
  const json::Value features = item_collection.find("features");
  if (!features.exists()) {
    findings.run(rule_for(json::ViolationKind::kMissing, Area::kCore));
    findings.at_opening(item_collection, "an ItemCollection without `features`");
  } else if (!features.is_array()) {
    findings.run(rule_for(json::ViolationKind::kType, Area::kCore));
    findings.at_value(features, "`features` must be an array");
  }
  return features;
}

}  // namespace stacmlm::rules
