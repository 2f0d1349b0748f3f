// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "artifact/pt2/expression.h"

namespace stacmlm::artifact::pt2 {
namespace {

TEST(Pt2Expression, Arithmetic) {
  for (const char* text :
       {"s0", "2*s0", "Symbol('s77', positive=True, integer=True)", "s0//2 + 1", "FloorDiv(s0, 2)",
        "Mul(Integer(2), Symbol('s0', integer=True))",
        "Add(Float('1.5', precision=53), Max(1, u12))", "1.5e-3*s0", "Eq(s0, s1) & (s0 > 2)", ""})
    EXPECT_TRUE(is_arithmetic(text)) << text;
  for (const char* text :
       {"__import__('os').system('touch canary')", "os.system", "s0.__class__", "(1).__class__",
        "eval('1')", "lambda: 1", "[x for x in s0]", "Symbol('a b')", "Symbol('s0", "s0; s1",
        "print(1)", "1.real", "Where(True, 'getattr', 0)", "Max('exec')", "s0\n",
        "Symbol(\"__import__('os')\")", "1 .__class__", "\xC3\xA9"})
    EXPECT_FALSE(is_arithmetic(text)) << text;
  EXPECT_FALSE(is_arithmetic(std::string(70000, '1')));
}

TEST(Pt2Expression, Comparison) {
  for (const char* text :
       {"L['args'][0][0].size()[0] >= 2", "L['x'].shape[1] % 8 == 0 and not False",
        "L['args'][0][0].stride()[1] != 1", "torch.sym_max(1, s0) <= 128"})
    EXPECT_TRUE(is_comparison(text)) << text;
  for (const char* text : {"__import__('os')", "L['x'].__class__", "torch.load('a')",
                           "torch.os.system", "L['x'].data_ptr()", "exec('1')", "L['a b']", "L."})
    EXPECT_FALSE(is_comparison(text)) << text;
}

TEST(Pt2Expression, NamesOfSymbols) {
  EXPECT_EQ(symbol_of("s0"), "s0");
  EXPECT_EQ(symbol_of("Symbol('s77', positive=True, integer=True)"), "s77");
  for (const char* text : {"2*s0", "Mul(Integer(2), Symbol('s0'))", "Symbol('s0') + Symbol('s1')",
                           "s", "", "Symbol('s0", "batch", "12", "toolong1"})
    EXPECT_EQ(symbol_of(text), "") << text;
}

}  // namespace
}  // namespace stacmlm::artifact::pt2
