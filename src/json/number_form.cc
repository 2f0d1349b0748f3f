// SPDX-License-Identifier: Apache-2.0
#include "json/number_form.h"

namespace stacmlm::json {
namespace {

const char* behind_digits(const char* p) {
  std::size_t digits = 0;
  do {
    digits = leading_digits(p);
    p += digits;
  } while (digits == 7);
  return p;
}

}  // namespace

NumberForm number_form(const char* begin, const char* end) {
  const char* const integer = begin + (*begin == '-' ? 1 : 0);
  const char* p = behind_digits(integer);
  if (p == integer || (*integer == '0' && p != integer + 1)) return NumberForm::kNone;
  // A double holds up to 308 digits.
  bool vast = p - integer > 200;
  NumberForm form = NumberForm::kInteger;
  if (*p == '.') {
    const char* const decimals = p + 1;
    p = behind_digits(decimals);
    if (p == decimals) return NumberForm::kNone;
    form = NumberForm::kReal;
  }
  if (*p == 'e' || *p == 'E') {
    const bool shrinks = p[1] == '-';
    const char* const exponent = p + (shrinks || p[1] == '+' ? 2 : 1);
    p = behind_digits(exponent);
    if (p == exponent) return NumberForm::kNone;
    vast = vast || (!shrinks && p - exponent > 2);
    form = NumberForm::kReal;
  }
  if (p != end) return NumberForm::kNone;
  return vast ? NumberForm::kVast : form;
}

}  // namespace stacmlm::json
