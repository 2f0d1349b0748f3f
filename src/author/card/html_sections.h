// SPDX-License-Identifier: Apache-2.0
// The sections of the HTML card: each is an element, or nothing where the document says nothing.
#pragma once

#include <string>

#include "author/card/page_content.h"

namespace stacmlm::author {

std::string tensors_section(const std::string& title, const std::vector<TensorCard>& tensors);
std::string steps_section(const PageContent& page);
std::string data_section(const PageContent& page);
std::string provenance_section(const PageContent& page);
std::string files_section(const PageContent& page);
std::string license_section(const PageContent& page);

/// A section with its heading; nothing without content.
std::string html_section(const std::string& title, const std::string& content);
/// `<dl>` of the facts with this class; nothing without facts.
std::string html_facts(const std::vector<Fact>& facts, const std::string& style);

}  // namespace stacmlm::author
