// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace stacmlm::artifact::onnx {

/// A domain by its own name: the empty one is `ai.onnx`.
std::string_view domain_name(std::string_view domain);

/// True for the domains whose operators a runtime brings without a library of somebody else: those
/// of the ONNX standard, and those built into ONNX Runtime.
bool is_known_domain(std::string_view domain);

/// `Conv`, `com.microsoft::FusedConv`.
std::string operator_name(std::string_view domain, std::string_view type);

}  // namespace stacmlm::artifact::onnx
