// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "run/preprocess/program.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::run {
namespace {

using base::ErrorKind;

/// Names of the bands or variables; empty where they have none.
std::vector<std::string> names_of(const mlm::ModelInput& input) {
  std::vector<std::string> names;
  for (const auto* list : {&input.bands, &input.variables}) {
    if (!*list) continue;
    for (const auto& entry : **list) {
      names.emplace_back(entry ? (*entry).name.value_or("") : std::string_view());
    }
  }
  return names;
}

class Compiler {
 public:
  Compiler(const mlm::ModelInput& input, const PreprocessOptions& options)
      : input_(input), options_(options), program_(std::make_shared<Preprocess::Program>()) {}

  base::Result<std::shared_ptr<Preprocess::Program>> run() {
    STACMLM_CHECK(tensor());
    STACMLM_CHECK(channels());
    STACMLM_CHECK(frame());
    STACMLM_TRY(program_->scalings, scalings_of(input_, options_, names_));
    program_->notes = program_->scalings.notes;
    STACMLM_CHECK(functions());
    program_->pad = options_.pad;
    program_->fill = options_.fill;
    program_->fill_before = options_.fill_before;
    program_->path = options_.path;
    program_->settle();
    tell_steps();
    return program_;
  }

 private:
  [[nodiscard]] tl::unexpected<base::Error> wrong(
      std::string_view field, const std::string& what,
      ErrorKind kind = ErrorKind::kInvalidDocument) const {
    return base::fail(kind, fmt::format("{}.{}: {}", options_.path, field, what));
  }

  base::Result<void> tensor() {
    if (!input_.input) return wrong("input", "it is missing, or no object");
    const mlm::InputStructure structure = *input_.input;
    STACMLM_TRY(program_->layout, tensor_layout(structure, options_.path));
    if (!structure.data_type) return wrong("input.data_type", "it is missing, or no text");
    const auto type = find_data_type(*structure.data_type);
    if (!type || *type == DataType::kBool) {
      return wrong("input.data_type",
                   fmt::format("numbers cannot become `{}`; float16, float32, float64 and integers "
                               "can",
                               *structure.data_type),
                   ErrorKind::kUnsupported);
    }
    program_->type = *type;
    return {};
  }

  base::Result<void> channels() {
    names_ = names_of(input_);
    const std::int64_t told = program_->layout.size_of(Axis::kChannel);
    std::size_t count = names_.size();
    if (count == 0) count = options_.channels.size();
    if (count == 0) count = told > 0 ? static_cast<std::size_t>(told) : 1;
    if (told > 0 && static_cast<std::size_t>(told) != count) {
      return wrong("input.shape", fmt::format("{} channels, and {} bands are named", told, count));
    }
    if (!options_.channels.empty() && options_.channels.size() != count) {
      return base::fail(ErrorKind::kInvalidArgument,
                        fmt::format("{}: {} channels are given, and {} wanted", options_.path,
                                    options_.channels.size(), count));
    }
    program_->sources = options_.channels;
    for (std::size_t i = program_->sources.size(); i < count; ++i) {
      program_->sources.push_back({i, std::nullopt});
    }
    names_.resize(count);
    for (std::string& name : names_) {
      if (name.empty()) name = "x";
    }
    for (const FileScaling& file : options_.files) {
      if (file.scale == 0) {
        return base::fail(ErrorKind::kInvalidDocument, "raster:scale: it is 0 for a band");
      }
    }
    program_->files = options_.files;
    return {};
  }

  base::Result<void> frame() {
    if (input_.resize_type.is_absent() || input_.resize_type.is_null()) return {};
    if (!input_.resize_type) return wrong("resize_type", "it must be a text");
    const std::string_view type = *input_.resize_type;
    program_->resize = resize_method_of(type);
    program_->crops = type == "crop";
    if (program_->resize || program_->crops || type == "pad") return {};
    const bool is_flag = type.starts_with("wrap-");
    const std::string_view why =
        type == "interpolation-max" ? "is a bit mask of OpenCV, which its resize refuses"
        : is_flag ? "is a flag for warps, and this specification cannot describe a warp"
                  : "is no method that is known";
    return wrong("resize_type",
                 fmt::format("`{}` {}; name the method that was meant: interpolation-nearest, "
                             "-linear, -cubic, -area or -lanczos4, crop or pad",
                             type, why),
                 ErrorKind::kUnsupported);
  }

  base::Result<void> functions() {
    const auto list = mlm::expressions(input_.pre_processing_function);
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string path =
          list.size() == 1 ? fmt::format("{}.pre_processing_function", options_.path)
                           : fmt::format("{}.pre_processing_function[{}]", options_.path, i);
      if (list[i].is_null() || list[i].is_absent()) continue;
      if (!list[i]) return base::fail(ErrorKind::kInvalidDocument, path + ": it must be an object");
      const mlm::ProcessingExpression function = *list[i];
      if (!function.format) {
        return base::fail(ErrorKind::kInvalidDocument, path + ".format: it must be a text");
      }
      STACMLM_CHECK(add_function(function, path));
    }
    return {};
  }

  /// One that reads nothing but `x`, `A` or `b1` is done to each channel.
  base::Result<void> add_function(const mlm::ProcessingExpression& function,
                                  const std::string& path) {
    const std::vector<std::string> one = {"x"};
    const json::Value text = function.expression.raw();
    auto each = compile_expression(*function.format, text, one, path);
    if (each && each->results() == 1) {
      program_->functions.push_back({*std::move(each), true});
      return {};
    }
    STACMLM_TRY(auto all, compile_expression(*function.format, text, names_, path));
    if (all.results() != names_.size()) {
      return base::fail(ErrorKind::kInvalidDocument,
                        fmt::format("{}.expression: it gives {} results for {} channels; read "
                                    "nothing but `x` to change each, or give asarray(...)",
                                    path, all.results(), names_.size()));
    }
    program_->functions.push_back({std::move(all), false});
    return {};
  }

  void tell_steps();

  const mlm::ModelInput& input_;
  const PreprocessOptions& options_;
  std::shared_ptr<Preprocess::Program> program_;
  std::vector<std::string> names_;
};

void Compiler::tell_steps() {
  Preprocess::Program& p = *program_;
  const bool has_files = std::ranges::any_of(
      p.files, [](const FileScaling& file) { return file.scale != 1 || file.offset != 0; });
  const bool has_expressions = std::ranges::any_of(
      p.sources, [](const ChannelSource& source) { return source.expression.has_value(); });
  const bool has_scalings = std::ranges::any_of(
      p.scalings.channels, [](const ChannelScaling& scaling) { return !scaling.text.empty(); });
  if (has_files) p.steps.emplace_back("scale and offset of the file");
  if (has_expressions) p.steps.emplace_back("expressions of bands");
  if (p.resize) p.steps.push_back(fmt::format("resize: {}", *input_.resize_type));
  if (p.crops) p.steps.emplace_back("crop to the centre");
  if (has_scalings) p.steps.emplace_back("scaling of each channel");
  if (p.scalings.norm != DataNorm::kNone) {
    p.steps.push_back(fmt::format("norm_type {} over each {}", *input_.norm_type,
                                  word_of(kNormDomains, p.scalings.domain)));
  }
  if (!p.functions.empty()) p.steps.emplace_back("pre_processing_function");
  p.steps.push_back(p.fill_before ? fmt::format("nodata becomes {}, before scaling", p.fill)
                                  : fmt::format("nodata becomes {}", p.fill));
  const bool rounds = p.type != DataType::kFloat32 && p.type != DataType::kFloat16 &&
                      p.type != DataType::kBfloat16 && p.type != DataType::kFloat64;
  p.steps.push_back(fmt::format("cast to {}{}", name_of(p.type),
                                rounds ? ", half to even, held at the ends of its range" : ""));
  if (rounds && (has_scalings || has_expressions || !p.functions.empty() ||
                 p.scalings.norm != DataNorm::kNone)) {
    p.notes.push_back(fmt::format("{}.input.data_type: `{}` keeps nothing behind the point",
                                  options_.path, name_of(p.type)));
  }
  const bool is_linear = !std::ranges::any_of(p.scalings.channels, [](const ChannelScaling& s) {
    return s.is_bounded() || s.expression.has_value();
  });
  if (p.resize && (!is_linear || !p.functions.empty())) {
    p.notes.push_back(options_.path +
                      ".resize_type: pixels are resized before they are scaled; "
                      "the specification says no order, and here it matters");
  }
}

}  // namespace

void Preprocess::Program::settle() {
  is_simple = functions.empty() && !has_pixel_norm();
  from_file.clear();
  for (std::size_t i = 0; i < sources.size(); ++i) {
    is_simple = is_simple && !sources[i].expression && !scalings.channels[i].expression;
    from_file.push_back(scalings.channels[i].behind(file_of(sources[i].band)));
  }
}

base::Result<Preprocess> Preprocess::compile(const mlm::ModelInput& input,
                                             const PreprocessOptions& options) {
  STACMLM_TRY(auto program, Compiler(input, options).run());
  return Preprocess(std::move(program));
}

}  // namespace stacmlm::run
