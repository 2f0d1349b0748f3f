// SPDX-License-Identifier: Apache-2.0
#include "rules/object_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "rules/context.h"
#include "rules/nearest.h"
#include "rules/schema/rules.h"
#include "rules/schema/schemas.h"
#include "rules/schema/wording.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/published_schema.h"

namespace stacmlm::rules {
namespace {

/// Words a failed fact: a rule that carries the fact's code does it, else the kind of fact.
void report(const json::Violation& violation, const KnownSchema& known, const Context& context,
            Findings& findings) {
  const std::string schema = known.area == Area::kExtension
                                 ? fmt::format("{} {}", known.schema->name, known.schema->version)
                                 : std::string();
  if (violation.kind == json::ViolationKind::kUnchecked) {
    findings.run(kUnchecked);
    findings.at_value(violation.place, fmt::format("{} is not checked here", violation.name));
    return;
  }
  const Rule* rule =
      violation.kind == json::ViolationKind::kRule ? find_rule(violation.rule) : nullptr;
  findings.run(rule == nullptr ? rule_for(violation.kind, known.area) : *rule, violation.place);
  if (rule != nullptr && rule->check != nullptr) {
    rule->check(context, findings);
  } else {
    report_violation(violation, schema, findings);
  }
}

/// `settled` has a finding already and gets no other.
void apply(const KnownSchema& known, const Context& context, Findings& findings,
           json::Value settled = {}) {
  const json::Shape& shape = known.schema->shape();
  const json::Verdict verdict = json::judge(shape, context.object());
  if (verdict.conforms && verdict.complete) return;
  for (const json::Violation& violation :
       json::violations(shape, context.object(), Findings::kLimit)) {
    if (!settled.exists() || violation.place != settled)
      report(violation, known, context, findings);
  }
}

std::string_view text_or_empty(json::Value value) {
  return value.is_string() ? value.string() : std::string_view();
}

/// Faults of a schema that the user supplies for `uri`, which `place` declares. True if there was
/// one.
bool apply_user_schema(std::string_view uri, json::Value place, const Context& context,
                       const CheckOptions& options, Findings& findings) {
  if (options.user_schemas == nullptr) return false;
  const auto faults = options.user_schemas->judge(uri, context.object().raw());
  if (!faults) {
    findings.run(kUnknownExtension);
    findings.at_value(place, faults.error().message);
    return false;
  }
  if (!*faults) return false;
  for (const UserSchemas::Fault& fault : **faults) {
    findings.run(fault.is_error ? kUserSchema : kUnchecked);
    const json::Value at = json::resolve(context.object(), fault.pointer);
    findings.at_value(at.exists() ? at : context.object(),
                      fmt::format("{} ({})", fault.message, uri));
  }
  return true;
}

/// The same for what is known natively: a schema of the user judges the published truth only.
bool apply_user_schema_first(std::string_view uri, json::Value place, const Context& context,
                             const CheckOptions& options, Findings& findings) {
  return options.profile == Profile::kPublished &&
         apply_user_schema(uri, place, context, options, findings);
}

/// The core schema of the document's type and version; for other versions the oldest, after one
/// finding.
void apply_core(const Context& context, const CheckOptions& options, Findings& findings) {
  const std::string_view type = text_or_empty(context.item().type.raw());
  const json::Value declared = context.item().stac_version.raw();
  const std::string_view version = text_or_empty(declared);
  const KnownSchema known = core_schema(type, version);
  if (known.schema == nullptr) {
    if (!version.empty()) {
      findings.run(kUnknownCoreVersion);
      findings.at_value(declared, fmt::format("STAC version {} is not known", shown(version)))
          .hint("1.0.0 and 1.1.0 are; the document is checked as 1.0.0");
    }
    apply(core_schema(type, "1.0.0"), context, findings,
          version.empty() ? json::Value() : declared);
    return;
  }
  if (!apply_user_schema_first(known.schema->uri, declared, context, options, findings)) {
    apply(known, context, findings);
  }
}

/// One extension. False if nothing is known of it.
bool apply_extension(json::Value entry, const Context& context, const CheckOptions& options,
                     Findings& findings) {
  const std::string_view uri = entry.string();
  const KnownSchema known = find_schema(uri);
  if (known.schema == nullptr) return apply_user_schema(uri, entry, context, options, findings);
  if (apply_user_schema_first(uri, entry, context, options, findings)) return true;
  apply(known, context, findings);
  if (known.schema->from_documentation && findings.profile() == Profile::kPublished) {
    findings.run(kRestsOnDocumentation);
    findings
        .at_value(entry,
                  fmt::format("{} {} is judged by its documentation: its schema is not at hand",
                              known.schema->name, known.schema->version))
        .hint("give the schema with --schemas DIR");
  }
  return true;
}

void apply_extensions(const Context& context, const CheckOptions& options, Findings& findings,
                      diag::DocumentReport& report) {
  std::set<std::string_view> seen(report.checked.begin(), report.checked.end());
  for (const json::Value entry : context.extensions()) {
    if (!seen.insert(entry.string()).second) continue;
    if (apply_extension(entry, context, options, findings)) {
      report.checked.emplace_back(entry.string());
      continue;
    }
    report.not_checked.emplace_back(entry.string());
    findings.run(kUnknownExtension);
    findings.at_value(entry, "this extension is not checked")
        .hint("give its schema with --schemas DIR, or name its host with --allow-network");
  }
}

/// `mlm:*` members without their URI are judged as the newest version whose schema is known.
void apply_undeclared(const Context& context, Findings& findings) {
  if (context.type() != ObjectType::kItem || context.mlm_version() || !context.describes_model())
    return;
  if (findings.profile() == Profile::kPublished) return;
  const auto* schema = mlm::schema_of({mlm::kNewestPublished, mlm::UriHost::kStacExtensions});
  for (const json::Violation& violation :
       json::violations(schema->shape(), context.object(), Findings::kLimit)) {
    const bool about_uri = violation.place == context.item().stac_extensions.raw() ||
                           violation.name == "stac_extensions";
    if (!about_uri) report(violation, {schema, Area::kMlm}, context, findings);
  }
}

}  // namespace

void check_object(json::Value object, const CheckOptions& options, Workspace& workspace,
                  diag::DocumentReport& report) {
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
  apply_core(context, options, findings);
  apply_extensions(context, options, findings, report);
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
                       diag::DocumentReport& report) {
  const KnownSchema known = named_schema(options.only);
  if (known.schema == nullptr) return;
  workspace.context.read(object);
  apply(known, workspace.context, workspace.findings);
  report.checked.emplace_back(known.schema->uri);
}

}  // namespace stacmlm::rules
