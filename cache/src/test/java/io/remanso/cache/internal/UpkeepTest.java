package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UpkeepTest {

    private final Upkeep upkeep = new Upkeep();

    @Test
    void whatChangesLeaveToBeDoneIsDoneOnceByTheirThreadAfterTheLastOfThem() {
        List<Thread> workers = new ArrayList<>();
        upkeep.begin();
        upkeep.begin();
        upkeep.execute(() -> workers.add(Thread.currentThread()));
        upkeep.end();
        assertThat(workers).isEmpty();
        upkeep.end();
        assertThat(workers).containsExactly(Thread.currentThread());
    }

    @Test
    void whatReadsLeaveToBeDoneIsDoneByAnotherThread() throws Exception {
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        upkeep.execute(() -> worker.complete(Thread.currentThread()));
        assertThat(worker.get(10, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
    }
}
