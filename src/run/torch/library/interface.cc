// SPDX-License-Identifier: Apache-2.0
#include "run/torch/library/interface.h"

#include <torch/csrc/jit/api/function_impl.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/ir/ir.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <unordered_map>
#include <utility>

namespace stacmlm::run::pt {
namespace {

namespace jit = torch::jit;
using base::ErrorKind;

constexpr std::size_t kMostNodes = 1'000'000;
constexpr int kDeepestCall = 200;

template <class Visit>
void visit_nodes(jit::Block* block, const Visit& visit) {
  for (jit::Node* node : block->nodes()) {
    visit(node);
    for (jit::Block* inner : node->blocks()) visit_nodes(inner, visit);
  }
}

/// Counts operations as they are when all calls are written out. Functions that call others twice
/// and so on are far more than their text.
class Counter {
 public:
  /// Nothing: too many.
  std::optional<std::size_t> count(jit::Function* function, int depth) {
    if (const auto known = counts_.find(function); known != counts_.end()) return known->second;
    jit::GraphFunction* written = jit::tryToGraphFunction(*function);
    if (written == nullptr) return 1;
    if (depth > kDeepestCall) return std::nullopt;
    written->ensure_defined();
    std::size_t sum = 0;
    bool has_room = true;
    visit_nodes(written->graph()->block(), [&](jit::Node* node) {
      if (!has_room) return;
      jit::Function* called = called_by(node);
      const auto more =
          called == nullptr ? std::optional<std::size_t>(1) : count(called, depth + 1);
      has_room = more && *more <= kMostNodes - sum;
      if (has_room) sum += *more;
    });
    if (!has_room) return std::nullopt;
    counts_[function] = sum;
    return sum;
  }

 private:
  /// Null: it is no call, or one whose function only a run tells.
  static jit::Function* called_by(jit::Node* node) {
    if (node->kind() == c10::prim::CallFunction) {
      const auto type = node->input(0)->type()->cast<c10::FunctionType>();
      return type ? type->function() : nullptr;
    }
    if (node->kind() != c10::prim::CallMethod) return nullptr;
    const auto type = node->input(0)->type()->cast<c10::ClassType>();
    return type ? type->findMethod(node->s(c10::attr::name)) : nullptr;
  }

  std::unordered_map<jit::Function*, std::size_t> counts_;
};

bool is_tensor(const c10::TypePtr& type) { return type->isSubtypeOf(*c10::TensorType::get()); }

tl::unexpected<base::Error> refuse(std::string why) {
  return base::fail(ErrorKind::kUnsupported, std::move(why));
}

std::vector<std::string> numbered(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back("output_" + std::to_string(i));
  return names;
}

base::Result<std::vector<std::string>> inputs_of(const c10::FunctionSchema& schema) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i < schema.arguments().size(); ++i) {  // the first is the module
    const c10::Argument& argument = schema.arguments()[i];
    if (argument.type()->kind() == c10::TypeKind::TensorType) {
      if (argument.default_value()) continue;
      names.push_back(argument.name());
    } else if (!argument.default_value()) {
      return refuse("forward() takes `" + argument.name() + "`, " + argument.type()->str() +
                    ": tensors are given alone");
    }
  }
  return names;
}

base::Result<std::vector<std::string>> names_in_tuple(const c10::TupleType& type) {
  std::vector<std::string> names = numbered(type.elements().size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!is_tensor(type.elements()[i]))
      return refuse("forward() gives " + type.str() + ": tensors are taken alone");
    if (type.schema()) names[i] = type.schema()->arguments()[i].name();
  }
  return names;
}

/// Those that are set, in their order, by the operation that makes the dict and by those behind it.
base::Result<std::vector<std::string>> keys_of(const jit::Value* dict) {
  const jit::Node* made = dict->node();
  std::vector<std::string> keys;
  const auto add = [&](const jit::Value* key) {
    const auto value = jit::toIValue(key);
    if (!value || !value->isString()) return false;
    if (std::ranges::find(keys, value->toStringRef()) == keys.end())
      keys.push_back(value->toStringRef());
    return true;
  };
  bool is_known = made->kind() == c10::prim::DictConstruct;
  for (std::size_t i = 0; is_known && i < made->inputs().size(); i += 2)
    is_known = add(made->input(i));
  std::vector<const jit::Node*> users;
  for (const jit::Use& use : dict->uses()) users.push_back(use.user);
  std::ranges::stable_sort(users, [&](const jit::Node* one, const jit::Node* other) {
    return one != other && one->isBefore(other);
  });
  for (const jit::Node* user : users) {
    if (!is_known || user->kind() == c10::prim::Return) continue;
    const bool sets =
        user->kind() == c10::aten::_set_item && user->owningBlock() == made->owningBlock();
    is_known = sets && add(user->input(1));
  }
  if (!is_known || keys.empty())
    return refuse("forward() gives a dict whose keys only a run tells");
  return keys;
}

base::Result<std::vector<std::string>> places_in(const jit::Value* list) {
  const jit::Node* made = list->node();
  if (made->kind() != c10::prim::ListConstruct || list->uses().size() != 1)
    return refuse("forward() gives a list that is as long as only a run tells");
  return numbered(made->inputs().size());
}

}  // namespace

base::Result<void> check_size(const jit::Module& module) {
  const auto forward = module.find_method("forward");
  if (!forward) return refuse("it has no forward()");
  if (Counter().count(&forward->function(), 0)) return {};
  return base::fail(ErrorKind::kLimitExceeded,
                    "forward() has too many operations, or calls that are nested too deep");
}

base::Result<Interface> interface_of(const jit::Module& module) {
  const jit::Method forward = module.get_method("forward");
  const c10::FunctionSchema& schema = forward.function().getSchema();
  Interface interface;
  STACMLM_TRY(interface.inputs, inputs_of(schema));
  const c10::TypePtr given = schema.returns().at(0).type();
  const jit::Value* result = forward.graph()->outputs().at(0);
  if (is_tensor(given)) {
    interface.outputs = {"output"};
    return interface;
  }
  if (const auto tuple = given->cast<c10::TupleType>()) {
    interface.container = Container::kTuple;
    STACMLM_TRY(interface.outputs, names_in_tuple(*tuple));
    return interface;
  }
  const auto list = given->cast<c10::ListType>();
  if (list && is_tensor(list->getElementType())) {
    interface.container = Container::kList;
    STACMLM_TRY(interface.outputs, places_in(result));
    return interface;
  }
  const auto dict = given->cast<c10::DictType>();
  if (dict && is_tensor(dict->getValueType()) &&
      dict->getKeyType()->kind() == c10::TypeKind::StringType) {
    interface.container = Container::kDict;
    STACMLM_TRY(interface.outputs, keys_of(result));
    return interface;
  }
  return refuse("forward() gives " + given->str() + ": tensors are taken alone");
}

base::Result<void> check_trained(const jit::Module& module) {
  constexpr std::string_view kDropouts[] = {"aten::dropout", "aten::dropout_",
                                            "aten::feature_dropout", "aten::alpha_dropout"};
  constexpr std::size_t kIsTraining = 2;
  std::string found;
  visit_nodes(module.get_method("forward").graph()->block(), [&](jit::Node* node) {
    const std::string_view name = node->kind().toQualString();
    if (std::ranges::find(kDropouts, name) == std::end(kDropouts)) return;
    if (jit::constant_as<bool>(node->input(kIsTraining)).value_or(false)) found = name;
  });
  if (found.empty()) return {};
  return refuse(
      "forward() runs " + found +
      " as in training, which is different each time: eval() comes before torch.jit.trace");
}

}  // namespace stacmlm::run::pt
