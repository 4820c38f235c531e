package io.remanso.redis;

import static io.remanso.redis.Texts.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A password that must turn up nowhere, looked for in all that is logged, thrown and shown. */
class SecretsTest {

    private static final String CANARY = "canary7f3a";

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    String thrown = ThrowableProxyUtil.asString(event.getThrowableProxy());
                    texts.add(event.getLoggerName() + event.getFormattedMessage() + thrown);
                }
            };

    @BeforeEach
    void listen() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.detachAppender("STDOUT");
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        root.setLevel(Level.ERROR);
        root.detachAppender(appender);
    }

    private void keepFailure(Callable<?> call) {
        try {
            texts.add(String.valueOf(call.call()));
        } catch (Exception e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            texts.add(trace.toString());
        }
    }

    private static RedisSettings briefly(String url) {
        return RedisSettings.of(url).withConnectTimeout(Duration.ofSeconds(1));
    }

    @Test
    void thePasswordIsInNoTextEvenAtTheFinestLogLevel() {
        try (RedisServer server = RedisServer.start("requirepass " + CANARY);
                FaultyProxy proxy = FaultyProxy.before(server)) {
            String url = proxy.url().replace("://", "://default:" + CANARY + "@");
            RedisSettings settings = TestSettings.of(url).withSocketTimeout(Duration.ofSeconds(1));
            try (Redis redis = Redis.connect(settings)) {
                texts.add(settings + " " + redis + " " + settings.credentials());
                texts.add(redis.health().toString());
                try (Subscription subscription = redis.subscribe(List.of(bytes("c")), new Heard());
                        RedisConnection connection = redis.dedicated()) {
                    keepFailure(() -> connection.call(c -> c.incr(bytes("n"))));
                    keepFailure(() -> redis.call(c -> c.lpush(bytes("n"), bytes("x"))));
                    proxy.resetAfter("INCR");
                    keepFailure(() -> redis.call(c -> c.incr(bytes("n"))));
                    proxy.refuse();
                    keepFailure(() -> redis.call(c -> c.incr(bytes("n"))));
                    Await.until("the loss is felt", () -> !redis.isAvailable());
                    proxy.heal();
                    Await.until("back", redis::isAvailable);
                    server.call("CONFIG", "SET", "requirepass", "another");
                    proxy.dropConnections();
                    Await.until("shut out", () -> !redis.isAvailable());
                    keepFailure(() -> redis.call(c -> c.incr(bytes("n"))));
                    assertThat(subscription).isNotNull();
                }
            }
            keepFailure(() -> Redis.connect(briefly(url)));
            proxy.refuse();
            keepFailure(() -> Redis.connect(briefly(url)));
            String cluster = url.replace("redis:", "redis-cluster:").replace("/0", "");
            keepFailure(() -> Redis.connect(briefly(cluster)));
            String sentinel = url.replace("redis:", "redis-sentinel:") + "#m";
            keepFailure(() -> Redis.connect(briefly(sentinel)));
        }
        assertThat(texts).hasSizeGreaterThan(200);
        assertThat(texts)
                .anyMatch(text -> text.contains("CommandHandler") && text.contains("type=HELLO"));
        assertThat(texts).anyMatch(text -> text.contains("WRONGPASS"));
        assertThat(texts).noneMatch(text -> text.contains(CANARY));
    }
}
