package io.remanso.cache.internal;

import io.remanso.cache.Cache;
import io.remanso.cache.LoadException;
import io.remanso.cache.WarmUp;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/** One warm-up: so many reads at the same time, until every key has had its own. */
final class WarmUpRun<K, V> {

    private final Cache<K, V> cache;
    private final WarmUp warmUp;
    private final ExecutorService threads;
    private int done;
    private int failed;

    WarmUpRun(Cache<K, V> cache, WarmUp warmUp, ExecutorService threads) {
        this.cache = cache;
        this.warmUp = warmUp;
        this.threads = threads;
    }

    WarmUp.Report run(Collection<? extends K> keys) {
        Semaphore places = new Semaphore(warmUp.concurrency());
        CountDownLatch left = new CountDownLatch(keys.size());
        try {
            for (K key : keys) {
                places.acquire();
                threads.execute(() -> {
                    try {
                        load(key, keys.size());
                    } finally {
                        places.release();
                        left.countDown();
                    }
                });
            }
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return report(keys.size());
    }

    private void load(K key, int total) {
        boolean loaded = true;
        try {
            cache.get(key);
        } catch (LoadException e) {
            loaded = false;
        }
        synchronized (this) {
            done++;
            failed += loaded ? 0 : 1;
            warmUp.progress().accept(report(total));
        }
    }

    private synchronized WarmUp.Report report(int total) {
        return new WarmUp.Report(total, done, failed);
    }
}
