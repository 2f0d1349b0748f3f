// SPDX-License-Identifier: Apache-2.0
// Makes a document small while the two verdicts still differ.
import { compare } from './comparison.mjs';
import { clone, places, remove_at } from './text.mjs';

const kTrials = 64;

/** `document` without its n-th place, in the order of `places`. */
function without(document, n) {
  const smaller = clone(document);
  remove_at(places(smaller)[n]);
  return smaller;
}

/** The numbers of all places, the largest value first. */
function by_size(document) {
  const sizes = places(document).map(({ holder, key }) => JSON.stringify(holder[key]).length);
  return [...sizes.keys()].sort((a, b) => sizes[b] - sizes[a]);
}

/** A smaller document on which mlm says the same as `report`, so that one fault does not turn into another. */
async function smaller_one(program, comparison, document, report) {
  const order = by_size(document);
  for (let at = 0; at < order.length; at += kTrials) {
    const trials = order.slice(at, at + kTrials).map((n) => without(document, n));
    const results = await compare(program, comparison, trials);
    const first = results.findIndex((result) =>
      result.outcome === 'different' && result.report.valid === report.valid && !result.report.stopped === !report.stopped);
    if (first >= 0) return trials[first];
  }
  return null;
}

export async function shrink(program, comparison, document, report) {
  let smallest = document;
  for (;;) {
    const next = await smaller_one(program, comparison, smallest, report);
    if (!next) return smallest;
    smallest = next;
  }
}
