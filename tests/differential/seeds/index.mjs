// SPDX-License-Identifier: Apache-2.0
// The seeds of every schema at hand, by the name that --only takes.
import * as classification from './classification.mjs';
import { catalog_seeds, collection_seeds, item_seeds } from './core.mjs';
import * as datacube from './datacube.mjs';
import * as eo from './eo.mjs';
import * as example_links from './example-links.mjs';
import * as file from './file.mjs';
import * as item_assets from './item-assets.mjs';
import * as label from './label.mjs';
import * as ml_aoi from './ml-aoi.mjs';
import * as ml_model from './ml-model.mjs';
import * as mlm from './mlm.mjs';
import * as processing from './processing.mjs';
import * as projection from './projection.mjs';
import * as raster from './raster.mjs';
import * as scientific from './scientific.mjs';
import * as version from './version.mjs';

const kSeeds = {
  catalog: catalog_seeds,
  classification: classification.seeds,
  collection: collection_seeds,
  datacube: datacube.seeds,
  eo: eo.seeds,
  'example-links': example_links.seeds,
  file: file.seeds,
  item: item_seeds,
  'item-assets': item_assets.seeds,
  label: label.seeds,
  'ml-aoi': ml_aoi.seeds,
  'ml-model': ml_model.seeds,
  mlm: mlm.seeds,
  'mlm-cut': mlm.seeds,
  processing: processing.seeds,
  projection: projection.seeds,
  raster: raster.seeds,
  scientific: scientific.seeds,
  version: version.seeds,
};

/** Documents that the schema of `target` accepts; `uri` is the entry that it wants in stac_extensions. */
export function seeds_of(target, uri) {
  const [name, version_text] = target.split('@');
  if (!kSeeds[name]) throw new Error(`no seeds for ${target}`);
  return kSeeds[name](version_text, uri);
}
