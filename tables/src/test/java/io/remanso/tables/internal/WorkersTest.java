package io.remanso.tables.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.tables.DamagedChunkException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void answersInTheOrderOfTheTasks(int threads) {
        List<Callable<Integer>> tasks =
                IntStream.range(0, 50).<Callable<Integer>>mapToObj(i -> () -> i * i).toList();
        assertThat(Workers.all(threads, tasks))
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> i * i).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void throwsWhatATaskThrows(int threads) {
        Callable<Integer> fails =
                () -> {
                    throw new DamagedChunkException("A chunk is missing");
                };
        assertThatThrownBy(() -> Workers.all(threads, List.of(() -> 1, fails, () -> 2)))
                .isInstanceOf(DamagedChunkException.class)
                .hasMessage("A chunk is missing");
    }

    @Test
    void endsWhenItsCallerIsInterrupted() {
        CountDownLatch begun = new CountDownLatch(2);
        Thread caller = Thread.currentThread();
        Callable<Integer> waits =
                () -> {
                    begun.countDown();
                    begun.await();
                    caller.interrupt();
                    return 1;
                };
        Callable<Integer> hangs =
                () -> {
                    begun.countDown();
                    begun.await();
                    new CountDownLatch(1).await();
                    return 2;
                };
        assertThatThrownBy(() -> Workers.all(2, List.of(hangs, waits)))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
