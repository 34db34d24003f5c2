package io.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ParallelWritesTest {
  private final Queue<String> done = new ConcurrentLinkedQueue<>();

  @Test
  void writesBesideWhatFollowsAndHasWrittenAllInTheEnd() {
    CountDownLatch followed = new CountDownLatch(1);
    AtomicReference<Thread> writer = new AtomicReference<>();
    try (ParallelWrites writes = new ParallelWrites(1)) {
      writes.start(
          () -> {
            writer.set(Thread.currentThread());
            await(followed);
            done.add("first");
          });
      writes.start(() -> done.add("second"));
      done.add("what follows");
      followed.countDown();
    }
    assertThat(done).containsExactly("what follows", "first", "second");
    assertEnds(writer.get());
  }

  @Test
  void failsAsTheFirstThatWasStartedWhicheverFailedFirst() {
    Exception refused = new IOException("the first one");
    Error full = new OutOfMemoryError("the second one");
    CountDownLatch secondFailed = new CountDownLatch(1);

    assertThatThrownBy(
            () -> {
              try (ParallelWrites writes = new ParallelWrites(2)) {
                writes.start(
                    () -> {
                      await(secondFailed);
                      throwUndeclared(refused);
                    });
                writes.start(
                    () -> {
                      secondFailed.countDown();
                      throw full;
                    });
                writes.start(() -> done.add("third"));
              }
            })
        .isSameAs(refused)
        .hasSuppressedException(full);
    assertThat(done).containsExactly("third");
  }

  @Test
  void endsTheWriteWhenWhatFollowsFails() {
    RuntimeException failure = new IllegalStateException("what follows");
    RuntimeException second = new IllegalStateException("the write");
    CountDownLatch failed = new CountDownLatch(1);

    assertThatThrownBy(
            () -> {
              try (ParallelWrites writes = new ParallelWrites(1)) {
                writes.start(
                    () -> {
                      await(failed);
                      done.add("the write");
                      throw second;
                    });
                failed.countDown();
                throw failure;
              }
            })
        .isSameAs(failure)
        .hasSuppressedException(second);
    assertThat(done).containsExactly("the write");
  }

  @Test
  void endsTheWriteWhenItIsInterrupted() {
    CountDownLatch interrupted = new CountDownLatch(1);
    try (ParallelWrites writes = new ParallelWrites(1)) {
      writes.start(
          () -> {
            await(interrupted);
            done.add("the write");
          });
      Thread.currentThread().interrupt();
      interrupted.countDown();
    }
    assertThat(Thread.interrupted()).as("whatever waits next ends by it").isTrue();
    assertThat(done).containsExactly("the write");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertEnds(Thread thread) {
    try {
      thread.join(60_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(thread.isAlive()).isFalse();
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void throwUndeclared(Throwable failure) throws E {
    throw (E) failure;
  }
}
