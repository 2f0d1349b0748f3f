// SPDX-License-Identifier: Apache-2.0
// What is compared: the verdict of one schema, or the full one of a document.
import { reports } from './mlm.mjs';
import { written } from './text.mjs';

/** One schema's verdict, whatever the document lists in stac_extensions. */
export function only(schemas, target) {
  const url = schemas.url_of(target);
  return {
    name: `--only ${target}`,
    options: ['--only', target],
    urls: () => [url],
  };
}

/**
 * Core and every listed extension at hand that the program says it checked. Null, not comparable: a
 * FeatureCollection, which is no STAC object of its own, and what rests on a schema that is not at hand.
 */
export function full(schemas, unchecked = new Map()) {
  return {
    name: 'full',
    options: [],
    urls: (document, report) => {
      if (document.type === 'FeatureCollection') return null;
      const checked = new Set();
      for (const uri of report.extensions?.checked ?? []) {
        const url = schemas.extension_url(uri);
        if (!url) return null;
        checked.add(url);
      }
      const listed = schemas.extension_urls(document);
      for (const url of listed) if (!checked.has(url)) unchecked.set(url, (unchecked.get(url) ?? 0) + 1);
      return [schemas.core_url(document), ...listed.filter((url) => checked.has(url))];
    },
  };
}

/** 'same', 'different' or 'skipped' for one document. */
function outcome(schemas, comparison, document, report) {
  if (report.stopped || typeof report.valid !== 'boolean') return 'different';
  const urls = comparison.urls(document, report);
  if (!urls) return 'skipped';
  return urls.every((url) => schemas.verdict(url, document)) === report.valid ? 'same' : 'different';
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
  const urls = report.stopped ? [] : (comparison.urls(value, report) ?? []);
  const lines = [...(with_document ? [`document: ${text}`] : []), `mlm: ${report.stopped ? `stopped (${report.stopped})` : `valid ${report.valid}`}`];
  for (const finding of report.findings ?? []) {
    lines.push(`  ${finding.severity} ${finding.code} ${finding.pointer ?? ''} ${finding.message}`);
  }
  for (const url of urls) {
    lines.push(`Ajv: valid ${schemas.verdict(url, value)} by ${url}`);
    for (const error of schemas.errors(url, value)) lines.push(`  ${error}`);
  }
  return lines.join('\n');
}
