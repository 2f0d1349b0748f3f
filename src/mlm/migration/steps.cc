// SPDX-License-Identifier: Apache-2.0
#include "mlm/migration/steps.h"

namespace stacmlm::mlm::migration {

std::span<const Step> steps() {
  using enum Version;
  static constexpr Step kSteps[] = {
      {kV1_0_0, kV1_1_0, "1.0.0 to 1.1.0", &migrate_v1_0_to_v1_1},
      {kV1_1_0, kV1_2_0, "1.1.0 to 1.2.0", &migrate_v1_1_to_v1_2},
      {kV1_2_0, kV1_3_0, "1.2.0 to 1.3.0", &migrate_v1_2_to_v1_3},
      {kV1_3_0, kV1_4_0, "1.3.0 to 1.4.0", &migrate_v1_3_to_v1_4},
      {kV1_4_0, kV1_5_0, "1.4.0 to 1.5.0", &migrate_v1_4_to_v1_5},
      {kV1_5_2, kV1_6_0, "1.5.2 to 1.6.0", &migrate_v1_5_to_v1_6},
  };
  return kSteps;
}

}  // namespace stacmlm::mlm::migration
