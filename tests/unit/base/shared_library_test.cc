// SPDX-License-Identifier: Apache-2.0
#include "base/shared_library.h"

#include <gtest/gtest.h>

namespace stacmlm::base {
namespace {

constexpr const char* kThere = "libc.so.6";
constexpr const char* kNowhere = "libstacmlm_nowhere.so";

using Absolute = int(int);

TEST(SharedLibrary, TakesTheFirstThatIsThere) {
  const char* const names[] = {kNowhere, kThere};
  const auto library = SharedLibrary::open(names);
  ASSERT_TRUE(library) << library.error().message;
  EXPECT_EQ(library->name(), kThere);
  Absolute* absolute = nullptr;
  ASSERT_TRUE(library->take({{"abs", absolute}}));
  EXPECT_EQ(absolute(-4), 4);
}

TEST(SharedLibrary, SaysOfEachWhyItCannotBeUsed) {
  const char* const names[] = {kNowhere, "libstacmlm_neither.so"};
  const auto library = SharedLibrary::open(names);
  ASSERT_FALSE(library);
  EXPECT_EQ(library.error().kind, ErrorKind::kUnsupported);
  const std::string& message = library.error().message;
  EXPECT_TRUE(message.starts_with("libstacmlm_nowhere.so cannot be used: ")) << message;
  EXPECT_NE(message.find("; libstacmlm_neither.so cannot be used: "), std::string::npos) << message;
}

TEST(SharedLibrary, NamesTheFunctionThatItLacks) {
  const auto library = SharedLibrary::open(kThere);
  ASSERT_TRUE(library) << library.error().message;
  Absolute* absolute = nullptr;
  Absolute* none = nullptr;
  const auto taken = library->take({{"abs", absolute}, {"stacmlm_no_function", none}});
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, ErrorKind::kUnsupported);
  EXPECT_NE(taken.error().message.find("stacmlm_no_function"), std::string::npos)
      << taken.error().message;
  EXPECT_EQ(library->find<Absolute>("stacmlm_no_function"), nullptr);
}

}  // namespace
}  // namespace stacmlm::base
