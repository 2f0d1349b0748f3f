// SPDX-License-Identifier: Apache-2.0
#include "cli/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string_view>

#include "cli/atomic_file.h"
#include "cli/system_error.h"

namespace stacmlm::cli {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
volatile pid_t running = 0;

void hand_on(int number, siginfo_t* info, void* /*context*/) {
  // The terminal sends its own to the child as well; what a process sends has a code of 0 or less.
  if (running > 0 && info->si_code <= 0) ::kill(running, number);
}

/// Hands signals on as long as it lives.
class HandOn {
 public:
  explicit HandOn(pid_t child) {
    running = child;
    struct sigaction action {};
    action.sa_sigaction = hand_on;
    action.sa_flags = SA_SIGINFO;
    for (std::size_t i = 0; i < kSignals.size(); ++i)
      ::sigaction(kSignals[i], &action, &before_[i]);
  }
  HandOn(const HandOn&) = delete;
  HandOn& operator=(const HandOn&) = delete;
  ~HandOn() {
    for (std::size_t i = 0; i < kSignals.size(); ++i)
      ::sigaction(kSignals[i], &before_[i], nullptr);
    running = 0;
  }

 private:
  std::array<struct sigaction, kSignals.size()> before_{};
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// The arguments or variables as exec wants them; valid as long as `texts`.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> environment_of(const ChildProcess& child) {
  std::vector<std::string> all;
  for (char** variable = ::environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::string_view name = text.substr(0, text.find('='));
    const bool is_set =
        std::ranges::any_of(child.variables, [&](const auto& own) { return own.first == name; });
    if (!is_set) all.emplace_back(text);
  }
  for (const auto& [name, value] : child.variables)
    all.push_back(fmt::format("{}={}", name, value));
  return all;
}

/// A file without a name that holds the text.
base::Result<File> file_of(const std::string& text) {
  File file(std::tmpfile());
  if (!file) return tl::unexpected(system_error());
  const int number = ::fileno(file.get());
  ::fcntl(number, F_SETFD, FD_CLOEXEC);
  if (auto done = write_all(number, text); !done) return tl::unexpected(std::move(done).error());
  if (::lseek(number, 0, SEEK_SET) != 0) return tl::unexpected(system_error());
  return file;
}

struct Start {
  int input;
  int nowhere;  // or -1
  int failure;  // a pipe that exec closes
  char* const* words;
  char* const* variables;
};

/// In the child: only what is safe between fork and exec.
[[noreturn]] void become(const Start& start) {
  const bool is_set = ::dup2(start.input, STDIN_FILENO) >= 0 && ::chdir("/") == 0 &&
                      (start.nowhere < 0 || (::dup2(start.nowhere, STDOUT_FILENO) >= 0 &&
                                             ::dup2(start.nowhere, STDERR_FILENO) >= 0));
  if (is_set) {
    ::execve(start.words[0], start.words, start.variables);
  }
  const int number = errno;
  const ssize_t written = ::write(start.failure, &number, sizeof number);
  ::_exit(written > 0 ? 127 : 126);
}

/// What stops the child from starting, or 0.
int failure_in(int pipe) {
  int number = 0;
  ssize_t size = 0;
  do {
    size = ::read(pipe, &number, sizeof number);
  } while (size < 0 && errno == EINTR);
  return size > 0 ? number : 0;
}

base::Result<int> wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return tl::unexpected(system_error());
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

base::Result<int> run_child(const ChildProcess& child) {
  STACMLM_TRY(const File input, file_of(child.stdin_text));
  const File nowhere(child.is_silent ? std::fopen("/dev/null", "we") : nullptr);
  std::vector<std::string> words = child.words;
  std::vector<std::string> variables = environment_of(child);
  const std::vector<char*> word_pointers = pointers_to(words);
  const std::vector<char*> variable_pointers = pointers_to(variables);
  std::array<int, 2> failure{};
  if (::pipe(failure.data()) != 0) return tl::unexpected(system_error());
  for (const int end : failure) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  const Start start{::fileno(input.get()), nowhere ? ::fileno(nowhere.get()) : -1, failure[1],
                    word_pointers.data(), variable_pointers.data()};
  std::fflush(nullptr);
  const pid_t id = ::fork();
  if (id == 0) become(start);
  if (id < 0) {
    const base::Error error = system_error();
    for (const int end : failure) ::close(end);
    return tl::unexpected(error);
  }
  ::close(failure[1]);
  const HandOn signals(id);
  const int number = failure_in(failure[0]);
  ::close(failure[0]);
  STACMLM_TRY(const int status, wait_for(id));
  if (number == 0) return status;
  errno = number;
  return tl::unexpected(system_error());
}

}  // namespace stacmlm::cli
