#include "comparison.h"

#include <sstream>
#include <thread>

namespace colophon::check {
namespace {

const char* word_of(Status status) {
  switch (status) {
    case Status::done: return "done";
    case Status::refused: return "refused";
    case Status::aborted: return "aborted";
    case Status::failed: return "failed";
  }
  return "unknown";
}

std::string words_of(const Outcome& outcome) {
  std::ostringstream words;
  words << word_of(outcome.status);
  if (outcome.status == Status::refused)
    words << " stream " << outcome.fault.stream << " batch " << outcome.fault.batch;
  if (outcome.error) words << " (" << outcome.error << ")";
  return words.str();
}

std::string first_difference(std::span<const uint8_t> found, std::span<const uint8_t> expected) {
  size_t at = 0;
  while (found[at] == expected[at]) ++at;
  at -= at % 4;
  std::ostringstream words;
  words << std::hex << "the bytes at 0x" << at << " of 0x" << found.size() << " are";
  const size_t end = std::min(at + 4, found.size());
  for (size_t i = at; i < end; ++i) words << ' ' << static_cast<int>(found[i]);
  words << ", expected";
  for (size_t i = at; i < end; ++i) words << ' ' << static_cast<int>(expected[i]);
  return words.str();
}

}  // namespace

std::optional<std::string> Comparison::fault_of(const Outcome& outcome,
                                                const Guarded& result) const {
  if (!result.guards_intact()) return "wrote beside the result";
  if (outcome.status == Status::failed) return "failed: " + words_of(outcome);
  if (const auto& fault = expected_.fault) {
    const bool named = outcome.fault.stream == fault->stream && outcome.fault.batch == fault->batch;
    if (outcome.status == Status::refused && named) return std::nullopt;
    return words_of(outcome) + ", expected " +
           words_of({.status = Status::refused, .fault = *fault});
  }
  if (outcome.status != Status::done) return words_of(outcome) + ", expected done";
  if (outcome.dropped != expected_.dropped)
    return std::to_string(outcome.dropped) + " points dropped, expected " +
           std::to_string(expected_.dropped);
  if (!std::ranges::equal(result.result(), expected_.result))
    return first_difference(result.result(), expected_.result);
  return std::nullopt;
}

void Comparison::compare_once(Guarded& result, const Control& control) {
  const Outcome outcome = run_(result.data(), control);
  tally_.add_run(outcome.status == Status::refused);
  if (const auto fault = fault_of(outcome, result))
    tally_.fail(std::to_string(control.threads) + " threads: " + *fault);
}

void Comparison::compare_threads(std::span<const unsigned> counts) {
  Guarded result(expected_.result.size(), offset_);
  for (const unsigned threads : counts)
    for (int time = 0; time < 2; ++time) {
      result.poison();
      compare_once(result, {.threads = threads});
    }
}

void Comparison::compare_abort() {
  Guarded result(expected_.result.size(), offset_);
  std::atomic<int32_t> flag{1};
  const Control control{.threads = 0, .abort = &flag};
  const Outcome before = run_(result.data(), control);
  tally_.add_run(false);
  if (before.status != Status::aborted)
    tally_.fail("asked to stop before it began: " + words_of(before));
  flag = 0;
  std::thread stopper([&] {
    std::this_thread::yield();
    flag = 1;
  });
  const Outcome during = run_(result.data(), control);
  stopper.join();
  tally_.add_run(false);
  if (!result.guards_intact()) tally_.fail("aborted: wrote beside the result");
  if (during.status == Status::aborted) return;
  if (const auto fault = fault_of(during, result))
    tally_.fail("asked to stop while it ran: " + *fault);
}

void Comparison::compare_concurrent() {
  constexpr size_t callers = 3;
  std::vector<Guarded> results(callers, Guarded(expected_.result.size(), offset_));
  std::vector<Outcome> outcomes(callers);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < callers; ++i)
    threads.emplace_back(
        [&, i] { outcomes[i] = run_(results[i].data(), {.threads = static_cast<unsigned>(i)}); });
  for (std::thread& thread : threads) thread.join();
  for (size_t i = 0; i < callers; ++i) {
    tally_.add_run(outcomes[i].status == Status::refused);
    if (const auto fault = fault_of(outcomes[i], results[i]))
      tally_.fail("several callers at once: " + *fault);
  }
}

}  // namespace colophon::check
