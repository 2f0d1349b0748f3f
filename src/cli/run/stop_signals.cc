// SPDX-License-Identifier: Apache-2.0
#include "cli/run/stop_signals.h"

#include <unistd.h>

#include <cstddef>

namespace stacmlm::cli {
namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};

std::array<struct sigaction, kSignals.size()> before{};
std::atomic<bool> stopped{false};
std::atomic<int> number_of_stop{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

void restore() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &before[i], nullptr);
}

void end_now(int /*alarm*/) { ::raise(number_of_stop); }

/// A model may loop without end: what is at work has so many seconds.
constexpr unsigned kPatience = 10;

void stop(int number) {
  number_of_stop = number;
  stopped = true;
  restore();
  struct sigaction action {};
  action.sa_handler = end_now;
  ::sigaction(SIGALRM, &action, nullptr);
  ::alarm(kPatience);
}

}  // namespace

StopSignals::StopSignals() {
  struct sigaction action {};
  action.sa_handler = stop;
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], nullptr, &before[i]);
    if (before[i].sa_handler != SIG_IGN) ::sigaction(kSignals[i], &action, nullptr);
  }
}

StopSignals::~StopSignals() {
  ::alarm(0);
  restore();
}

const std::atomic<bool>& StopSignals::is_stopped() const { return stopped; }

void StopSignals::end_if_stopped() {
  if (stopped) ::raise(number_of_stop);
}

}  // namespace stacmlm::cli
