// SPDX-License-Identifier: Apache-2.0
// `mlm fmt` on the acceptance cases, the corpus and random documents: the value stays, and a second time changes nothing.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { cases, corpus } from './documents.mjs';
import { Run } from './run.mjs';
import { Schemas } from './schemas.mjs';
import { written } from './text.mjs';

const kRoot = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const kUsage = `usage: node format.mjs [option]...
  --mlm PATH             the program (build/release/mlm)
  --shared DIR           the conformance data ($STACMLM_SHARED, ../shared)
  --count N              random documents (2000)
  --seed S               of the random numbers (1)`;

function options() {
  const { values } = parseArgs({
    options: {
      mlm: { type: 'string', default: path.join(kRoot, 'build', 'release', 'mlm') },
      shared: { type: 'string', default: process.env.STACMLM_SHARED ?? path.join(kRoot, '..', 'shared') },
      count: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(kUsage);
    process.exit(0);
  }
  for (const name of ['count', 'seed']) {
    if (!/^\d+$/.test(values[name])) throw new Error(`--${name} ${values[name]}: not a whole number`);
    values[name] = Number(values[name]);
  }
  return values;
}

function format(program, ...given) {
  const { status, stdout, stderr, error } = spawnSync(program, ['fmt', ...given], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error) throw new Error(`cannot run ${program}: ${error.message}`);
  return { status, stdout, complaint: stderr.trim() };
}

/** The faults found in `texts`, formatted as files of `folder` (or as lines of one file). */
function faults(program, folder, texts, as_lines) {
  const names = as_lines ? ['all.ndjson'] : texts.map((_, i) => `${String(i).padStart(6, '0')}.json`);
  const read = () => (as_lines
    ? fs.readFileSync(path.join(folder, names[0]), 'utf8').split('\n').slice(0, -1)
    : names.map((name) => fs.readFileSync(path.join(folder, name), 'utf8')));
  if (as_lines) fs.writeFileSync(path.join(folder, names[0]), `${texts.join('\n')}\n`);
  else names.forEach((name, i) => fs.writeFileSync(path.join(folder, name), texts[i]));

  const first = format(program, folder);
  if (first.status !== 0) return [`fmt ended with status ${first.status}: ${first.complaint}`];
  const found = [];
  read().forEach((text, i) => {
    if (!isDeepStrictEqual(JSON.parse(text), JSON.parse(texts[i]))) found.push(`another value:\n${texts[i]}\n${text}`);
  });
  const second = format(program, '--check', folder);
  if (second.status !== 0) found.push(`a second time changes more: ${second.stdout.split('\n').slice(0, 5).join(' ')}`);
  return found;
}

function main() {
  const given = options();
  const schemas = new Schemas(given.shared);
  const run = new Run({ ...given, first: 0 }, schemas, 'mlm@1.5.2', []);
  const fixed = [...cases(given.shared), ...corpus(given.shared)].map(({ document }) => document);
  const random = Array.from({ length: given.count }, (_, i) => run.document(i));
  const texts = [...fixed, ...random].map((document) => written(document).text);
  let failed = 0;
  for (const as_lines of [false, true]) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mlm-fmt-'));
    const found = faults(given.mlm, folder, texts, as_lines);
    fs.rmSync(folder, { recursive: true });
    failed += found.length;
    for (const fault of found.slice(0, 5)) console.log(`${as_lines ? 'NDJSON' : 'files'}: ${fault}\n`);
  }
  console.log(`${2 * texts.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(`format: ${error.message}`);
  process.exitCode = 2;
}
