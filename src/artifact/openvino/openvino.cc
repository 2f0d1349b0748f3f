// SPDX-License-Identifier: Apache-2.0
#include "artifact/openvino/openvino.h"

#include <fmt/format.h>

#include <string>

#include "artifact/openvino/ir_visitor.h"
#include "artifact/openvino/xml.h"
#include "artifact/source/companion.h"

namespace stacmlm::artifact {
namespace {

bool is_openvino(const Probe& probe) {
  std::string_view head = probe.head;
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  if (head.starts_with("<net ")) return true;
  return head.starts_with("<?xml") && head.find("<net ") != std::string_view::npos;
}

/// `model.bin` for `models/model.xml` and `https://host/models/model.xml?key=1`.
std::string weights_name(std::string_view path) {
  path = path.substr(0, path.find('?'));
  const std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return std::string(path.substr(0, path.rfind('.'))) + ".bin";
}

base::Result<void> check_weights(const Source& source, std::uint64_t needed, Collector& collector) {
  const std::string name = weights_name(source.name());
  const auto weights =
      open_companion(source, name, "the file with the weights is not there", collector);
  if (weights == nullptr || weights->size() >= needed) return {};
  return malformed(fmt::format("the weights end at byte {}, and {} has {} bytes", needed, name,
                               weights->size()));
}

base::Result<void> read_openvino(const Probe& probe, Collector& collector) {
  const Source& source = probe.source;
  if (source.size() > collector.limits().header_bytes)
    return over_limit(fmt::format("XML of {} bytes", source.size()));
  openvino::IrVisitor visitor(collector);
  STACMLM_CHECK(openvino::read_xml(ByteReader(source), visitor));
  STACMLM_CHECK(visitor.finish());
  if (visitor.weights_end() == 0) return {};
  return check_weights(source, visitor.weights_end(), collector);
}

}  // namespace

const FormatReader kOpenvino{{.name = "openvino-ir",
                              .title = "OpenVINO IR",
                              .extensions = ".xml",
                              .artifact_types = "openvino openvino-ir",
                              .media_types = "application/xml text/xml",
                              .framework = "",
                              .is_read = true,
                              .is_exchange = true},
                             is_openvino,
                             read_openvino};

}  // namespace stacmlm::artifact
