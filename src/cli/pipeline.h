// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
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

  /// One thread for each of `workers`.
  Pipeline(Read read, std::vector<Work> workers, std::size_t window)
      : read_(std::move(read)), window_(window) {
    threads_.emplace_back([this] { read_all(); });
    for (Work& work : workers) {
      threads_.emplace_back([this, work = std::move(work)] { do_jobs(work); });
    }
  }
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline() {
    for (std::thread& thread : threads_) thread.join();
  }

  /// Returns when all is written.
  void run(const Write& write) {
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

 private:
  struct Slot {
    explicit Slot(Job given) : job(std::move(given)) {}
    Job job;
    std::optional<Result> result;
  };

  void read_all() {
    while (std::optional<Job> job = read_()) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return slots_.size() < window_; });
      slots_.push_back(std::make_unique<Slot>(*std::move(job)));
      lock.unlock();
      changed_.notify_all();
    }
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
  std::size_t window_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Slot>> slots_;  // in order; the first `started_` have a worker
  std::size_t started_ = 0;
  bool is_read_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace stacmlm::cli
