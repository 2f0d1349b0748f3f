// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/collector.h"
#include "artifact/hdf5/object.h"
#include "artifact/keras/config.h"

namespace stacmlm::artifact::keras {

/// The weights in an HDF5 file of Keras, of which it is given each object.
class Weights {
 public:
  explicit Weights(Collector& collector) : collector_(collector) {}

  base::Result<void> visit(const hdf5::Object& object);
  /// Adds what was found to the collector. The layers tell what is learned and what is only kept.
  base::Result<void> add_all(const Layers& layers);

 private:
  struct Found {
    Weight weight;
    std::string group{};  ///< the path of the group that holds it
  };
  struct Group {
    std::string layer{};    ///< the name of the layer, as the file states it; may be empty
    std::size_t count = 0;  ///< of weights in it
  };
  [[nodiscard]] WeightKind kind_of(const Found& found, const Layers& layers) const;
  [[nodiscard]] bool is_kept(const Found& found, const Layers& layers) const;

  Collector& collector_;
  std::vector<Found> found_;
  std::map<std::string, std::size_t, std::less<>> index_of_;  // by path
  std::map<std::string, Group, std::less<>> groups_;          // by path
};

}  // namespace stacmlm::artifact::keras
