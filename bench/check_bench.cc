// SPDX-License-Identifier: Apache-2.0
// Targets T1 and T3 to T4's own side: simdjson's DOM parse, our parse, and rules::Checker on the
// same documents in one run, one thread. Prints microseconds per document (the fastest of several
// rounds) and checks what was found.
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/json/parser.h"
#include "stacmlm/rules/check.h"

namespace {

using namespace stacmlm;

/// The lines of an NDJSON file, each with the padding that readers ask for.
std::vector<std::string> read_documents(const char* path) {
  std::vector<std::string> documents;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    line.append(json::kPadding, '\0');
    documents.push_back(line);
  }
  return documents;
}

std::string_view text_of(const std::string& document) {
  return std::string_view(document).substr(0, document.size() - json::kPadding);
}

/// Microseconds per document: the fastest of `rounds`. `run` returns how many documents were good.
double measure(const std::vector<std::string>& documents, int rounds,
               const std::function<std::size_t()>& run) {
  double best = 1e300;
  for (int round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    const std::size_t good = run();
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
    if (good != documents.size()) {
      fmt::print(stderr, "{} of {} documents are good: the figures count only if all are\n", good,
                 documents.size());
      std::exit(1);
    }
    best = std::min(best, took.count() / static_cast<double>(documents.size()));
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: check_bench CORPUS.ndjson [ROUNDS]\n");
    return 2;
  }
  const auto documents = read_documents(argv[1]);
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 7;
  std::size_t bytes = 0;
  for (const auto& document : documents) bytes += text_of(document).size();

  simdjson::dom::parser dom;
  const double dom_us = measure(documents, rounds, [&] {
    std::size_t good = 0;
    for (const auto& document : documents) {
      simdjson::dom::element root;
      good +=
          dom.parse(document.data(), text_of(document).size(), false).get(root) == simdjson::SUCCESS
              ? 1
              : 0;
    }
    return good;
  });

  json::Parser parser;
  json::Document parsed;
  const double parse_us = measure(documents, rounds, [&] {
    std::size_t good = 0;
    for (const auto& document : documents) {
      const std::string_view text = text_of(document);
      good += parser.parse(json::Text::borrow(text.data(), text.size()), parsed) ? 0 : 1;
    }
    return good;
  });

  const auto checked = [&](rules::Profile profile, bool owned) {
    rules::CheckOptions options;
    options.profile = profile;
    options.keep_text = false;
    rules::Checker checker(options);
    return measure(documents, rounds, [&] {
      std::size_t good = 0;
      for (const auto& document : documents) {
        const std::string_view text = text_of(document);
        json::Text input =
            owned ? json::Text::copy_of(text) : json::Text::borrow(text.data(), text.size());
        good += checker.check(std::move(input), {}).valid.value_or(false) ? 1 : 0;
      }
      return good;
    });
  };
  const double views_us = checked(rules::Profile::kDocumented, false);
  const double owned_us = checked(rules::Profile::kDocumented, true);
  const double published_us = checked(rules::Profile::kPublished, false);

  fmt::print("{} documents, {} bytes in the mean, {}\n", documents.size(), bytes / documents.size(),
             simdjson::get_active_implementation()->name());
  fmt::print("{:<44} {:>8} {:>8}\n", "", "us/doc", "x DOM");
  const auto row = [&](std::string_view name, double us) {
    fmt::print("{:<44} {:>8.2f} {:>8.2f}\n", name, us, dom_us / us);
  };
  row("simdjson DOM parse", dom_us);
  row("our parse", parse_us);
  row("check, documented, views", views_us);
  row("check, documented, owned strings", owned_us);
  row("check, published, views", published_us);
}
