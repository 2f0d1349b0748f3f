// SPDX-License-Identifier: Apache-2.0
// What `mlm migrate` makes of real documents, judged by Ajv: a valid document whose migration needs
// no person is valid afterwards, for every target.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Schemas } from './schemas.mjs';

const kRoot = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
// 1.6.0 has no schema at hand: what lists it is judged by the others.
const kWays = [[], ['--to', '1.4.0'], ['--to', '1.5.0'], ['--to', '1.6.0'], ['--stac', '1.1.0']];

function json_files(folder) {
  return fs.readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'index.json')
    .map((name) => path.join(folder, name));
}

/** The faults that Ajv finds by core and every listed schema at hand. */
function faults(schemas, document) {
  if (!document || document.type === 'FeatureCollection') return [];
  return [schemas.core_url(document), ...schemas.extension_urls(document)]
    .filter((url) => !schemas.verdict(url, document))
    .flatMap((url) => [url, ...schemas.errors(url, document)]);
}

function migrate(program, file, way) {
  const told = spawnSync(program, ['migrate', file, '--format', 'json', ...way], { encoding: 'utf8' });
  const [{ state, error }] = JSON.parse(told.stdout).documents;
  const made = spawnSync(program, ['migrate', file, '--quiet', ...way], { encoding: 'utf8' });
  return { state, error, status: told.status, text: made.stdout };
}

function main() {
  const { values } = parseArgs({
    options: {
      mlm: { type: 'string', default: path.join(kRoot, 'build', 'release', 'mlm') },
      shared: { type: 'string', default: process.env.STACMLM_SHARED ?? path.join(kRoot, '..', 'shared') },
    },
  });
  const schemas = new Schemas(values.shared);
  const files = [path.join(values.shared, 'corpus'), path.join(kRoot, 'examples', 'legacy')].flatMap(json_files);
  const counts = { passed: 0, failed: 0, judged: 0 };
  const fail = (file, way, why) => {
    ++counts.failed;
    console.log(`${path.basename(file)} ${way.join(' ')}: ${why}`);
  };
  for (const file of files) {
    let before = null;
    try {
      before = JSON.parse(fs.readFileSync(file, 'utf8'));
    } catch { /* the program says why it cannot be read */ }
    const was_valid = before !== null && faults(schemas, before).length === 0;
    for (const way of kWays) {
      const { state, error, status, text } = migrate(values.mlm, file, way);
      if (state === 'failed') {
        if (status === 2 && error) ++counts.passed;
        else fail(file, way, 'failed without a reason');
        continue;
      }
      const now = faults(schemas, JSON.parse(text));
      if (was_valid && state !== 'needs-a-person' && now.length > 0) fail(file, way, now.join('\n  '));
      else ++counts.passed;
      if (was_valid && state === 'migrated') ++counts.judged;
    }
  }
  console.log(`${files.length} files, ${counts.judged} valid documents migrated without a person`);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0 && counts.judged > 0 ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(`migrate: ${error.message}`);
  process.exitCode = 2;
}
