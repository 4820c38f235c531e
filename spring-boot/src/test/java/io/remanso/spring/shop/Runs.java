package io.remanso.spring.shop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How often something was really done on one node. */
public final class Runs {

    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    public int next(String what) {
        return counts.computeIfAbsent(what, name -> new AtomicInteger()).incrementAndGet();
    }

    public int of(String what) {
        AtomicInteger count = counts.get(what);
        return count == null ? 0 : count.get();
    }
}
