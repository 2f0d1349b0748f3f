// SPDX-License-Identifier: Apache-2.0
// The typed MLM objects: views of a document, read by their descriptions. All of them are cheap to
// copy, valid as long as the document, and safe to read from several threads. Names are the
// specification's, without the `mlm:` prefix.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "stacmlm/mlm/version.h"
#include "stacmlm/stac/description.h"
#include "stacmlm/stac/field.h"

namespace stacmlm::mlm {

using stac::Field;
using stac::List;
using stac::Strings;

/// Processing Expression: what to do, in the language that `format` names.
struct ProcessingExpression {
  json::Value source;
  Field<std::string_view> format;
  Field<json::Value> expression;
  Field<std::string_view> description;

  static ProcessingExpression read(json::Value value) {
    return stac::read_object<ProcessingExpression>(value);
  }
  static std::span<const stac::Member<ProcessingExpression>> members();
};

/// Model Band Object or Model Data Variable Object: a name, or an object that computes it.
struct Reference {
  json::Value source;
  Field<std::string_view> name;
  Field<std::string_view> format;
  Field<json::Value> expression;

  /// A plain string is a Reference with that name.
  static Reference read(json::Value value);
  static std::span<const stac::Member<Reference>> members();
};

/// Input Structure Object and Result Structure Object: one tensor.
struct Structure {
  json::Value source;
  Field<List<std::int64_t>> shape;  ///< sizes; -1 is any
  Field<Strings> dim_order;
  Field<std::string_view> data_type;

  static Structure read(json::Value value) { return stac::read_object<Structure>(value); }
  static std::span<const stac::Member<Structure>> members();

  /// The index of dimension `name` in `dim_order`, or -1.
  [[nodiscard]] int dimension(std::string_view name) const;
  /// The size of that dimension; -1 if it is free, not there or not readable.
  [[nodiscard]] std::int64_t size_of(std::string_view name) const;
};
using InputStructure = Structure;
using ResultStructure = Structure;

/// Value Scaling Object (since 1.4.0).
struct ValueScaling {
  json::Value source;
  Field<std::string_view> type;
  Field<double> minimum;
  Field<double> maximum;
  Field<double> mean;
  Field<double> stddev;
  Field<double> value;
  Field<std::string_view> format;
  Field<json::Value> expression;
  Field<std::string_view> description;

  static ValueScaling read(json::Value value) { return stac::read_object<ValueScaling>(value); }
  static std::span<const stac::Member<ValueScaling>> members();
};

/// One class of `classification:classes` (classification extension 1.1.0 and 2.0.0).
struct ClassObject {
  json::Value source;
  Field<std::int64_t> value;
  Field<std::string_view> name;
  Field<std::string_view> title;
  Field<std::string_view> description;
  Field<std::string_view> color_hint;
  Field<bool> nodata;

  static ClassObject read(json::Value value) { return stac::read_object<ClassObject>(value); }
  static std::span<const stac::Member<ClassObject>> members();
};

/// Model Input Object.
struct ModelInput {
  json::Value source;
  Field<std::string_view> name;
  Field<std::string_view> description;  ///< since 1.1.0
  Field<List<Reference>> bands;         ///< required until 1.4.0
  Field<List<Reference>> variables;     ///< since 1.5.0
  Field<InputStructure> input;
  Field<bool> norm_by_channel;  ///< until 1.3.0, as the next three
  Field<std::string_view> norm_type;
  Field<List<double>> norm_clip;
  Field<List<json::Value>> statistics;
  Field<List<ValueScaling>> value_scaling;  ///< since 1.4.0
  Field<std::string_view> resize_type;
  Field<json::Value>
      pre_processing_function;  ///< one expression or (since 1.5.0) several; see expressions()

  static ModelInput read(json::Value value) { return stac::read_object<ModelInput>(value); }
  static std::span<const stac::Member<ModelInput>> members();
};

/// Model Output Object.
struct ModelOutput {
  json::Value source;
  Field<std::string_view> name;
  Field<std::string_view> description;
  Field<Strings> tasks;
  Field<ResultStructure> result;
  Field<List<Reference>> bands;      ///< since 1.5.0
  Field<List<Reference>> variables;  ///< since 1.5.0
  Field<List<ClassObject>> classes;  ///< `classification:classes`
  Field<json::Value> post_processing_function;

  static ModelOutput read(json::Value value) { return stac::read_object<ModelOutput>(value); }
  static std::span<const stac::Member<ModelOutput>> members();
};

/// The `mlm:*` members of an Item's properties or of an asset.
struct Model {
  json::Value source;
  Field<std::string_view> name;
  Field<std::string_view> architecture;
  Field<Strings> tasks;
  Field<std::string_view> framework;
  Field<std::string_view> framework_version;
  Field<std::int64_t> memory_size;
  Field<std::int64_t> total_parameters;
  Field<bool> pretrained;
  Field<std::string_view> pretrained_source;
  Field<std::int64_t> batch_size_suggestion;
  Field<std::string_view> accelerator;
  Field<bool> accelerator_constrained;
  Field<std::string_view> accelerator_summary;
  Field<std::int64_t> accelerator_count;
  Field<List<ModelInput>> input;
  Field<List<ModelOutput>> output;
  Field<json::Value> hyperparameters;
  Field<std::string_view> artifact_type;
  Field<std::string_view> compile_method;
  Field<std::string_view> entrypoint;

  static Model read(json::Value properties) { return stac::read_object<Model>(properties); }
  static std::span<const stac::Member<Model>> members();
};

/// The model as `asset` has it: a member that the asset carries overrides the Item's, unless it may
/// stand in Item properties alone.
Model effective(const Model& item, const Model& asset);

/// The expressions of a pre- or post-processing function: none, one, or each of an array.
std::vector<Field<ProcessingExpression>> expressions(const Field<json::Value>& function);

}  // namespace stacmlm::mlm

namespace stacmlm::stac {

template <>
struct Decode<mlm::Reference> {
  static bool fits(json::Value value) { return value.is_string() || value.is_object(); }
  static mlm::Reference get(json::Value value) { return mlm::Reference::read(value); }
};

}  // namespace stacmlm::stac
