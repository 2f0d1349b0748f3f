// SPDX-License-Identifier: Apache-2.0
#include "artifact/format/format_words.h"

#include <algorithm>
#include <string>

#include "rules/model/artifact_writers.h"
#include "stacmlm/artifact/model_file.h"

namespace stacmlm::artifact {
namespace {

/// Calls `visit` for each word until it returns true.
template <class Visit>
bool any_word(std::string_view words, const Visit& visit) {
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(word.size() + 1, words.size()));
    if (!word.empty() && visit(word)) return true;
  }
  return false;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() > end.size() &&
         std::ranges::equal(text.substr(text.size() - end.size()), end, {}, lower, lower);
}

/// It says no more than that there are bytes.
bool is_general(std::string_view media_type) {
  return media_type == "application/octet-stream" || media_type == "application/zip" ||
         media_type == "application/json" || media_type == "text/plain" ||
         media_type == "application/xml" || media_type == "text/xml";
}

bool is_page(const Format& format) { return format.name == "html"; }

}  // namespace

bool has_word(std::string_view words, std::string_view word) {
  return any_word(words, [&](std::string_view known) {
    return std::ranges::equal(known, word, {}, lower, lower);
  });
}

std::string_view best_word(std::string_view words) { return words.substr(0, words.find(' ')); }

std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> words;
  any_word(list, [&](std::string_view word) {
    words.push_back(word);
    return false;
  });
  return words;
}

std::string_view artifact_type_of(const ModelFile& file) {
  const Format* format = find_format(file.format);
  if (format == nullptr) return {};
  const bool is_by_framework = rules::writers_of(best_word(format->artifact_types)) != nullptr;
  std::string_view best;
  any_word(format->artifact_types, [&](std::string_view word) {
    const rules::ArtifactWriters* writers = rules::writers_of(word);
    const bool fits =
        writers != nullptr ? rules::are_among(*writers, file.framework) : !is_by_framework;
    if (fits) best = word;
    return fits;
  });
  return best;
}

std::string_view base_type(std::string_view media_type) {
  media_type = media_type.substr(0, media_type.find(';'));
  while (media_type.ends_with(' ')) media_type.remove_suffix(1);
  while (media_type.starts_with(' ')) media_type.remove_prefix(1);
  return media_type;
}

bool fits_media_type(const Format& format, std::string_view media_type) {
  const std::string_view base = base_type(media_type);
  // The types of a list may have parameters: `application/octet-stream; application=pytorch`.
  return any_word(format.media_types, [&](std::string_view word) {
    return std::ranges::equal(base_type(word), base, {}, lower, lower);
  });
}

bool is_media_type_of_model(std::string_view type) {
  return !is_general(base_type(type)) && std::ranges::any_of(formats(), [&](const Format* format) {
    return !is_page(*format) && fits_media_type(*format, type);
  });
}

bool is_name_of_model(std::string_view href) {
  href = href.substr(0, href.find_first_of("?#"));
  return std::ranges::any_of(formats(), [&](const Format* format) {
    return !is_page(*format) && any_word(format->extensions, [&](std::string_view extension) {
      // Data of many kinds has these.
      return extension != ".json" && extension != ".xml" && extension != ".txt" &&
             extension != ".zip" && ends_with(href, extension);
    });
  });
}

}  // namespace stacmlm::artifact
