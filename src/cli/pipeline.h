// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace stacmlm::cli {

/// Reads jobs on one thread, does them on others, and hands the results over in the order of the
/// jobs on the calling one. At most `window` jobs are under way, however slow any side is.
template <class Job, class Result>
class Pipeline {
 public:
  using Read = std::function<std::optional<Job>()>;
  using Work = std::function<Result(Job)>;
  using Write = std::function<void(Result)>;

  /// One thread for each of `workers`, of which there is at least one.
  Pipeline(Read read, std::vector<Work> workers, std::size_t window)
      : read_(std::move(read)), workers_(std::move(workers)), window_(window) {}
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  /// Returns when all is written. Does with fewer threads where the system gives no more.
  void run(const Write& write) {
    if (start()) {
      write_all(write);
    } else {
      while (std::optional<Job> job = read_()) write(workers_.front()(*std::move(job)));
    }
  }

 private:
  struct Slot {
    explicit Slot(Job given) : job(std::move(given)) {}
    Job job;
    std::optional<Result> result;
  };

  // False if there is not one thread to read and one to work.
  bool start() {
    if (!add_thread([this] { do_jobs(workers_.front()); })) return false;
    if (!add_thread([this] { read_all(); })) {
      end_reading();
      threads_.clear();
      return false;
    }
    for (std::size_t i = 1; i < workers_.size(); ++i) {
      if (!add_thread([this, i] { do_jobs(workers_[i]); })) break;
    }
    return true;
  }

  template <class Task>
  bool add_thread(Task task) {
    try {
      threads_.emplace_back(std::move(task));
    } catch (const std::system_error&) {
      return false;
    }
    return true;
  }

  void write_all(const Write& write) {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(
          lock, [this] { return slots_.empty() ? is_read_ : slots_.front()->result.has_value(); });
      if (slots_.empty()) return;
      const std::unique_ptr<Slot> done = std::move(slots_.front());
      slots_.pop_front();
      --started_;
      lock.unlock();
      changed_.notify_all();
      write(*std::move(done->result));
    }
  }

  void read_all() {
    while (std::optional<Job> job = read_()) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return slots_.size() < window_; });
      slots_.push_back(std::make_unique<Slot>(*std::move(job)));
      lock.unlock();
      changed_.notify_all();
    }
    end_reading();
  }

  void end_reading() {
    const std::lock_guard lock(mutex_);
    is_read_ = true;
    changed_.notify_all();
  }

  void do_jobs(const Work& work) {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return started_ < slots_.size() || is_read_; });
      if (started_ == slots_.size()) return;
      Slot& slot = *slots_[started_++];
      lock.unlock();
      Result result = work(std::move(slot.job));
      lock.lock();
      slot.result = std::move(result);
      lock.unlock();
      changed_.notify_all();
    }
  }

  Read read_;
  std::vector<Work> workers_;
  std::size_t window_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Slot>> slots_;  // in order; the first `started_` have a worker
  std::size_t started_ = 0;
  bool is_read_ = false;
  std::vector<std::jthread> threads_;  // the last member: they end before the others go
};

}  // namespace stacmlm::cli
