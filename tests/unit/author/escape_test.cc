// SPDX-License-Identifier: Apache-2.0
#include "author/card/escape.h"

#include <gtest/gtest.h>

#include <string>

#include "stacmlm/json/yaml.h"

namespace stacmlm::author {
namespace {

TEST(Escape, HtmlTextHoldsNoMarkup) {
  EXPECT_EQ(html_text("<script>alert('1')</script> & \"x\""),
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot;");
  EXPECT_EQ(html_text("two\nlines\tand\x1B[31m"), "two lines and␛[31m");
  EXPECT_EQ(html_text("\u202Eright to left"), "&lt;U+202E&gt;right to left");
}

TEST(Escape, MarkdownTextHoldsNoMarkup) {
  EXPECT_EQ(markdown_text("[a](javascript:x) *b* `c` <img> | ~~d~~ $e$ \\"),
            "\\[a\\](javascript:x) \\*b\\* \\`c\\` &lt;img&gt; \\| \\~\\~d\\~\\~ \\$e\\$ \\\\");
  EXPECT_EQ(markdown_text("snake_case _emphasis_ &lt;"), "snake_case \\_emphasis\\_ &amp;lt;");
}

TEST(Escape, MarkdownTextStartsNoBlock) {
  EXPECT_EQ(markdown_text("# no heading"), "\\# no heading");
  EXPECT_EQ(markdown_text("- no list"), "\\- no list");
  EXPECT_EQ(markdown_text("--- no rule"), "\\--- no rule");
  EXPECT_EQ(markdown_text("12. no list"), "12\\. no list");
  EXPECT_EQ(markdown_text("    no code"), "no code");
  EXPECT_EQ(markdown_text("line\n# one"), "line # one");
  EXPECT_EQ(markdown_text("-9.6"), "-9.6");
  EXPECT_EQ(markdown_text("1.5.2"), "1.5.2");
}

TEST(Escape, CodeSpansAndBlocksStayClosed) {
  EXPECT_EQ(markdown_code("a`b``c", false), "```a`b``c```");
  EXPECT_EQ(markdown_code("`", false), "`` ` ``");
  EXPECT_EQ(markdown_code("a|b", true), "`a\\|b`");
  EXPECT_EQ(markdown_code("", true), "");
  EXPECT_EQ(markdown_block("sh", "echo ```"), "````sh\necho ```\n````\n");
}

TEST(Escape, OnlyWebAddressesAreFollowed) {
  EXPECT_EQ(web_address("https://example.org/a?b=1&c=2"), "https://example.org/a?b=1&c=2");
  EXPECT_EQ(web_address("HTTP://example.org/\"><script>"), "HTTP://example.org/%22%3E%3Cscript%3E");
  EXPECT_EQ(web_address("https://example.org/a)b c\n"), "https://example.org/a%29b%20c%0A");
  for (const char* href : {"javascript:alert(1)", "data:text/html,x", "./model.pt", "//example.org",
                           "", "file:///etc", "javascript://example.org/%0Aalert(1)"}) {
    EXPECT_EQ(web_address(href), std::nullopt) << href;
  }
  EXPECT_EQ(markdown_link("[x", "https://example.org/a&copy;b"),
            "[\\[x](<https://example.org/a&amp;copy;b>)");
  EXPECT_EQ(markdown_link("x", "javascript:alert(1)"), "x (`javascript:alert(1)`)");
}

TEST(Escape, ShellWordsAreOneWord) {
  EXPECT_EQ(shell_word("registry.example.org/a/b:1.0@sha256"),
            "registry.example.org/a/b:1.0@sha256");
  EXPECT_EQ(shell_word("x; rm -rf /"), "'x; rm -rf /'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word("--privileged"), "'--privileged'");
  EXPECT_EQ(shell_word("$(x)\n`y`"), "'$(x) `y`'");
}

TEST(Escape, YamlTextsAreReadAsTheTextTheyAre) {
  for (const std::string text :
       {"plain-word", "true", "Null",        "off", "1.5",        "a: b",      "x\"y'z",
        "# c",        "- d",  "{e}",         "*f",  "2024-01-01", "trailing:", "---",
        "!!set",      "@g",   "ma\xC3\xAFs", "No",  "0x1F",       "on"}) {
    json::YamlDocument yaml;
    const auto fault = json::read_yaml("key: " + yaml_text(text) + "\nnext: 1\n", yaml);
    ASSERT_FALSE(fault.has_value()) << text << ": " << fault->message;
    EXPECT_TRUE(yaml.root().find("key").equals(text)) << yaml_text(text);
    EXPECT_EQ(yaml.root().size(), 2U);
  }
  EXPECT_EQ(yaml_text("a\n---\nb: c"), "\"a --- b: c\"");
}

}  // namespace
}  // namespace stacmlm::author
