package io.remanso.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.server.problems.RequestRefusedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class JobsTest {

    @Test
    void a_job_gives_its_result_and_throws_what_it_throws() throws Exception {
        try (Jobs jobs = new Jobs(1, 1)) {
            assertThat(jobs.run(() -> 42)).isEqualTo(42);
            assertThatThrownBy(() ->
                            jobs.run(() -> {
                                throw new IllegalStateException("broken");
                            }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("broken");
        }
    }

    @Test
    void a_job_that_finds_no_place_to_wait_is_refused_and_the_others_end() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Jobs jobs = new Jobs(1, 1);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> running =
                    callers.submit(() ->
                            jobs.run(() -> {
                                begun.countDown();
                                go.await();
                                return "ran";
                            }));
            begun.await();
            Future<String> waiting = callers.submit(() -> jobs.run(() -> "waited"));
            while (jobs.pending() < 2) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> jobs.run(() -> "too much"))
                    .isInstanceOf(RequestRefusedException.class)
                    .hasMessage("2 heavy requests run or wait already; try again shortly");
            go.countDown();

            assertThat(running.get()).isEqualTo("ran");
            assertThat(waiting.get()).isEqualTo("waited");
        }
    }
}
