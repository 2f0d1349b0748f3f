// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "artifact/collector.h"
#include "artifact/protobuf/message.h"

namespace stacmlm::artifact::saved_model {

/// The functions that a model offers, and what they take and give.
class Signatures {
 public:
  /// One entry of MetaGraphDef.signature_def.
  base::Result<void> add(protobuf::Message entry, Collector& collector);
  /// Inputs and outputs of the one that serves; of several others of the first by name.
  base::Result<void> finish(Collector& collector);

 private:
  struct Signature {
    std::map<std::string, Tensor> inputs;  // in the file their order is left to chance
    std::map<std::string, Tensor> outputs;
  };
  static base::Result<Signature> read(protobuf::Message message, Collector& collector);

  std::map<std::string, Signature> all_;
};

}  // namespace stacmlm::artifact::saved_model
