package io.remanso.server.http;

import io.remanso.server.RemansoServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole server in this process, on a port of its own. */
final class TestServer implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Client client;

    private TestServer(ConfigurableApplicationContext context) {
        this.context = context;
        this.client = new Client(port(context));
    }

    /**
     * @param settings more settings as {@code max-versions=3}
     */
    static TestServer start(Path storage, String... settings) {
        List<String> args = new ArrayList<>();
        args.add("--server.port=0");
        args.add("--remanso.storage-dir=" + storage);
        Arrays.stream(settings).map(setting -> "--remanso." + setting).forEach(args::add);
        return new TestServer(RemansoServer.start(args.toArray(String[]::new)));
    }

    private static int port(ConfigurableApplicationContext context) {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    Client client() {
        return client;
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
