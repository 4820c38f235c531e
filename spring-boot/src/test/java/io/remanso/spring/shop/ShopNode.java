package io.remanso.spring.shop;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheStats;
import io.remanso.cache.Caches;
import io.remanso.testing.Await;
import io.remanso.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One node of the application, on a port of its own. */
public final class ShopNode implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    private ShopNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** A node of this application with these properties, each as {@code name=value}. */
    public static ShopNode start(Class<?> application, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("server.port=0");
        all.add("server.address=127.0.0.1");
        all.add("spring.main.banner-mode=off");
        return new ShopNode(
                new SpringApplicationBuilder(application)
                        .properties(all.toArray(String[]::new))
                        .run());
    }

    /** A node over Redis, once invalidations of others arrive. */
    public static ShopNode over(RedisServer redis, Class<?> application, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("remanso.redis-enabled=true");
        all.add("remanso.redis-url=" + redis.url());
        all.add("remanso.cache-prefix=shop");
        ShopNode node = start(application, all.toArray(String[]::new));
        Await.until("the node is connected", node.bean(Caches.class)::connected);
        return node;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public int runs(String what) {
        return bean(Runs.class).of(what);
    }

    public CacheStats stats(String cache) {
        return bean(Caches.class).all().stream()
                .filter(c -> c.name().equals(cache))
                .map(Cache::stats)
                .findFirst()
                .orElseThrow();
    }

    /**
     * @param headers names and values in turn
     */
    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, headers);
    }

    /** See {@link #get}. */
    public HttpResponse<String> send(String method, String path, String... headers) {
        try {
            return HTTP.send(request(method, path, headers), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request with a body; see {@link #get}. */
    public HttpResponse<String> sendBody(String method, String path, String body) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(request(method, path), (name, value) -> true)
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** See {@link #get}. */
    public CompletableFuture<HttpResponse<String>> begin(String path, String... headers) {
        return HTTP.sendAsync(request("GET", path, headers), HttpResponse.BodyHandlers.ofString());
    }

    /** Where it listens. */
    public int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private HttpRequest request(String method, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    @Override
    public void close() {
        context.close();
    }
}
