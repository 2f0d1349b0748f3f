// SPDX-License-Identifier: Apache-2.0
// What is compared: on one side reports about documents, on the other judges that are asked about the objects in each. An
// ItemCollection is valid if its features are. A judge has a name, a verdict(object) and its errors(object), one line each.
import { reports } from './mlm.mjs';
import { written } from './text.mjs';

const kTypes = ['Feature', 'Collection', 'Catalog'];

/** The objects that are judged: the features of an ItemCollection, else the document. Null: it has no list of them. */
function objects_of(document) {
  if (document.type !== 'FeatureCollection') return [document];
  return Array.isArray(document.features) ? document.features : null;
}

/** The program's reports with these options. */
function by_program(...options) {
  return (program, pairs) => reports(program, options, pairs.map(({ text }) => text));
}

/** Asks `judge` about every object. */
function by_judge(judge) {
  return (objects) => ({ pairs: objects.map((object) => [judge, object]) });
}

/** One schema's verdict, whatever the document lists in stac_extensions. */
export function only(schemas, target) {
  return {
    name: `--only ${target}`,
    reports: by_program('--profile', 'published', '--only', target),
    asked: by_judge(schemas.judge(schemas.url_of(target))),
  };
}

/**
 * Core and every listed extension at hand, all of which the program must say that it checked. Not comparable is what
 * rests on a schema that is not at hand.
 */
export function full(schemas) {
  return {
    name: 'full',
    reports: by_program('--profile', 'published'),
    asked: (objects, report) => {
      const checked = new Set((report.extensions?.checked ?? []).map((uri) => schemas.extension_url(uri)));
      if (checked.has(null)) return { skipped: true };
      const pairs = [];
      for (const object of objects) {
        pairs.push([schemas.judge(schemas.core_url(object)), object]);
        // What has no type of STAC is not looked into.
        if (!kTypes.includes(object?.type)) continue;
        const listed = schemas.extension_urls(object);
        const missed = listed.find((url) => !checked.has(url));
        if (missed) return { fault: `${missed} is listed and was not checked` };
        pairs.push(...listed.map((url) => [schemas.judge(url), object]));
      }
      return { pairs };
    },
  };
}

/** A schema that the program wrote, `judge`, and the published one. */
export function emitted(schemas, target, judge) {
  const report = (objects) => {
    const errors = objects === null ? ['no list of features'] : objects.flatMap((object) => judge.errors(object));
    const findings = errors.map((message) => ({ severity: 'error', code: 'emitted', message }));
    return { valid: errors.length === 0, findings };
  };
  return {
    name: judge.name,
    reports: async (program, pairs) => pairs.map(({ value }) => report(objects_of(value))),
    asked: by_judge(schemas.judge(schemas.url_of(target))),
  };
}

/** The report without what is wrong with the text alone: no schema sees that a key stands twice. */
function about_values(report) {
  const findings = report.findings?.filter(({ code }) => code !== 'JSON002');
  if (!findings || findings.length === report.findings.length) return report;
  return { ...report, findings, valid: !findings.some(({ severity }) => severity === 'error') };
}

/** A schema that the program wrote for the profile `documented`, and what the program itself says in it. */
export function documented(target, judge) {
  const all = by_program('--profile', 'documented', '--only', target);
  return {
    name: judge.name,
    reports: async (program, pairs) => (await all(program, pairs)).map(about_values),
    asked: by_judge(judge),
  };
}

/** What is asked about a document: {pairs: [judge, object] each}, {skipped}, or the {fault} of the report itself. */
function asked(comparison, document, report) {
  const objects = objects_of(document);
  if (objects) return comparison.asked(objects, report);
  return report.valid ? { fault: 'an ItemCollection without a list of features is valid' } : { pairs: [[null, document]] };
}

/** 'same', 'different' or 'skipped' for one document. */
function outcome(comparison, document, report) {
  if (report.stopped || typeof report.valid !== 'boolean') return 'different';
  const { pairs, skipped } = asked(comparison, document, report);
  if (skipped) return 'skipped';
  return pairs?.every(([judge, object]) => judge?.verdict(object) ?? false) === report.valid ? 'same' : 'different';
}

/** The outcomes of `comparison` over `documents`, with the reports. */
export async function compare(program, comparison, documents) {
  const pairs = documents.map(written);
  const found = await comparison.reports(program, pairs);
  return pairs.map(({ value }, i) => ({ outcome: outcome(comparison, value, found[i]), report: found[i] }));
}

/** Both sides' reasons, as text, with the document itself unless it has a name elsewhere. */
export function explain(comparison, document, report, with_document = true) {
  const { text, value } = written(document);
  const { pairs = [], fault } = report.stopped ? {} : asked(comparison, value, report);
  const lines = [...(with_document ? [`document: ${text}`] : []), `mlm: ${report.stopped ? `stopped (${report.stopped})` : `valid ${report.valid}`}`];
  for (const finding of report.findings ?? []) {
    lines.push(`  ${finding.severity} ${finding.code} ${finding.pointer ?? ''} ${finding.message}`);
  }
  if (fault) lines.push(fault);
  for (const [judge, object] of pairs.filter(([judge]) => judge !== null)) {
    lines.push(`Ajv: valid ${judge.verdict(object)} by ${judge.name}`);
    for (const error of judge.errors(object)) lines.push(`  ${error}`);
  }
  return lines.join('\n');
}
