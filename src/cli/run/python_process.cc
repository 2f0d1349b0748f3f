// SPDX-License-Identifier: Apache-2.0
#include "cli/run/python_process.h"

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
#include <system_error>
#include <utility>

#include "cli/run/python_script.h"
#include "cli/system_error.h"
#include "diag/visible.h"

namespace stacmlm::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kLongestReply = 2000;
constexpr std::size_t kLongestLine = 1000;  // of what is printed; longer ones are cut in pieces
constexpr int kMostReads = 16;              // at once: others may print without end
constexpr int kSlice = 100;                 // milliseconds between looks at what ends the waiting

void close_one(int& file) {
  if (file >= 0) ::close(std::exchange(file, -1));
}

/// Both ends of the link, and of the pipe for what is printed.
struct Channels {
  std::array<int, 2> link{-1, -1};
  std::array<int, 2> output{-1, -1};

  Channels() = default;
  Channels(const Channels&) = delete;
  Channels& operator=(const Channels&) = delete;
  ~Channels() {
    for (int* file : {&link[0], &link[1], &output[0], &output[1]}) close_one(*file);
  }
  [[nodiscard]] bool open() {
    return ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, link.data()) == 0 &&
           ::pipe2(output.data(), O_CLOEXEC) == 0 && ::fcntl(output[0], F_SETFL, O_NONBLOCK) == 0;
  }
};

}  // namespace

PythonProcess::~PythonProcess() {
  // Its own children, too. Before it is waited for: until then nobody else gets the number.
  if (child_ > 0) ::kill(-child_, SIGKILL);
  hear();
  if (!line_.empty()) tell_line();
  close_one(link_);
  close_one(output_);
  while (child_ > 0 && ::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

base::Result<std::string> PythonProcess::start(int arrays) {
  STACMLM_CHECK(spawn(arrays));
  return await();
}

base::Result<void> PythonProcess::spawn(int arrays) {
  Channels channels;
  if (!channels.open()) return tl::unexpected(system_error());
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, channels.link[1], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, channels.output[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, channels.output[1], STDERR_FILENO);
  constexpr int kArrays = STDERR_FILENO + 1;
  ::posix_spawn_file_actions_adddup2(&actions, arrays, kArrays);
  // Libraries open files without saying that children do not get them.
  ::posix_spawn_file_actions_addclosefrom_np(&actions, kArrays + 1);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  // Ctrl-C is for this program, which then ends it.
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  std::array<std::string, 5> words{"python3", "-u", "-c", kPythonScript, function_};
  std::array<char*, 6> pointers{};
  for (std::size_t i = 0; i < words.size(); ++i) pointers[i] = words[i].data();
  const int number =
      ::posix_spawnp(&child_, "python3", &actions, &attributes, pointers.data(), ::environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (number != 0) {
    child_ = -1;
    if (number == ENOENT) return tl::unexpected(failure("there is no python3 on PATH"));
    return tl::unexpected(
        failure("python3 cannot be started: " + std::generic_category().message(number)));
  }
  link_ = std::exchange(channels.link[0], -1);
  output_ = std::exchange(channels.output[0], -1);
  return {};
}

base::Result<std::string> PythonProcess::ask(std::string_view line) {
  if (::send(link_, line.data(), line.size(), MSG_NOSIGNAL) != std::ssize(line))
    return tl::unexpected(failure("it has ended"));
  return await();
}

base::Result<std::string> PythonProcess::await() {
  const auto end = Clock::now() + options_.limit;
  std::string reply;
  while (!reply.ends_with('\n')) {
    if (options_.stop != nullptr && *options_.stop)
      return base::fail(base::ErrorKind::kIo, "stopped");
    if (Clock::now() >= end) {
      return tl::unexpected(
          failure(fmt::format("no answer within {} seconds", options_.limit.count())));
    }
    std::array<pollfd, 2> waiting{pollfd{link_, POLLIN, 0}, pollfd{output_, POLLIN, 0}};
    const int ready = ::poll(waiting.data(), waiting.size(), kSlice);
    if (ready < 0 && errno != EINTR) return tl::unexpected(system_error());
    if (ready > 0 && waiting[1].revents != 0) hear();
    bool is_over = ready == 0 && has_ended();  // with children that have the link, too
    if (ready > 0 && waiting[0].revents != 0) {
      STACMLM_TRY(const bool more, read_reply(reply));
      is_over = !more;
    }
    if (is_over) {
      hear();
      return tl::unexpected(failure("it ended without an answer"));
    }
  }
  hear();
  reply.pop_back();
  constexpr std::string_view kDone = "done";
  constexpr std::string_view kFailed = "failed ";
  if (reply.starts_with(kDone)) return reply.erase(0, kDone.size());
  return tl::unexpected(failure(reply.starts_with(kFailed)
                                    ? std::string_view(reply).substr(kFailed.size())
                                    : std::string_view("it gave no answer")));
}

/// False: there is no more.
base::Result<bool> PythonProcess::read_reply(std::string& reply) {
  std::array<char, 512> bytes{};
  const ssize_t size = ::recv(link_, bytes.data(), bytes.size(), 0);
  if (size < 0 && errno == EINTR) return true;
  if (size <= 0) return false;
  reply.append(bytes.data(), static_cast<std::size_t>(size));
  if (reply.size() > kLongestReply) return tl::unexpected(failure("it gave no answer"));
  return true;
}

/// Takes what it has printed so far.
void PythonProcess::hear() {
  std::array<char, 4096> bytes{};
  for (int i = 0; output_ >= 0 && i < kMostReads; ++i) {
    const ssize_t size = ::read(output_, bytes.data(), bytes.size());
    if (size < 0) return;
    if (size == 0) return close_one(output_);
    for (const char c : std::string_view(bytes.data(), static_cast<std::size_t>(size))) {
      if (c != '\n' && c != '\r') line_ += c;
      if (!line_.empty() && (c == '\n' || line_.size() >= kLongestLine)) tell_line();
    }
  }
}

void PythonProcess::tell_line() {
  if (options_.tell) options_.tell(function_, diag::visible(line_));
  line_.clear();
}

bool PythonProcess::has_ended() const {
  siginfo_t info{};
  // Without taking its number away from it.
  return child_ > 0 &&
         ::waitid(P_PID, static_cast<id_t>(child_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == child_;
}

base::Error PythonProcess::failure(std::string_view why) const {
  return {base::ErrorKind::kBackend, fmt::format("python `{}`: {}", function_, why)};
}

}  // namespace stacmlm::cli
