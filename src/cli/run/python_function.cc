// SPDX-License-Identifier: Apache-2.0
#include "cli/run/python_function.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <utility>

#include "cli/scratch_folder.h"
#include "cli/system_error.h"

namespace stacmlm::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kLongestReply = 2000;

/// Answers each line `bands rows columns` with `done` or `failed WHY`.
constexpr const char* kScript = R"(
import importlib, os, sys
replies = os.fdopen(os.dup(1), 'w')
os.dup2(2, 1)
def reply(text):
    replies.write(' '.join(text.split())[:1500] + '\n')
    replies.flush()
try:
    import numpy
    name, folder = sys.argv[1:3]
    module, _, path = name.partition(':')
    function = importlib.import_module(module)
    for part in path.split('.'):
        function = getattr(function, part)
    reply('done')
    for line in sys.stdin:
        bands, rows, columns = map(int, line.split())
        given = numpy.fromfile(folder + '/given', dtype='<f8', count=bands * rows * columns)
        band = numpy.asarray(function(given.reshape(bands, rows, columns)), dtype='<f4')
        if band.shape == (1, rows, columns):
            band = band[0]
        if band.shape != (rows, columns):
            raise ValueError(f'it gave an array of shape {band.shape}, not {(rows, columns)}')
        band.tofile(folder + '/band')
        reply('done')
except BaseException as error:
    reply(f'failed {type(error).__name__}: {error}')
)";

base::Error failure(const std::string& function, std::string_view why) {
  return {base::ErrorKind::kBackend, fmt::format("python `{}`: {}", function, why)};
}

class PythonFunction final : public run::ExternalFunction {
 public:
  PythonFunction(std::string function, std::chrono::seconds limit, ScratchFolder folder)
      : function_(std::move(function)), limit_(limit), folder_(std::move(folder)) {}

  ~PythonFunction() override {
    if (socket_ >= 0) ::close(socket_);
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }

  base::Result<void> start() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
      return tl::unexpected(system_error());
    socket_ = ends[0];
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    // Libraries open files without saying that children do not get them.
    ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    std::array<std::string, 5> words{"python3", "-c", kScript, function_, folder_.path()};
    std::array<char*, 6> pointers{};
    for (std::size_t i = 0; i < words.size(); ++i) pointers[i] = words[i].data();
    const int number =
        ::posix_spawnp(&child_, "python3", &actions, nullptr, pointers.data(), ::environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (number == 0) return await();
    child_ = -1;
    return tl::unexpected(failure(function_, "there is no python3 on PATH"));
  }

  base::Result<void> call(std::span<const double> given, std::int64_t height, std::int64_t width,
                          std::span<float> band) override {
    std::ofstream file(folder_.path() + "/given", std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(given.data()),
               static_cast<std::streamsize>(given.size_bytes()));
    file.close();
    if (!file) return tl::unexpected(failure(function_, "its arrays could not be written"));
    const std::int64_t bands = std::ssize(given) / (height * width);
    const std::string line = fmt::format("{} {} {}\n", bands, height, width);
    if (::send(socket_, line.data(), line.size(), MSG_NOSIGNAL) != std::ssize(line))
      return tl::unexpected(failure(function_, "it has ended"));
    STACMLM_CHECK(await());
    std::ifstream result(folder_.path() + "/band", std::ios::binary);
    result.read(reinterpret_cast<char*>(band.data()),
                static_cast<std::streamsize>(band.size_bytes()));
    if (!result) return tl::unexpected(failure(function_, "its result could not be read"));
    return {};
  }

 private:
  /// Waits for one reply, which must be `done`.
  base::Result<void> await() {
    const auto end = Clock::now() + limit_;
    std::string text;
    while (!text.ends_with('\n')) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
      pollfd waiting{socket_, POLLIN, 0};
      const int ready = left.count() <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(left.count()));
      if (ready < 0 && errno == EINTR) continue;
      if (ready <= 0) {
        return tl::unexpected(
            failure(function_, fmt::format("no answer within {} seconds", limit_.count())));
      }
      std::array<char, 512> bytes{};
      const ssize_t size = ::recv(socket_, bytes.data(), bytes.size(), 0);
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0 || text.size() > kLongestReply)
        return tl::unexpected(failure(function_, "it ended without an answer"));
      text.append(bytes.data(), static_cast<std::size_t>(size));
    }
    text.pop_back();
    if (text == "done") return {};
    constexpr std::string_view kFailed = "failed ";
    return tl::unexpected(failure(function_, text.starts_with(kFailed)
                                                 ? std::string_view(text).substr(kFailed.size())
                                                 : std::string_view("it gave no answer")));
  }

  std::string function_;
  std::chrono::seconds limit_;
  ScratchFolder folder_;
  int socket_ = -1;
  pid_t child_ = -1;
};

}  // namespace

base::Result<std::unique_ptr<run::ExternalFunction>> start_python(const std::string& function,
                                                                  std::chrono::seconds limit) {
  STACMLM_TRY(ScratchFolder folder, ScratchFolder::make());
  auto python = std::make_unique<PythonFunction>(function, limit, std::move(folder));
  STACMLM_CHECK(python->start());
  return python;
}

}  // namespace stacmlm::cli
