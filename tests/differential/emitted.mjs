// SPDX-License-Identifier: Apache-2.0
// The schemas that `mlm schema` writes: by Ajv, their verdict must be that of the published ones, and in profile
// `documented` that of `mlm validate`; on the acceptance cases, the corpus and random documents.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { documented, emitted } from './comparison.mjs';
import { cases, corpus } from './documents.mjs';
import { Run } from './run.mjs';
import { Schemas, judge_by } from './schemas.mjs';

const kRoot = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const kDialects = ['draft-07', '2020-12'];
const kMain = ['mlm', 'mlm-cut', 'ml-model', 'item', 'collection', 'catalog'];
const kUsage = `usage: node emitted.mjs [option]...
  --mlm PATH             the program (build/release/mlm)
  --shared DIR           the conformance data ($STACMLM_SHARED, ../shared)
  --only NAME@VERSION    this schema alone, of all that are published
  --count N              random documents for each schema of MLM and of core (2000)
  --others N             the same for each extension (200)
  --seed S               of the random numbers (1)
  --first N              number of the first document (0)
  --max-differences N    stop after so many (5)`;

function options() {
  const { values } = parseArgs({
    options: {
      mlm: { type: 'string', default: path.join(kRoot, 'build', 'release', 'mlm') },
      shared: { type: 'string', default: process.env.STACMLM_SHARED ?? path.join(kRoot, '..', 'shared') },
      only: { type: 'string' },
      count: { type: 'string', default: '2000' },
      others: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      first: { type: 'string', default: '0' },
      'max-differences': { type: 'string', default: '5' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(kUsage);
    process.exit(0);
  }
  for (const name of ['count', 'others', 'seed', 'first', 'max-differences']) {
    if (!/^\d+$/.test(values[name])) throw new Error(`--${name} ${values[name]}: not a whole number`);
    values[name] = Number(values[name]);
  }
  return values;
}

/** The schema that the program writes with these options, as a judge. */
function written_by(program, ...options) {
  const text = execFileSync(program, ['schema', ...options], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return judge_by(JSON.parse(text), `mlm schema ${options.join(' ')}`);
}

function comparisons(given, schemas, target) {
  const judges = kDialects.map((dialect) =>
    emitted(schemas, target, written_by(given.mlm, '--only', target, '--profile', 'published', '--dialect', dialect)));
  return [...judges, documented(target, written_by(given.mlm, '--only', target, '--profile', 'documented'))];
}

async function main() {
  const given = options();
  const schemas = new Schemas(given.shared);
  const fixed = [...cases(given.shared), ...corpus(given.shared)];
  const total = { same: 0, different: 0 };
  for (const target of given.only ? [given.only] : schemas.targets()) {
    const count = given.only || kMain.includes(target.split('@')[0]) ? given.count : given.others;
    const run = new Run({ ...given, count }, schemas, target, comparisons(given, schemas, target));
    await run.check(fixed.map(({ document }) => document), (i) => fixed[i].id ?? fixed[i].file);
    await run.all();
    total.same += run.counts.same;
    total.different += run.counts.different;
    console.log(`${target}: ${run.counts.valid} of ${fixed.length + count} documents valid, ${run.counts.different} differences`);
  }
  console.log(`${total.same} passed, ${total.different} failed`);
  return total.different === 0 && total.same > 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`emitted: ${error.message}`);
  process.exitCode = 2;
}
