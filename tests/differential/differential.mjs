// SPDX-License-Identifier: Apache-2.0
// Random documents, two judges: the verdicts of mlm and of Ajv on the published schemas must be equal.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compare, explain, full, only } from './comparison.mjs';
import { valid_documents } from './documents.mjs';
import { Mutator } from './mutate.mjs';
import { Random } from './random.mjs';
import { Schemas } from './schemas.mjs';
import { shrink } from './shrink.mjs';
import { written } from './text.mjs';
import { Vocabulary } from './vocabulary.mjs';

const kRoot = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const kBatch = 1000;
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

/** The documents as ItemCollections of two, so that one feature's verdict must not hide the other's. */
function in_pairs(documents) {
  const collections = [];
  for (let i = 0; i < documents.length; i += 2)
    collections.push({ type: 'FeatureCollection', features: documents.slice(i, i + 2) });
  return collections;
}

class Run {
  constructor(given) {
    this.given = given;
    this.schemas = new Schemas(given.shared);
    this.target = given.only ?? `mlm@${given['only-version']}`;
    this.comparisons = [only(this.schemas, this.target)];
    if (!given.only || given.full) this.comparisons.push(full(this.schemas));
    const { own, found } = valid_documents(this.schemas, given.shared, this.target);
    this.own = own;
    this.documents = [...own, ...found];
    this.mutator = this.make_mutator();
    this.counts = { same: 0, different: 0, skipped: 0, valid: 0 };
  }

  make_mutator() {
    const url = this.schemas.url_of(this.target);
    const named = this.schemas.targets().map((target) => this.schemas.url_of(target));
    return new Mutator({
      vocabulary: new Vocabulary(this.schemas, named),
      focus: new Vocabulary(this.schemas, [url]),
      donors: this.documents,
      extensions: named.filter((each) => this.schemas.extension_url(each)),
    });
  }

  document(number) {
    const random = new Random(this.given.seed, number);
    // The own ones are small and full of the schema's members; the others are what people write.
    const from = random.chance(0.5) ? this.own : this.documents;
    return this.mutator.mutate(random.pick(from), random);
  }

  async check(first, documents) {
    const { schemas, given } = this;
    const url = schemas.url_of(this.target);
    for (const document of documents) this.counts.valid += schemas.verdict(url, written(document).value);
    await this.compare_all(documents, (i) => `--first ${first + i} --count 1`);
    const pairs = in_pairs(documents);
    if (this.counts.different < given['max-differences'])
      await this.compare_all(pairs, (i) => `--first ${first + 2 * i} --count ${pairs[i].features.length}`);
  }

  /** `again(i)`: the options that make document i again. */
  async compare_all(documents, again) {
    const { schemas, given, comparisons } = this;
    const results = await Promise.all(comparisons.map((each) => compare(schemas, given.mlm, each, documents)));
    for (let i = 0; i < documents.length; ++i) {
      for (let c = 0; c < comparisons.length; ++c) {
        const { outcome, report } = results[c][i];
        ++this.counts[outcome];
        if (outcome === 'different') await this.show(comparisons[c], again(i), documents[i], report);
        if (this.counts.different >= given['max-differences']) return;
      }
    }
  }

  async show(comparison, again, document, first_report) {
    const { schemas, given } = this;
    const smallest = await shrink(schemas, given.mlm, comparison, document, first_report);
    const [{ report }] = await compare(schemas, given.mlm, comparison, [smallest]);
    console.log(`difference (${comparison.name}) --seed ${given.seed} ${again}`);
    console.log(`${explain(schemas, comparison, smallest, report)}\n`);
  }

  async all() {
    const { given, counts } = this;
    const end = given.first + given.count;
    // The program works on one batch while the next is made.
    let pending = Promise.resolve();
    for (let first = given.first; first < end && counts.different < given['max-differences']; first += kBatch) {
      const documents = Array.from({ length: Math.min(kBatch, end - first) }, (_, i) => this.document(first + i));
      await pending;
      if (counts.different >= given['max-differences']) break;
      pending = this.check(first, documents);
      pending.catch(() => {});
    }
    await pending;
  }

  summary() {
    const { same, different, skipped, valid } = this.counts;
    if (skipped > 0) console.log(`note: ${skipped} documents skipped, they rest on a schema that is not at hand`);
    console.log(`${this.target}: ${this.documents.length} start documents, seed ${this.given.seed}, ${valid} documents valid`);
    console.log(`${same} passed, ${different} failed`);
    return different === 0 && same > 0 ? 0 : 1;
  }
}

try {
  const run = new Run(options());
  await run.all();
  process.exitCode = run.summary();
} catch (error) {
  console.error(`differential: ${error.message}`);
  process.exitCode = 2;
}
