// SPDX-License-Identifier: Apache-2.0
// Random documents, two judges: the verdicts of mlm and of Ajv on the published schemas must be equal.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { full, only } from './comparison.mjs';
import { Run } from './run.mjs';
import { Schemas } from './schemas.mjs';

const kRoot = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const kUsage = `usage: node differential.mjs [option]...
  --mlm PATH             the program (build/release/mlm)
  --shared DIR           the conformance data ($STACMLM_SHARED, ../shared)
  --count N              documents (2000)
  --seed S               of the random numbers (1)
  --first N              number of the first document (0): with --count 1 it makes one document again
  --only-version V       MLM version of the documents (1.5.2)
  --only EXT@VERSION     one schema's verdict instead, on documents for that schema
  --full                 with --only: the full verdict too
  --max-differences N    stop after so many (5)`;

function options() {
  const { values } = parseArgs({
    options: {
      mlm: { type: 'string', default: path.join(kRoot, 'build', 'release', 'mlm') },
      shared: { type: 'string', default: process.env.STACMLM_SHARED ?? path.join(kRoot, '..', 'shared') },
      count: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      first: { type: 'string', default: '0' },
      'only-version': { type: 'string', default: '1.5.2' },
      only: { type: 'string' },
      full: { type: 'boolean', default: false },
      'max-differences': { type: 'string', default: '5' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(kUsage);
    process.exit(0);
  }
  for (const name of ['count', 'seed', 'first', 'max-differences']) {
    if (!/^\d+$/.test(values[name])) throw new Error(`--${name} ${values[name]}: not a whole number`);
    values[name] = Number(values[name]);
  }
  return values;
}

async function main() {
  const given = options();
  const schemas = new Schemas(given.shared);
  const target = given.only ?? `mlm@${given['only-version']}`;
  const comparisons = [only(schemas, target)];
  if (!given.only || given.full) comparisons.push(full(schemas));
  const run = new Run(given, schemas, target, comparisons);
  await run.all();
  const { same, different, skipped, valid } = run.counts;
  if (skipped > 0) console.log(`note: ${skipped} documents skipped, they rest on a schema that is not at hand`);
  console.log(`${target}: ${run.documents.length} start documents, seed ${given.seed}, ${valid} documents valid`);
  console.log(`${same} passed, ${different} failed`);
  return different === 0 && same > 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`differential: ${error.message}`);
  process.exitCode = 2;
}
