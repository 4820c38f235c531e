package io.remanso.server;

import io.remanso.server.settings.ServerSettings;
import io.remanso.server.storage.Storage;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Says what runs and how to try it, once the server answers. */
@Component
final class StartupLog implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(StartupLog.class);

    private static final double NANOS_PER_MILLI = 1e6;

    private final ServerSettings settings;
    private final Storage storage;

    StartupLog(ServerSettings settings, Storage storage) {
        this.settings = settings;
        this.storage = storage;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (!(event.getApplicationContext() instanceof WebServerApplicationContext context)
                || context.getWebServer() == null) {
            return;
        }
        String address =
                "http://%s:%d"
                        .formatted(host(settings.address()), context.getWebServer().getPort());
        LOG.info(
                "Storage backend: {}, session timeout {} s, in {}",
                storage.backend().type(),
                settings.sessionTtl().toSeconds(),
                storage.redisAvailable()
                        ? "%s, latency %.2f ms".formatted(settings.redis(), latencyMillis())
                        : settings.storageDir());
        LOG.info("Remanso listens on {}", address);
        LOG.info(
                "Try: open it in a browser, or curl -F file=@data.csv {}/api/v1/sessions", address);
        LOG.info("Calls: {}/swagger-ui", address);
    }

    private double latencyMillis() {
        return storage.backend().health().latency().toNanos() / NANOS_PER_MILLI;
    }

    private static String host(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return "localhost";
        }
        String host = address.getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
