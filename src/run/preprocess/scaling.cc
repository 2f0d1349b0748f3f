// SPDX-License-Identifier: Apache-2.0
#include "run/preprocess/scaling.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "stacmlm/mlm/scaling.h"

namespace stacmlm::run {
namespace {

using base::ErrorKind;

/// `x - 3`, `x + 3`, `x`.
std::string moved_text(double centre) {
  if (centre == 0) return "x";
  return centre > 0 ? fmt::format("x - {}", centre) : fmt::format("x + {}", -centre);
}

class ScalingReader {
 public:
  ScalingReader(mlm::ValueScaling scaling, std::string path)
      : scaling_(scaling), path_(std::move(path)) {}

  base::Result<ChannelScaling> read(const std::string& name) const {
    const auto type = scaling_.type;
    if (type.is_null() || type.is_absent()) return ChannelScaling{};
    if (!type) return wrong("type", "it must be a text");
    if (*type == "processing") return processing(name);
    if (*type == "clip-min") return bounded(true, false);
    if (*type == "clip-max") return bounded(false, true);
    if (*type == "clip") return bounded(true, true);
    if (*type == "min-max") return min_max();
    if (*type == "z-score") return z_score();
    if (*type == "offset") return offset();
    if (*type == "scale") return scale();
    std::string known;
    for (const mlm::ScalingType& row : mlm::scaling_types()) known += fmt::format("{}, ", row.type);
    return wrong("type",
                 fmt::format("`{}` is no kind of scaling; there are {}processing", *type, known));
  }

 private:
  [[nodiscard]] tl::unexpected<base::Error> wrong(std::string_view field,
                                                  const std::string& what) const {
    return base::fail(ErrorKind::kInvalidDocument, fmt::format("{}.{}: {}", path_, field, what));
  }

  [[nodiscard]] base::Result<double> number(const stac::Field<double>& field,
                                            std::string_view name) const {
    if (!field) return wrong(name, fmt::format("`{}` needs this number", *scaling_.type));
    if (!std::isfinite(*field)) return wrong(name, "the number is too large");
    return *field;
  }

  /// A field that is divided by.
  [[nodiscard]] base::Result<double> divisor(const stac::Field<double>& field,
                                             std::string_view name) const {
    STACMLM_TRY(const double value, number(field, name));
    if (value == 0) return wrong(name, "0 is divided by; give the number, or `offset` 0 for none");
    return value;
  }

  [[nodiscard]] base::Result<ChannelScaling> bounded(bool below, bool above) const {
    ChannelScaling made;
    double least = made.least;
    double most = made.most;
    if (below) {
      STACMLM_TRY(least, number(scaling_.minimum, "minimum"));
    }
    if (above) {
      STACMLM_TRY(most, number(scaling_.maximum, "maximum"));
    }
    if (least > most) return wrong("minimum", "it is above `maximum`");
    return clamped(least, most);
  }

  [[nodiscard]] base::Result<ChannelScaling> min_max() const {
    STACMLM_TRY(const double least, number(scaling_.minimum, "minimum"));
    STACMLM_TRY(const double most, number(scaling_.maximum, "maximum"));
    if (least == most) return wrong("maximum", "it equals `minimum`: 0 would be divided by");
    return affine(least, most - least);
  }

  [[nodiscard]] base::Result<ChannelScaling> z_score() const {
    STACMLM_TRY(const double mean, number(scaling_.mean, "mean"));
    STACMLM_TRY(const double stddev, divisor(scaling_.stddev, "stddev"));
    return affine(mean, stddev);
  }

  [[nodiscard]] base::Result<ChannelScaling> offset() const {
    STACMLM_TRY(const double value, number(scaling_.value, "value"));
    return affine(value, 1);
  }

  [[nodiscard]] base::Result<ChannelScaling> scale() const {
    STACMLM_TRY(const double value, divisor(scaling_.value, "value"));
    return affine(0, value);
  }

  [[nodiscard]] base::Result<ChannelScaling> processing(const std::string& name) const {
    if (!scaling_.format) return wrong("format", "`processing` needs this text");
    ChannelScaling made;
    const std::vector<std::string> own = {name};
    STACMLM_TRY(made.expression,
                compile_expression(*scaling_.format, scaling_.expression.raw(), own, path_));
    if (made.expression->results() != 1) return wrong("expression", "it has more than one result");
    made.text = std::string(scaling_.expression.raw().string());
    return made;
  }

  mlm::ValueScaling scaling_;
  std::string path_;
};

}  // namespace

ChannelScaling affine(double centre, double divisor) {
  ChannelScaling made;
  made.centre = centre;
  made.divisor = divisor;
  const std::string moved = moved_text(centre);
  if (divisor != 1) {
    made.text =
        centre == 0 ? fmt::format("x / {}", divisor) : fmt::format("({}) / {}", moved, divisor);
  } else if (centre != 0) {
    made.text = moved;
  }
  return made;
}

ChannelScaling clamped(double least, double most) {
  ChannelScaling made;
  made.least = least;
  made.most = most;
  if (std::isinf(most)) {
    made.text = fmt::format("max(x, {})", least);
  } else if (std::isinf(least)) {
    made.text = fmt::format("min(x, {})", most);
  } else {
    made.text = fmt::format("min(max(x, {}), {})", least, most);
  }
  return made;
}

ChannelScaling zeroed() {
  ChannelScaling made;
  made.least = 0;
  made.most = 0;
  made.text = "0";
  return made;
}

ChannelScaling ChannelScaling::behind(const FileScaling& file) const {
  ChannelScaling made = *this;
  made.centre = (centre - file.offset) / file.scale;
  made.divisor = divisor / file.scale;
  return made;
}

base::Result<Scalings> scalings_of(const mlm::ModelInput& input, const PreprocessOptions& options,
                                   std::span<const std::string> names) {
  const std::string path = options.path + ".value_scaling";
  const bool is_told = !input.value_scaling.is_absent();
  if (!is_told) return legacy_scalings(input, options, names.size());
  Scalings made;
  made.channels.resize(names.size());
  if (!input.norm_type.is_absent() && !input.norm_type.is_null()) {
    made.notes.push_back(options.path + ".norm_type is passed over: value_scaling is there");
  }
  if (input.value_scaling.is_null()) return made;
  if (!input.value_scaling) {
    return base::fail(ErrorKind::kInvalidDocument,
                      path + ": it must be a list, one object for each band");
  }
  const auto list = *input.value_scaling;
  if (list.size() != 1 && list.size() != names.size()) {
    return base::fail(ErrorKind::kInvalidDocument,
                      fmt::format("{}: {} objects for {} channels; one for each, or one for all",
                                  path, list.size(), names.size()));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::size_t index = list.size() == 1 ? 0 : i;
    const auto entry = list[index];
    const std::string place = fmt::format("{}[{}]", path, index);
    if (entry.is_null() || (entry && (*entry).type.is_null())) {
      if (index == i) made.notes.push_back(place + " says that nothing is to be done");
      continue;
    }
    if (!entry) return base::fail(ErrorKind::kInvalidDocument, place + ": it must be an object");
    if ((*entry).type.is_absent()) {
      return base::fail(ErrorKind::kInvalidDocument, place + ".type: it is missing");
    }
    STACMLM_TRY(made.channels[i], ScalingReader(*entry, place).read(names[i]));
  }
  return made;
}

}  // namespace stacmlm::run
