// SPDX-License-Identifier: Apache-2.0
// Any document: each of its values is read as every typed object and asked as a field of every
// type.
#include <cstddef>
#include <cstdint>

#include "require.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/mlm/legacy/ml_model.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/stac/geometry.h"
#include "stacmlm/stac/item.h"

namespace stacmlm {
namespace {

using stac::Field;
using stac::FieldState;

template <class T>
void ask(json::Value value) {
  const Field<T> field(value);
  const FieldState state = field.state();
  require(field.is_absent() == !value.exists(), "what is not there is absent");
  require(field.is_absent() == (state == FieldState::kAbsent), "absent is a state");
  require(field.has_value() == (state == FieldState::kValue), "a value is a state");
  require(field.raw() == value, "a field keeps its value");
  if (state == FieldState::kNull) require(field.is_null(), "null is null");
  if (state == FieldState::kMalformed) require(!field.is_null(), "null is well-formed");
  if (field) static_cast<void>(field.value());
}

template <class T>
void ask_list(json::Value value) {
  ask<stac::List<T>>(value);
  const stac::List<T> list(value);
  std::size_t count = 0;
  for (const Field<T> field : list) {
    require(count > 50 || field.raw() == list[count].raw(), "elements stand in order");
    ask<T>(field.raw());
    ++count;
  }
  require(!value.is_array() || count == list.size(), "the size is the number of elements");
  require(list[count].is_absent(), "behind the last there is none");
}

template <class Object>
Object read(json::Value value) {
  ask<Object>(value);
  const Object object = Object::read(value);
  std::size_t known = 0;
  for (const auto& member : Object::members()) known += member.get(object).exists() ? 1 : 0;
  if (value.is_object())
    require(known + stac::unknown_members(object).size() >= value.size(), "no member is lost");
  return object;
}

void read_model(json::Value value) {
  const mlm::Model model = read<mlm::Model>(value);
  const mlm::Model same = mlm::effective(model, model);
  for (const auto& member : mlm::Model::members())
    require(member.get(same) == member.get(model), "a model overrides itself with itself");
  const auto input = read<mlm::ModelInput>(value);
  for (const auto& code : mlm::expressions(input.pre_processing_function))
    read<mlm::ProcessingExpression>(code.raw());
  read<mlm::ModelOutput>(value);
  read<mlm::Reference>(value);
  read<mlm::ValueScaling>(value);
  read<mlm::ClassObject>(value);
  read<mlm::legacy::MlModelV1>(value);

  const auto tensor = read<mlm::Structure>(value);
  const int at = tensor.dimension("bands");
  require(at >= 0 || tensor.size_of("bands") == -1, "what is not there has no size");
}

void read_core(json::Value value) {
  read<stac::Link>(value);
  read<stac::Item>(value);
  read<stac::Collection>(value);
  read<stac::Catalog>(value);
  read<stac::Band>(value);
  const auto asset = read<stac::Asset>(value);
  require(!asset.has_role("data") || asset.roles.raw().is_array(), "roles are a list");
}

void read_place(json::Value value) {
  stac::read_box(value);
  const stac::GeometryFacts facts = stac::read_geometry(value);
  require(facts.open.size() <= stac::GeometryFacts::kMostRings, "so many faults are kept");
  if (facts.positions == 0) return;
  stac::crosses_antimeridian_uncut(facts);
  stac::bounding_box_of(facts, true);
}

void look_at(json::Value value) {
  ask<std::string_view>(value);
  ask<bool>(value);
  ask<double>(value);
  ask<json::Value>(value);
  ask_list<std::string_view>(value);
  ask_list<std::int64_t>(value);
  ask_list<double>(value);
  ask_list<mlm::Reference>(value);
  read_core(value);
  read_model(value);
}

}  // namespace
}  // namespace stacmlm

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace stacmlm;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  json::Document document;
  if (json::Parser().parse(json::Text::copy_of(text), document)) return 0;
  look_at(json::Value());
  for (std::uint32_t i = 0; i < document.node_count(); ++i) look_at(document.value_at(i));
  read_place(document.root());
  read_place(document.root().find("geometry"));
  read_place(document.root().find("bbox"));
  return 0;
}
