// SPDX-License-Identifier: Apache-2.0
// Which texts are JSON (RFC 8259), and which are read with a note.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/parser.h"

namespace stacmlm::json {
namespace {

using namespace std::string_literals;

enum class Verdict { kAccept, kNote, kReject };

struct Case {
  std::string about;
  std::string text;
  Verdict verdict;
};

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

constexpr auto kAccept = Verdict::kAccept;
constexpr auto kNote = Verdict::kNote;
constexpr auto kReject = Verdict::kReject;

std::vector<Case> cases() {
  return {
      // Values at the root.
      {"null", "null", kAccept},
      {"true", "true", kAccept},
      {"false", "false", kAccept},
      {"a number", "42", kAccept},
      {"a string", R"("a")", kAccept},
      {"an empty string", R"("")", kAccept},
      {"an empty array", "[]", kAccept},
      {"an empty object", "{}", kAccept},
      {"nothing", "", kReject},
      {"white space alone", " \t\r\n", kReject},
      {"two values", "1 2", kReject},
      {"two objects", "{}{}", kReject},
      {"a word in capitals", "TRUE", kReject},
      {"a word cut short", "nul", kReject},
      {"a word with more behind", "nullx", kReject},
      {"two words without a gap", "truefalse", kReject},
      {"a bare word", "value", kReject},
      {"undefined", "undefined", kReject},
      {"not a number", "NaN", kReject},
      {"infinity", "Infinity", kReject},
      {"minus infinity", "-Infinity", kReject},
      // White space.
      {"all four kinds of white space", " \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n", kAccept},
      {"a form feed", "[\f1]", kReject},
      {"a vertical tab", "[1\v]", kReject},
      {"a no-break space",
       "[\xC2\xA0"
       "1]",
       kReject},
      {"a word joiner",
       "[\xE2\x81\xA0"
       "1]",
       kReject},
      {"a line separator", "\xE2\x80\xA8[1]", kReject},
      // Numbers.
      {"zero", "0", kAccept},
      {"minus zero", "-0", kAccept},
      {"minus zero with a fraction", "-0.0", kAccept},
      {"a fraction", "0.1", kAccept},
      {"an exponent", "1e5", kAccept},
      {"an exponent in capitals", "1E5", kAccept},
      {"a signed exponent", "[1e+5, 1E-5]", kAccept},
      {"an exponent with leading zeros", "1e005", kAccept},
      {"zero to the zero", "0e0", kAccept},
      {"more digits than a double holds", "0.1234567890123456789012345678901234567890", kAccept},
      {"a number below the smallest double", "1e-999", kAccept},
      {"an overflow", "1E400", kNote},
      {"a negative overflow", "-1e999999999999999999999", kNote},
      {"leading zero", "01", kReject},
      {"leading zeros", "00", kReject},
      {"leading zero behind a minus", "-01", kReject},
      {"a plus", "+1", kReject},
      {"a minus alone", "-", kReject},
      {"two minuses", "--1", kReject},
      {"a minus and a gap", "- 1", kReject},
      {"no digit before the point", ".5", kReject},
      {"no digit between minus and point", "-.5", kReject},
      {"no digit behind the point", "1.", kReject},
      {"no digit between point and exponent", "1.e5", kReject},
      {"two points", "1.2.3", kReject},
      {"no digit in the exponent", "1e", kReject},
      {"no digit behind the exponent's sign", "1e+", kReject},
      {"a fraction in the exponent", "1e1.5", kReject},
      {"hexadecimal digits", "0x1F", kReject},
      {"octal digits", "0o17", kReject},
      {"a thousands separator", "1_000", kReject},
      {"a suffix", "1n", kReject},
      {"a decimal comma", "1,5", kReject},
      {"digits of another script", "\xD9\xA1", kReject},
      {"a full-width digit", "[\xEF\xBC\x91]", kReject},
      // Strings.
      {"all short escapes", R"("\"\\\/\b\f\n\r\t")", kAccept},
      {"escapes by number", R"("\u0041\u00e9\u20AC")", kAccept},
      {"an escaped NUL", R"("\u0000")", kAccept},
      {"a surrogate pair", R"("\uD83D\uDE00")", kAccept},
      {"text beyond the basic plane", "\"\xF0\x9F\x98\x80\"", kAccept},
      {"the last code point", "\"\xF4\x8F\xBF\xBF\"", kAccept},
      {"a noncharacter", "\"\xEF\xBF\xBF\"", kAccept},
      {"delete", "\"\x7F\"", kAccept},
      {"a line separator in a string", "\"\xE2\x80\xA8\"", kAccept},
      {"a byte order mark in a string", "\"\xEF\xBB\xBF\"", kAccept},
      {"comment marks in a string", R"("/* // */")", kAccept},
      {"backslashes before the quote", R"("\\\\")", kAccept},
      {"a lone high surrogate", R"("\uD800")", kNote},
      {"a lone low surrogate", R"("\uDC00")", kNote},
      {"surrogates the wrong way round", R"("\uDE00\uD83D")", kNote},
      {"a high surrogate before text", R"("\uD83Dx")", kNote},
      {"a string that does not end", R"("abc)", kReject},
      {"a quote alone", "\"", kReject},
      {"an escaped last quote", R"("abc\")", kReject},
      {"single quotes", "'a'", kReject},
      {"single quotes in an array", "['a']", kReject},
      {"a line feed in a string", "\"a\nb\"", kReject},
      {"a tab in a string", "\"\t\"", kReject},
      {"NUL in a string", "\"a\0b\""s, kReject},
      {"the last control character in a string", "\"\x1F\"", kReject},
      {"an unknown escape", R"("\a")", kReject},
      {"an escape in capitals", R"("\N")", kReject},
      {"a hexadecimal escape", R"("\x41")", kReject},
      {"an escape by number in capitals", R"("\U0041")", kReject},
      {"an escape with three digits", R"("\u004")", kReject},
      {"an escape with a letter too far", R"("\u004g")", kReject},
      {"a pair cut short", R"("\uD83D\uDE0")", kReject},
      {"an escaped line feed", "\"a\\\nb\"", kReject},
      {"an escape outside a string", R"([\n])", kReject},
      // Arrays.
      {"nested arrays", "[[[[]], []]]", kAccept},
      {"values of all kinds", R"([null, true, 1, "a", [], {}])", kAccept},
      {"a trailing comma", "[1,]", kReject},
      {"a comma alone", "[,]", kReject},
      {"a leading comma", "[,1]", kReject},
      {"two commas", "[1,,2]", kReject},
      {"no comma", "[1 2]", kReject},
      {"no comma between strings", R"(["a""b"])", kReject},
      {"a colon", "[1:2]", kReject},
      {"an array that does not end", "[1", kReject},
      {"an array that ends twice", "[1]]", kReject},
      {"an array that never began", "]", kReject},
      {"the wrong bracket", "[1}", kReject},
      {"a comma behind the array", "[],", kReject},
      // Objects.
      {"nested objects", R"({"a": {"b": {}}})", kAccept},
      {"an empty key", R"({"": 1})", kAccept},
      {"a key with escapes", R"({"\u0061\n": 1})", kAccept},
      {"duplicate keys", R"({"a": 1, "a": 2})", kNote},
      {"duplicate keys, one escaped", R"({"a": 1, "\u0061": 2})", kNote},
      {"a trailing comma in an object", R"({"a": 1,})", kReject},
      {"a comma alone in an object", "{,}", kReject},
      {"two commas in an object", R"({"a": 1,, "b": 2})", kReject},
      {"no comma between members", R"({"a": 1 "b": 2})", kReject},
      {"no value", R"({"a":})", kReject},
      {"no colon", R"({"a" 1})", kReject},
      {"two colons", R"({"a":: 1})", kReject},
      {"a key alone", R"({"a"})", kReject},
      {"no key", "{: 1}", kReject},
      {"a bare key", "{a: 1}", kReject},
      {"a key in single quotes", "{'a': 1}", kReject},
      {"a number as key", "{1: 1}", kReject},
      {"null as key", "{null: 1}", kReject},
      {"an equals sign", R"({"a" = 1})", kReject},
      {"an object that does not end", R"({"a": 1)", kReject},
      {"an object that never began", R"("a": 1})", kReject},
      {"the wrong brace", R"({"a": 1])", kReject},
      // What other notations allow.
      {"a line comment", "// a\n1", kReject},
      {"a block comment", "[1 /* a */]", kReject},
      {"a comment with a hash", "1 # a", kReject},
      {"a function call", "callback([])", kReject},
      {"a semicolon", "[];", kReject},
      {"a prefix against inclusion", ")]}',\n[]", kReject},
      // Bytes.
      {"a byte order mark", "\xEF\xBB\xBF[]", kNote},
      {"a byte order mark alone", "\xEF\xBB\xBF", kReject},
      {"two byte order marks", "\xEF\xBB\xBF\xEF\xBB\xBF[]", kReject},
      {"half a byte order mark", "\xEF\xBB[]", kReject},
      {"a byte order mark at the end", "[]\xEF\xBB\xBF", kReject},
      {"UTF-16, big end first", "\xFE\xFF\0[\0]"s, kReject},
      {"UTF-16, little end first", "\xFF\xFE[\0]\0"s, kReject},
      {"UTF-16 without a mark", "[\0]\0"s, kReject},
      {"UTF-32", "\0\0\xFE\xFF\0\0\0[\0\0\0]"s, kReject},
      {"NUL alone", "\0"s, kReject},
      {"NUL behind the document", "[]\0"s, kReject},
      {"NUL between tokens", "[1,\0 2]"s, kReject},
      {"NUL behind a number", "1\0"s, kReject},
      {"a control character between tokens", "[\x01]", kReject},
      {"UTF-8 cut short at the end of the text", "\"\xE2\x82", kReject},
      {"UTF-8 cut short at the end of a string", "\"\xE2\x82\"", kReject},
      {"a continuation byte alone", "\"\x80\"", kReject},
      {"an overlong slash", "\"\xC0\xAF\"", kReject},
      {"an overlong NUL", "\"\xC0\x80\"", kReject},
      {"an overlong sequence of three bytes", "\"\xE0\x80\xAF\"", kReject},
      {"an overlong sequence of four bytes", "\"\xF0\x80\x80\xAF\"", kReject},
      {"a surrogate in UTF-8", "\"\xED\xA0\x80\"", kReject},
      {"a code point that is too high", "\"\xF4\x90\x80\x80\"", kReject},
      {"a lead byte that is too high", "\"\xF8\x88\x80\x80\x80\"", kReject},
      {"a byte that is never UTF-8", "\"\xFF\"", kReject},
      {"Latin-1", "\"caf\xE9\"", kReject},
      {"bytes that are not UTF-8 outside strings", "[\xE9]", kReject},
      {"bytes that are not UTF-8 in a key", "{\"\xE9\": 1}", kReject},
      // Depth and size.
      {"128 levels", repeated("[", 128) + repeated("]", 128), kAccept},
      {"129 levels", repeated("[", 129) + repeated("]", 129), kReject},
      {"100,000 brackets that open", repeated("[", 100000), kReject},
      {"100,000 nested arrays", repeated("[", 100000) + repeated("]", 100000), kReject},
      {"100,000 objects that open", repeated("{\"a\":", 100000), kReject},
      {"100,000 brackets that close", repeated("]", 100000), kReject},
      {"100,000 elements", "[0" + repeated(",0", 99999) + "]", kAccept},
      {"a string of 1,000,000 bytes", "\"" + repeated("abcde", 200000) + "\"", kAccept},
      {"1,000,000 digits", repeated("1", 1000000), kNote},
      {"1,000,000 digits behind the point", "0." + repeated("1", 1000000), kAccept},
  };
}

Verdict verdict_on(Parser& parser, const std::string& text) {
  Document document;
  if (parser.parse(Text::copy_of(text), document)) return kReject;
  EXPECT_TRUE(document.root().exists());
  return document.notes().empty() ? kAccept : kNote;
}

TEST(Rfc8259, each_text_is_accepted_noted_or_rejected) {
  Parser parser;
  for (const Case& c : cases()) EXPECT_EQ(verdict_on(parser, c.text), c.verdict) << c.about;
}

TEST(Rfc8259, white_space_around_a_text_changes_no_verdict) {
  Parser parser;
  for (const Case& c : cases()) {
    if (c.text.empty() || c.text.starts_with("\xEF\xBB")) continue;
    EXPECT_EQ(verdict_on(parser, " \n" + c.text + "\t\r"), c.verdict) << c.about;
  }
}

TEST(Rfc8259, a_text_inside_an_array_has_the_same_verdict) {
  Parser parser;
  for (const Case& c : cases()) {
    const bool lists = c.text == "1,5" || c.about == "128 levels" || c.about == "white space alone";
    if (c.text.empty() || lists || c.text.starts_with("\xEF\xBB") ||
        c.about == "a byte order mark at the end")
      continue;
    EXPECT_EQ(verdict_on(parser, "[0, " + c.text + "]"), c.verdict) << c.about;
  }
}

}  // namespace
}  // namespace stacmlm::json
