// SPDX-License-Identifier: Apache-2.0
#include "artifact/skops/skops.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "artifact/archive/check.h"
#include "artifact/archive/window.h"
#include "artifact/json/json_text.h"
#include "artifact/npy/npy_header.h"
#include "artifact/pickle/harmless.h"
#include "artifact/skops/trust.h"

namespace stacmlm::artifact {
namespace {

using namespace skops;

constexpr std::string_view kSchema = "schema.json";

std::string shortened(std::string_view text) { return std::string(text.substr(0, 120)); }

/// The value of a JsonNode: its content is JSON text.
std::string_view json_content(json::Value node) {
  std::string_view text = text_of(node.find("content"));
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  return text;
}

class Reader {
 public:
  Reader(const Archive& archive, Collector& collector) : archive_(archive), collector_(collector) {}

  base::Result<void> read() {
    const ArchiveEntry* schema = archive_.find(kSchema);
    STACMLM_TRY(const std::string text, archive_.read(*schema, collector_.limits().header_bytes));
    STACMLM_TRY(const json::Document document, read_json(text, kSchema, {.depth = 128}));
    const json::Value root = document.root();
    if (!root.find("__loader__").is_string()) return malformed("schema.json describes no object");
    tell_model(root);
    for (std::uint32_t i = 0; i < document.node_count(); ++i) {
      STACMLM_CHECK(tell_node(document.value_at(i)));
    }
    for (const ArchiveEntry& entry : archive_.entries()) {
      STACMLM_CHECK(tell_entry(entry));
    }
    return {};
  }

 private:
  void not_analysed(std::string_view where, std::string_view what) {
    collector_.danger(DangerKind::kNotAnalysed, where, what);
  }
  void calls(std::string_view what) { collector_.danger(DangerKind::kCall, kSchema, what); }

  void tell_model(json::Value root) {
    ModelFile& model = collector_.model();
    model.producer = "skops";
    model.producer_version = text_of(root.find("_skops_version")).substr(0, 200);
    if (const auto protocol = whole_number(root.find("protocol")))
      model.format_version = fmt::format("protocol {}", *protocol);
    model.framework = pickle::framework_of(text_of(root.find("__module__")));
    if (model.framework != pickle::framework_of("sklearn")) return;
    const json::Value state = root.find("content").find("content");
    model.framework_version = json_content(state.find("_sklearn_version")).substr(0, 200);
  }

  base::Result<void> tell_node(json::Value node) {
    const std::string_view name = text_of(node.find("__class__"));
    const std::string_view module = text_of(node.find("__module__"));
    const std::string_view loader = text_of(node.find("__loader__"));
    if (!name.empty() || !module.empty()) {
      const bool is_function = loader == "FunctionNode" && is_trusted_function(module, name);
      if (!is_function) tell_import(module, name, is_trusted_type(module, name));
      if (is_compiled(module))
        collector_.danger(DangerKind::kNotAnalysed, kSchema,
                          fmt::format("{}.{}, whose numbers compiled code believes",
                                      shortened(module), shortened(name)));
      if (!is_function && !pickle::library_of(module).empty() && !module.starts_with("numpy")) {
        STACMLM_CHECK(
            collector_.add_class_name(fmt::format("{}.{}", shortened(module), shortened(name))));
      }
    }
    if (!node.find("__loader__").exists()) return {};
    tell_loader(loader, node.find("content"));
    return tell_file(node);
  }

  void tell_import(std::string_view module, std::string_view name, bool is_trusted) {
    if (!is_trusted) calls(fmt::format("would import {}.{}", shortened(module), shortened(name)));
  }

  void tell_loader(std::string_view loader, json::Value content) {
    if (!is_loader(loader)) {
      collector_.danger(DangerKind::kNotAnalysed, kSchema,
                        fmt::format("loader {}, which is not known", shortened(loader)));
    } else if (loader == "FunctionNode" && content.exists()) {  // of former versions
      const std::string_view module = text_of(content.find("module_path"));
      const std::string_view function = text_of(content.find("function"));
      tell_import(module, function, is_trusted_function(module, function));
    } else if (loader == "MethodNode") {
      calls(fmt::format("would take method {}", shortened(text_of(content.find("func")))));
    } else if (loader == "RandomGeneratorNode") {
      const json::Value state = content.find("bit_generator");
      // As text in former versions, as a node of its own today.
      const std::string_view former = text_of(state.find("bit_generator"));
      const std::string_view now = json_content(state.find("content").find("bit_generator"));
      if (!former.empty() || now.empty())
        tell_import("numpy.random", former, is_bit_generator(former));
      if (!now.empty()) tell_import("numpy.random", now, is_bit_generator(now));
    }
  }

  base::Result<void> tell_file(json::Value node) {
    const json::Value file = node.find("file");
    if (!file.is_string()) return {};
    if (archive_.find(file.string()) == nullptr)
      return malformed(fmt::format("{}: is not in the archive", shortened(file.string())));
    return {};
  }

  base::Result<void> tell_entry(const ArchiveEntry& entry) {
    const std::string_view name = entry.name;
    if (name == kSchema) return {};
    if (name.ends_with(".npy")) return tell_array(archive_, entry, std::string(entry.shown()));
    if (name.ends_with(".npz")) return tell_matrix(entry);
    not_analysed(entry.shown(), name.ends_with(".bin") ? "raw bytes, which are not looked into"
                                                       : "a part of no known purpose");
    return {};
  }

  // Of the numbers nothing is told, so that they are not unpacked.
  base::Result<void> tell_array(const Archive& archive, const ArchiveEntry& entry,
                                const std::string& where) {
    STACMLM_TRY(std::string head, archive.head(entry, kLongestNpyHeader));
    auto header = read_npy_header(*source_that_keeps(std::move(head), entry.name), entry.size);
    if (!header) return tl::unexpected(std::move(header.error()).during(where));
    if (header->has_objects) not_analysed(where, "an array of pickled objects");
    return {};
  }

  /// A sparse matrix as SciPy saves it: an archive of arrays.
  base::Result<void> tell_matrix(const ArchiveEntry& entry) {
    const std::string name(entry.shown());
    if (entry.method != ArchiveEntry::kStored) {
      not_analysed(name, "a packed archive of arrays, which is not looked into");
      return {};
    }
    STACMLM_TRY(const auto source, archive_.open(entry, 0));
    const auto inner = Archive::open(*source, collector_.limits().kept_bytes / 16);
    if (!inner) return tl::unexpected(base::Error(inner.error()).during(name));
    STACMLM_CHECK(check_inner(*inner, name, collector_));
    for (const ArchiveEntry& part : inner->entries()) {
      const std::string where = fmt::format("{}/{}", name, part.shown());
      if (!part.name.ends_with(".npy")) {
        not_analysed(where, "a part of no known purpose");
        continue;
      }
      STACMLM_CHECK(tell_array(*inner, part, where));
    }
    return {};
  }

  const Archive& archive_;
  Collector& collector_;
};

bool is_skops(const Probe& probe) {
  return probe.archive != nullptr && probe.archive->find(kSchema) != nullptr;
}

base::Result<void> read_skops(const Probe& probe, Collector& collector) {
  return Reader(*probe.archive, collector).read();
}

}  // namespace

const FormatReader kSkops{{.name = "skops",
                           .title = "skops",
                           .extensions = ".skops",
                           .artifact_types = "skops.io.dump skops.dump",
                           .media_types = "application/octet-stream application/zip",
                           .is_read = true},
                          is_skops,
                          read_skops};

}  // namespace stacmlm::artifact
