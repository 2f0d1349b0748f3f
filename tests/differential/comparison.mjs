// SPDX-License-Identifier: Apache-2.0
// What is compared: the verdict of one schema, or the full one of a document. An ItemCollection is valid if its features are.
import { reports } from './mlm.mjs';
import { written } from './text.mjs';

const kTypes = ['Feature', 'Collection', 'Catalog'];

/** The objects that are judged: the features of an ItemCollection, else the document. Null: it has no list of them. */
function objects_of(document) {
  if (document.type !== 'FeatureCollection') return [document];
  return Array.isArray(document.features) ? document.features : null;
}

/** One schema's verdict, whatever the document lists in stac_extensions. */
export function only(schemas, target) {
  const url = schemas.url_of(target);
  return {
    name: `--only ${target}`,
    options: ['--only', target],
    asked: (objects) => ({ pairs: objects.map((object) => [url, object]) }),
  };
}

/**
 * Core and every listed extension at hand, all of which the program must say that it checked. Not comparable is what
 * rests on a schema that is not at hand.
 */
export function full(schemas) {
  return {
    name: 'full',
    options: [],
    asked: (objects, report) => {
      const checked = new Set((report.extensions?.checked ?? []).map((uri) => schemas.extension_url(uri)));
      if (checked.has(null)) return { skipped: true };
      const pairs = [];
      for (const object of objects) {
        pairs.push([schemas.core_url(object), object]);
        // What has no type of STAC is not looked into.
        if (!kTypes.includes(object?.type)) continue;
        const listed = schemas.extension_urls(object);
        const missed = listed.find((url) => !checked.has(url));
        if (missed) return { fault: `${missed} is listed and was not checked` };
        pairs.push(...listed.map((url) => [url, object]));
      }
      return { pairs };
    },
  };
}

/** What Ajv is asked about a document: {pairs: [URL, object] each}, {skipped}, or the {fault} of the report itself. */
function asked(comparison, document, report) {
  const objects = objects_of(document);
  if (objects) return comparison.asked(objects, report);
  return report.valid ? { fault: 'an ItemCollection without a list of features is valid' } : { pairs: [[null, document]] };
}

function verdict(schemas, url, object) {
  return url !== null && schemas.verdict(url, object);
}

/** 'same', 'different' or 'skipped' for one document. */
function outcome(schemas, comparison, document, report) {
  if (report.stopped || typeof report.valid !== 'boolean') return 'different';
  const { pairs, skipped } = asked(comparison, document, report);
  if (skipped) return 'skipped';
  return pairs?.every(([url, object]) => verdict(schemas, url, object)) === report.valid ? 'same' : 'different';
}

/** The outcomes of `comparison` over `documents`, with the reports. */
export async function compare(schemas, program, comparison, documents) {
  const pairs = documents.map(written);
  const found = await reports(program, comparison.options, pairs.map(({ text }) => text));
  return pairs.map(({ value }, i) => ({ outcome: outcome(schemas, comparison, value, found[i]), report: found[i] }));
}

/** Both sides' reasons, as text, with the document itself unless it has a name elsewhere. */
export function explain(schemas, comparison, document, report, with_document = true) {
  const { text, value } = written(document);
  const { pairs = [], fault } = report.stopped ? {} : asked(comparison, value, report);
  const lines = [...(with_document ? [`document: ${text}`] : []), `mlm: ${report.stopped ? `stopped (${report.stopped})` : `valid ${report.valid}`}`];
  for (const finding of report.findings ?? []) {
    lines.push(`  ${finding.severity} ${finding.code} ${finding.pointer ?? ''} ${finding.message}`);
  }
  if (fault) lines.push(fault);
  for (const [url, object] of pairs.filter(([url]) => url !== null)) {
    lines.push(`Ajv: valid ${schemas.verdict(url, object)} by ${url}`);
    for (const error of schemas.errors(url, object)) lines.push(`  ${error}`);
  }
  return lines.join('\n');
}
