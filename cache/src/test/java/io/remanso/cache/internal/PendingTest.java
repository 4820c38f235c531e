package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.cache.Cache;
import io.remanso.cache.CacheSettings;
import io.remanso.testing.Await;
import io.remanso.testing.FaultyProxy;
import io.remanso.testing.RedisServer;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** A write that waits for Redis must not be made after what came later. */
class PendingTest {

    private final Timeline timeline = new Timeline();
    private final Pending pending = new Pending(timeline);

    private void put(String key) {
        pending.store(key, new Pending.Op("things:", new byte[1], 1_000), timeline.begun());
    }

    @Test
    void aLaterInvalidationTakesThePlaceOfTheWritesItIsAbout() {
        put("things:a");
        put("things:b");
        put("things:other");

        pending.supersede(new LogEvent.Keys(List.of("things:a", "things:unknown")));
        assertThat(pending.snapshot().keys()).containsOnlyKeys("things:b", "things:other");
        pending.supersede(new LogEvent.Globs(List.of("things:[a-b]")));
        assertThat(pending.snapshot().keys().get("things:b"))
                .as("until the glob has come to it")
                .extracting(Pending.Op::entry)
                .isNull();
        assertThat(pending.snapshot().keys().get("things:other"))
                .extracting(Pending.Op::entry)
                .isNotNull();
        pending.supersede(new LogEvent.Keys(List.of("things:b", "things:other")));
        assertThat(pending.isEmpty()).isTrue();
    }

    @Test
    void whatIsRememberedAgainWhileItIsSettledIsSettledAgain() {
        for (LogEvent event :
                List.of(
                        new LogEvent.Keys(List.of("things:a")),
                        new LogEvent.Tags(List.of("t")),
                        new LogEvent.Spaces(List.of("things:")),
                        new LogEvent.Globs(List.of("things:*")))) {
            pending.add(event, "things:");
            Pending.Snapshot settled = pending.snapshot();
            pending.add(event, "things:");
            done(settled);
            assertThat(pending.isEmpty()).as("%s", event).isFalse();
            done(pending.snapshot());
            assertThat(pending.isEmpty()).as("%s", event).isTrue();
        }
    }

    private void done(Pending.Snapshot settled) {
        settled.keys().forEach(pending::done);
        pending.doneTags(settled.tags());
        pending.doneSpaces(settled.spaces());
        settled.globs().forEach(pending::doneGlob);
    }

    @Test
    void tooManyPatternsClearTheirCacheAndTooManyTagsAll() {
        for (int i = 0; i <= Pending.MOST_GLOBS; i++) {
            pending.add(new LogEvent.Globs(List.of("things:" + i + "*")), "things:");
        }
        assertThat(pending.snapshot().globs()).isEmpty();
        assertThat(pending.snapshot().spaces()).containsOnlyKeys("things:");
        assertThat(pending.covers("things:a", "things:")).isTrue();
        for (int i = 0; i <= Pending.BOUND; i++) {
            pending.add(new LogEvent.Tags(List.of("t" + i)), "things:");
        }
        assertThat(pending.snapshot().tags()).isEmpty();
        assertThat(pending.snapshot().spaces()).containsKey(LogEvent.Spaces.ALL);
        assertThat(pending.covers("others:a", "others:")).isTrue();
    }

    @Test
    void anEventNamesEmptyTextsToo() {
        LogEvent.Keys event = new LogEvent.Keys(List.of("", "a", ""));
        assertThat(LogEvent.of("k", new String(event.data(), UTF_8))).isEqualTo(event);
    }

    @Test
    void anInvalidationThatFollowsAWriteThatIsStillWaitingIsNotUndone() {
        undone("one key", (node, key) -> node.invalidateKey(key));
        undone("a glob", (node, key) -> node.invalidateGlob(key + "*"));
    }

    private static void undone(String what, BiConsumer<CacheEngine, String> invalidation) {
        try (RedisServer server = RedisServer.start();
                FaultyProxy proxy = FaultyProxy.before(server);
                Nodes nodes = new Nodes(Nodes.SHORT)) {
            CacheEngine node = nodes.connect(proxy.url());
            Cache<String, String> cache =
                    node.create(CacheSettings.of("things", String.class, String.class).build());
            cache.put("to send the script once", "");
            proxy.resetBefore("things:a");
            assertThat(cache.put("a", "mine")).as(what).isFalse();

            invalidation.accept(node, "things:a");
            Await.until("all is settled", () -> node.connected() && node.pending() == 0);

            assertThat(cache.get("a")).as(what).isNull();
        }
    }
}
