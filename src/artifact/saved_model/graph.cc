// SPDX-License-Identifier: Apache-2.0
#include "artifact/saved_model/graph.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "artifact/limits.h"
#include "artifact/tensorflow/operators.h"

namespace stacmlm::artifact::saved_model {
namespace {

using protobuf::Field;
using protobuf::Message;

namespace graph {
enum : std::uint32_t { kNode = 1, kLibrary = 2 };
}
namespace node {
enum : std::uint32_t { kName = 1, kOp = 2, kInput = 3, kAttr = 5 };
}
namespace function {
enum : std::uint32_t { kSignature = 1, kNode = 3 };
}
namespace attribute {
enum : std::uint32_t { kTensor = 8, kFunction = 10 };
constexpr std::uint32_t kStrings = 8;  ///< in kTensor
}  // namespace attribute

/// With these a model reads its own variables, and writes them when it is saved again.
bool is_of_saver(std::string_view type) {
  return type.starts_with("Save") || type.starts_with("Restore") || type == "MergeV2Checkpoints";
}

/// The functions that TensorFlow makes for them.
bool is_saver(std::string_view function) {
  return function.find("_traced_save") != std::string_view::npos ||
         function.find("_traced_restore") != std::string_view::npos;
}

/// The graph's own place for the path of its variables.
constexpr std::string_view kFilename = "saver_filename";

bool names_a_place(std::string_view text) {
  return text.starts_with('/') || text.starts_with('~') || text.find("..") != text.npos ||
         text.find("://") != text.npos;
}

}  // namespace

struct Graph::Node {
  std::string name;
  std::string type;
  std::string first_input;
  bool calls_saver = false;
  bool names_place = false;  ///< a text in it is a path that is fixed
};

base::Result<void> Graph::read(Message message) {
  return message.each([&](const Field& field) -> base::Result<void> {
    if (!field.is_bytes()) return {};
    if (field.number == graph::kNode) return read_node(message.nested(field), Body::kMain);
    if (field.number != graph::kLibrary) return {};
    Message library = message.nested(field);
    return library.each([&](const Field& function) -> base::Result<void> {
      if (function.number != 1 || !function.is_bytes()) return {};
      return read_function(library.nested(function));
    });
  });
}

base::Result<void> Graph::read_function(Message message) {
  std::string name;
  Message signatures = message;
  STACMLM_CHECK(signatures.each([&](const Field& field) -> base::Result<void> {
    if (field.number != function::kSignature || !field.is_bytes()) return {};
    Message signature = signatures.nested(field);
    return signature.each([&](const Field& part) -> base::Result<void> {
      if (part.number != 1 || !part.is_bytes()) return {};
      STACMLM_TRY(name, signature.text(part, kLongestName));
      return {};
    });
  }));
  const Body body = is_saver(name) ? Body::kSaver : Body::kFunction;
  return message.each([&](const Field& field) -> base::Result<void> {
    if (field.number != function::kNode || !field.is_bytes()) return {};
    return read_node(message.nested(field), body);
  });
}

base::Result<void> Graph::read_node(Message message, Body body) {
  Node node;
  STACMLM_CHECK(message.each([&](const Field& field) -> base::Result<void> {
    if (!field.is_bytes()) return {};
    if (field.number == node::kName) {
      STACMLM_TRY(node.name, message.text(field, kLongestName));
    } else if (field.number == node::kOp) {
      STACMLM_TRY(node.type, message.text(field, kLongestName));
    } else if (field.number == node::kInput && node.first_input.empty()) {
      STACMLM_TRY(node.first_input, message.text(field, kLongestName));
    } else if (field.number == node::kAttr) {
      return read_attribute(message.nested(field), node);
    }
    return {};
  }));
  if (!operators_.contains(node.type)) {
    STACMLM_CHECK(collector_.keep(node.type.size() + 3 * sizeof node.type));
    operators_.insert(node.type);
  }
  judge(node, body);
  return {};
}

// A text in a tensor that may be the path of a file, or the name of the function that is called.
base::Result<void> Graph::read_value(Message message, bool is_tensor, Node& node) {
  return message.each([&](const Field& field) -> base::Result<void> {
    const std::uint32_t number = is_tensor ? attribute::kStrings : protobuf::kMapKey;
    if (field.number != number || !field.is_bytes() || field.size() > kLongestName) return {};
    const auto text = message.text(field, kLongestName);
    if (!text) return tl::unexpected(text.error());
    if (is_tensor) node.names_place |= names_a_place(*text);
    if (!is_tensor) node.calls_saver |= is_saver(*text);
    return {};
  });
}

base::Result<void> Graph::read_attribute(Message entry, Node& node) {
  return entry.each([&](const Field& field) -> base::Result<void> {
    if (field.number != protobuf::kMapValue || !field.is_bytes()) return {};
    Message value = entry.nested(field);
    return value.each([&](const Field& part) -> base::Result<void> {
      const bool is_tensor = part.number == attribute::kTensor;
      if (!part.is_bytes() || !(is_tensor || part.number == attribute::kFunction)) return {};
      return read_value(value.nested(part), is_tensor, node);
    });
  });
}

void Graph::judge(const Node& node, Body body) {
  const auto reaches = [&](std::string_view what) {
    collector_.danger(DangerKind::kFileAccess, node.type, what);
  };
  // The first version of the form has its saver in the graph itself.
  const bool is_in_saver =
      body == Body::kSaver || (body == Body::kMain && node.name.starts_with("save"));
  if (tensorflow::reaches_outside(node.type)) {
    if (!is_in_saver || !is_of_saver(node.type))
      reaches("an operator that reads or writes files, or calls Python");
  }
  if (is_in_saver && node.names_place)
    reaches("a fixed path where the path of the model's variables belongs");
  if (node.calls_saver && (body != Body::kMain || node.first_input != kFilename))
    reaches("reads or writes the variables of the model at a place of its own");
  if (body == Body::kMain && node.name == kFilename && node.type != "Placeholder")
    reaches("a fixed path where the path of the model's variables belongs");
}

bool Graph::has_variables() const {
  return operators_.contains("VarHandleOp") || operators_.contains("VariableV2") ||
         operators_.contains("Variable");
}

base::Result<void> Graph::finish() {
  for (const std::string& type : operators_) {
    STACMLM_CHECK(collector_.add_operator(type));
  }
  return {};
}

}  // namespace stacmlm::artifact::saved_model
