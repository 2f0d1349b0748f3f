// SPDX-License-Identifier: Apache-2.0
// What holds of every document: an export has notes that lead somewhere and files that can be read.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "documents.h"
#include "parsed.h"
#include "stacmlm/author/export.h"
#include "stacmlm/author/import.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::author {
namespace {

using json::Parsed;

void expect_notes_lead_somewhere(const Export& done, json::Value root) {
  for (const ExportNote& note : done.notes) {
    std::string pointer = note.pointer;
    if (note.what == "missing") pointer.resize(pointer.rfind('/'));
    ASSERT_TRUE(json::resolve(root, pointer).exists()) << note.pointer;
    ASSERT_FALSE(note.why.empty());
  }
}

void expect_exports(json::Value root) {
  for (const ExportFormat& format : export_formats()) {
    const auto done = export_model(root, format.name);
    if (!done) continue;
    ASSERT_FALSE(done->files.empty());
    expect_notes_lead_somewhere(*done, root);
    const auto back = import_model(done->files.back().bytes, format.name);
    ASSERT_TRUE(back.has_value()) << back.error().message << done->files.back().bytes;
    ASSERT_TRUE(Parsed(back->model).root().is_object());
  }
}

void expect_of_all(const std::vector<std::string>& texts, int mutations) {
  std::mt19937 random(7);
  for (const std::string& text : texts) {
    const Parsed parsed(text);
    if (parsed.fault) continue;
    expect_exports(parsed.root());
    std::string mutation = text;
    for (int i = 0; i < mutations && !testing::Test::HasFatalFailure(); ++i) {
      const Parsed before(mutation);
      mutation = mutated(before.document, random);
      const Parsed after(mutation);
      if (after.fault || mutation.size() > 4 * text.size()) {
        mutation = text;
        continue;
      }
      expect_exports(after.root());
    }
  }
}

TEST(ExportProperty, HoldsOfTheExamples) {
  const auto texts = documents_below(STACMLM_EXAMPLES);
  ASSERT_FALSE(texts.empty());
  expect_of_all(texts, 200);
}

TEST(ExportProperty, HoldsOfTheCorpus) {
  const auto texts = documents_below(STACMLM_SHARED "/corpus");
  if (texts.empty()) GTEST_SKIP() << "the conformance data is not at " << STACMLM_SHARED;
  expect_of_all(texts, 10);
}

}  // namespace
}  // namespace stacmlm::author
