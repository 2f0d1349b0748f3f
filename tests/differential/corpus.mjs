// SPDX-License-Identifier: Apache-2.0
// The corpus documents as they are: the verdict of each schema they name, and the full one.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compare, explain, full, only } from './comparison.mjs';
import { corpus } from './documents.mjs';
import { Schemas, target_of } from './schemas.mjs';

const kRoot = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The documents by the target of each schema that they name. */
function by_target(schemas, documents) {
  const found = new Map();
  for (const each of documents) {
    const urls = [schemas.core_url(each.document), ...schemas.extension_urls(each.document)];
    for (const target of urls.map(target_of).filter(Boolean)) {
      if (!found.has(target)) found.set(target, []);
      found.get(target).push(each);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function main() {
  const { values } = parseArgs({
    options: {
      mlm: { type: 'string', default: path.join(kRoot, 'build', 'release', 'mlm') },
      shared: { type: 'string', default: process.env.STACMLM_SHARED ?? path.join(kRoot, '..', 'shared') },
    },
  });
  const schemas = new Schemas(values.shared);
  const documents = corpus(values.shared);
  const counts = { same: 0, different: 0, skipped: 0 };
  const runs = by_target(schemas, documents).map(([target, named]) => [only(schemas, target), named]);
  for (const [comparison, named] of [...runs, [full(schemas), documents]]) {
    const results = await compare(values.mlm, comparison, named.map(({ document }) => document));
    results.forEach(({ outcome, report }, i) => {
      ++counts[outcome];
      if (outcome === 'same') return;
      console.log(`${outcome} (${comparison.name}) ${named[i].file}`);
      if (outcome === 'different') console.log(`${explain(comparison, named[i].document, report, false)}\n`);
    });
  }
  console.log(`${documents.length} documents, ${counts.skipped} skipped`);
  console.log(`${counts.same} passed, ${counts.different} failed`);
  return counts.different === 0 && counts.same > 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`corpus: ${error.message}`);
  process.exitCode = 2;
}
