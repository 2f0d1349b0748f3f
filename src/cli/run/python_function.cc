// SPDX-License-Identifier: Apache-2.0
#include "cli/run/python_function.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
#include <utility>

#include "cli/system_error.h"
#include "cli/unnamed_file.h"

namespace stacmlm::cli {
namespace {

base::Result<UnnamedFile> create_arrays() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  if (error) return base::fail(base::ErrorKind::kIo, "temporary files: " + error.message());
  return UnnamedFile::create(folder.string());
}

base::Result<void> write_at(int file, std::span<const std::byte> bytes) {
  for (off_t at = 0; !bytes.empty();) {
    const ssize_t size = ::pwrite(file, bytes.data(), bytes.size(), at);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return tl::unexpected(system_error().during("its arrays"));
    bytes = bytes.subspan(static_cast<std::size_t>(size));
    at += size;
  }
  return {};
}

base::Result<void> read_at(int file, std::size_t from, std::span<std::byte> bytes) {
  for (auto at = static_cast<off_t>(from); !bytes.empty();) {
    const ssize_t size = ::pread(file, bytes.data(), bytes.size(), at);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return tl::unexpected(system_error().during("its result"));
    if (size == 0) return base::fail(base::ErrorKind::kBackend, "its result is not there");
    bytes = bytes.subspan(static_cast<std::size_t>(size));
    at += size;
  }
  return {};
}

}  // namespace

/// Safe to call from several threads, which wait for each other.
class PythonFunction {
 public:
  PythonFunction(const std::string& function, PythonOptions options, UnnamedFile arrays)
      : arrays_(std::move(arrays)), process_(function, std::move(options)) {}

  base::Result<void> start() {
    STACMLM_TRY(code_, process_.start(arrays_.descriptor()));
    return {};
  }

  base::Result<void> call(std::span<const double> given, std::int64_t height, std::int64_t width,
                          std::span<float> band) {
    const std::lock_guard lock(mutex_);
    // An answer that came too late would be taken for the next one.
    if (failure_) return tl::unexpected(*failure_);
    auto called = exchange(given, height, width, band);
    if (!called) failure_ = called.error();
    return called;
  }

  [[nodiscard]] std::string code() const { return code_; }
  [[nodiscard]] bool has_failed() {
    const std::lock_guard lock(mutex_);
    return failure_.has_value();
  }

 private:
  base::Result<void> exchange(std::span<const double> given, std::int64_t height,
                              std::int64_t width, std::span<float> band) {
    STACMLM_CHECK(write_at(arrays_.descriptor(), std::as_bytes(given)));
    const std::int64_t bands = std::ssize(given) / (height * width);
    STACMLM_CHECK(process_.ask(fmt::format("{} {} {}\n", bands, height, width)));
    return read_at(arrays_.descriptor(), given.size_bytes(), std::as_writable_bytes(band));
  }

  std::mutex mutex_;
  UnnamedFile arrays_;  // what goes in, and behind it what came out
  PythonProcess process_;
  std::string code_;
  std::optional<base::Error> failure_;
};

namespace {

class SharedFunction final : public run::ExternalFunction {
 public:
  explicit SharedFunction(std::shared_ptr<PythonFunction> function)
      : function_(std::move(function)) {}

  base::Result<void> call(std::span<const double> given, std::int64_t height, std::int64_t width,
                          std::span<float> band) override {
    return function_->call(given, height, width, band);
  }
  [[nodiscard]] std::string code() const override { return function_->code(); }

 private:
  std::shared_ptr<PythonFunction> function_;
};

}  // namespace

base::Result<std::unique_ptr<run::ExternalFunction>> PythonFunctions::start(
    const std::string& function) {
  std::shared_ptr<PythonFunction>& known = started_[function];
  if (known == nullptr || known->has_failed()) {
    known.reset();
    STACMLM_TRY(UnnamedFile arrays, create_arrays());
    auto fresh = std::make_shared<PythonFunction>(function, options_, std::move(arrays));
    STACMLM_CHECK(fresh->start());
    known = std::move(fresh);
  }
  return std::make_unique<SharedFunction>(known);
}

}  // namespace stacmlm::cli
