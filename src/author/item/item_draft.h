// SPDX-License-Identifier: Apache-2.0
// What the steps that write an Item share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "author/item/given_item.h"
#include "stacmlm/author/new_item.h"
#include "stacmlm/author/sensor.h"

namespace stacmlm::author {

/// A band that the model uses, and what is known of it.
struct UsedBand {
  std::string name;
  const SensorBand* known = nullptr;
  const BandStatistics* statistics = nullptr;
  bool is_computed = false;  ///< from other bands: statistics know its name, no asset describes it
};

/// An Item in the making.
struct ItemDraft {
  const NewItemOptions& options;
  GivenItem given;
  bool leaves_gaps = false;  ///< what nobody tells is left out, not null
  JsonObject assets{};
  std::vector<UsedBand> bands{};
  std::size_t input_bands = 0;  ///< so many of these, the first, are the inputs'
  std::vector<MissingOption> missing{};

  void miss(std::string_view option, std::string_view suggestion = {}, std::string_view file = {});
  [[nodiscard]] bool is_stac_1_1() const { return options.stac_version != "1.0.0"; }
};

/// Writes what new_item() would write, with gaps for what is missing; geometry and datetime are
/// null then.
ItemResult<NewItem> write_draft(GivenItem given, const NewItemOptions& options);

/// `datetime`, `bbox` and `geometry`.
ItemResult<void> tell_place(ItemDraft& draft);
ItemResult<void> tell_time(ItemDraft& draft);

/// Finds out which bands the model uses. @pre the properties are there
ItemResult<void> find_bands(ItemDraft& draft);
/// Describes them in the properties and in `asset`, an asset of the model.
void describe_bands(ItemDraft& draft, JsonObject& asset);

/// `mlm:input` and `mlm:output`, and the scaling that follows from statistics.
ItemResult<void> tell_inputs(ItemDraft& draft);
ItemResult<void> tell_outputs(ItemDraft& draft);

/// The assets of the model.
ItemResult<void> tell_assets(ItemDraft& draft);

/// `Flood U-Net` is `flood-u-net`; may be nothing.
std::string id_of(std::string_view name);

/// The Error for a value that the option cannot take: `bbox: ...`.
tl::unexpected<OptionError> refuse(std::string_view option, std::string_view why);
/// The Error for statistics that do not fit the bands.
tl::unexpected<OptionError> refuse_statistics(const StatisticsFile& file, std::uint32_t line,
                                              std::string_view why);

}  // namespace stacmlm::author
