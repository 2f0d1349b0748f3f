// SPDX-License-Identifier: Apache-2.0
// One run: random documents for one schema, judged by each comparison.
import { compare, explain } from './comparison.mjs';
import { valid_documents } from './documents.mjs';
import { Mutator } from './mutate.mjs';
import { Random } from './random.mjs';
import { shrink } from './shrink.mjs';
import { written } from './text.mjs';
import { Vocabulary } from './vocabulary.mjs';

const kBatch = 1000;

/** The documents as ItemCollections of two, so that one feature's verdict must not hide the other's. */
function in_pairs(documents) {
  const collections = [];
  for (let i = 0; i < documents.length; i += 2)
    collections.push({ type: 'FeatureCollection', features: documents.slice(i, i + 2) });
  return collections;
}

export class Run {
  /** `given` holds mlm, shared, count, seed, first and max-differences; `target` is the schema under test. */
  constructor(given, schemas, target, comparisons) {
    Object.assign(this, { given, schemas, target, comparisons });
    const { own, found } = valid_documents(schemas, given.shared, target);
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

  get is_over() {
    return this.counts.different >= this.given['max-differences'];
  }

  /** Judges `documents`; `place(i)` says how the i-th is made again. */
  async check(documents, place) {
    const url = this.schemas.url_of(this.target);
    for (const document of documents) this.counts.valid += this.schemas.verdict(url, written(document).value);
    await this.compare_all(documents, place);
  }

  async compare_all(documents, place) {
    const { given, comparisons } = this;
    const results = await Promise.all(comparisons.map((each) => compare(given.mlm, each, documents)));
    for (let i = 0; i < documents.length; ++i) {
      for (let c = 0; c < comparisons.length; ++c) {
        const { outcome, report } = results[c][i];
        ++this.counts[outcome];
        if (outcome === 'different') await this.show(comparisons[c], place(i), documents[i], report);
        if (this.is_over) return;
      }
    }
  }

  /** Judges random documents alone and in pairs. */
  async check_random(first, documents) {
    const again = (from, count) => `--seed ${this.given.seed} --first ${from} --count ${count}`;
    await this.check(documents, (i) => again(first + i, 1));
    const pairs = in_pairs(documents);
    if (!this.is_over) await this.compare_all(pairs, (i) => again(first + 2 * i, pairs[i].features.length));
  }

  async show(comparison, place, document, first_report) {
    const smallest = await shrink(this.given.mlm, comparison, document, first_report);
    const [{ report }] = await compare(this.given.mlm, comparison, [smallest]);
    console.log(`difference (${comparison.name}) ${place}`);
    console.log(`${explain(comparison, smallest, report)}\n`);
  }

  /** Judges the random documents. */
  async all() {
    const { given } = this;
    const end = given.first + given.count;
    // The program works on one batch while the next is made.
    let pending = Promise.resolve();
    for (let first = given.first; first < end && !this.is_over; first += kBatch) {
      const documents = Array.from({ length: Math.min(kBatch, end - first) }, (_, i) => this.document(first + i));
      await pending;
      if (this.is_over) break;
      pending = this.check_random(first, documents);
      pending.catch(() => {});
    }
    await pending;
  }
}
