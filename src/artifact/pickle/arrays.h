// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "artifact/npy/array_type.h"
#include "artifact/pickle/machine.h"

namespace stacmlm::artifact::pickle {

/// Of a numpy.dtype; nothing if it is none that is known.
std::optional<ArrayType> array_type(const Values& values, ValueId dtype);

/// joblib puts the bytes of an array behind the object that stands for it. Passes over them, and
/// remembers where they are. Arrays of objects are pickles of their own there: those are kept too.
class JoblibArrays : public BuildWatcher {
 public:
  explicit JoblibArrays(MachineLimits& budget) : budget_(budget) {}

  base::Result<void> built(ByteReader& reader, const Stream& stream, ValueId object) override;

  /// By the object that stands for them.
  [[nodiscard]] const std::map<ValueId, Values::Extent>& extents() const { return extents_; }
  /// Of arrays of objects, in their order.
  [[nodiscard]] const std::vector<Stream>& inner() const { return inner_; }
  /// The pickle of the array of objects that an object stands for, or null.
  [[nodiscard]] const Stream* inner_of(ValueId object) const;

 private:
  MachineLimits& budget_;
  std::map<ValueId, Values::Extent> extents_;
  std::vector<Stream> inner_;
  std::map<ValueId, std::size_t> inner_of_;
};

/// The items of a small array, or of a list or tuple, as text: numbers and texts. Nothing if it is
/// something else, or too large. `arrays` may be null.
std::optional<std::vector<std::string>> array_items(const Stream& stream,
                                                    const JoblibArrays* arrays,
                                                    const Source& source, ValueId id);

}  // namespace stacmlm::artifact::pickle
