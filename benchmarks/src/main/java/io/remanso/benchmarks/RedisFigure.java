package io.remanso.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Sessions on Redis beside whole-table snapshots on the same Redis, in the same run. */
final class RedisFigure implements Figure {

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<Row> measure() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (RedisComparison.Size size :
                List.of(
                        new RedisComparison.Size(1_000, 50, 500, 41),
                        new RedisComparison.Size(10_000, 50, 500, 41),
                        new RedisComparison.Size(1_000_000, 20, 3, 5))) {
            try (RedisSandbox sandbox = new RedisSandbox()) {
                rows.addAll(new RedisComparison(sandbox, size).run());
            }
        }
        return rows;
    }
}
