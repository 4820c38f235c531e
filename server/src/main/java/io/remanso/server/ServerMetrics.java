package io.remanso.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.remanso.server.jobs.Jobs;
import io.remanso.server.storage.Storage;
import org.springframework.stereotype.Component;

/** Figures of the server's own for operators. */
@Component
final class ServerMetrics implements MeterBinder {

    private final Storage storage;
    private final Jobs jobs;

    ServerMetrics(Storage storage, Jobs jobs) {
        this.storage = storage;
        this.jobs = jobs;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("remanso.sessions.active", storage, s -> s.backend().activeSessions())
                .description("Sessions that have not expired")
                .register(registry);
        Gauge.builder("remanso.jobs.pending", jobs, Jobs::pending)
                .description("Imports, cleaning steps and profiles that run or wait")
                .register(registry);
    }
}
