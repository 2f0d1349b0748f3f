// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/rules/user_schemas.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "rules/user_schemas/bundle.h"
#include "rules/user_schemas/compiled_schema.h"
#include "rules/user_schemas/schema_files.h"
#include "rules/user_schemas/schema_url.h"

namespace stacmlm::rules {
namespace {

/// A schema, or null if there is none at hand.
using Known = base::Result<std::shared_ptr<const CompiledSchema>>;

class FolderSchemas final : public UserSchemas {
 public:
  explicit FolderSchemas(UserSchemaOptions options) : files_(std::move(options)) {}

  base::Result<std::optional<std::vector<Fault>>> judge(std::string_view uri,
                                                        std::string_view object) override {
    STACMLM_TRY(const auto schema, find(uri));
    if (schema == nullptr) return std::nullopt;
    return schema->judge(object);
  }

 private:
  struct Entry {
    std::once_flag once;
    Known known;
  };
  static constexpr std::size_t kMaxEntries = 1000;

  Known find(std::string_view uri) {
    const std::shared_ptr<Entry> entry = entry_of(uri);
    std::call_once(entry->once, [&] { entry->known = load(uri); });
    return entry->known;
  }

  std::shared_ptr<Entry> entry_of(std::string_view uri) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(uri);
    if (found != entries_.end()) return found->second;
    // Documents may declare any number of extensions.
    if (entries_.size() == kMaxEntries) entries_.clear();
    return entries_.emplace(uri, std::make_shared<Entry>()).first->second;
  }

  [[nodiscard]] Known load(std::string_view uri) const {
    STACMLM_TRY(const SchemaUrl url, parse_schema_url(uri.substr(0, uri.find('#'))));
    auto compiled = compile(url);
    if (!compiled)
      return tl::unexpected(std::move(compiled).error().during("schema " + url.text()));
    return compiled;
  }

  [[nodiscard]] Known compile(const SchemaUrl& url) const {
    STACMLM_TRY(auto bundle, make_bundle(url, files_));
    if (!bundle) return nullptr;
    STACMLM_TRY(auto compiled, CompiledSchema::compile(*std::move(bundle)));
    return compiled;
  }

  SchemaFiles files_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Entry>, std::less<>> entries_;
};

}  // namespace

base::Result<std::unique_ptr<UserSchemas>> make_user_schemas(UserSchemaOptions options) {
  std::error_code error;
  if (!options.directory.empty() && !std::filesystem::is_directory(options.directory, error)) {
    return base::fail(base::ErrorKind::kNotFound, options.directory + " is no folder of schemas");
  }
  return std::make_unique<FolderSchemas>(std::move(options));
}

}  // namespace stacmlm::rules
