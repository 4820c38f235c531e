package io.remanso.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.remanso.testing.Await;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.Caching;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the compatibility kit does not ask, with nothing installed. */
class InProcessTest {

    private final Node node = Node.inProcess();

    @AfterEach
    void close() {
        node.close();
    }

    /** A key whose class only the user knows. */
    private record Place(String town, List<Integer> numbers) implements Serializable {}

    @Test
    void theProviderIsFound() {
        assertThat(Caching.getCachingProvider()).isInstanceOf(RemansoCachingProvider.class);
    }

    @Test
    void keysAndValuesMayBeOfAnySerializableClass() {
        Cache<Place, List<Place>> cache = node.cache("places", new MutableConfiguration<>());
        Map<Place, List<Place>> all = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            Place place = new Place("town", List.of(i));
            all.put(place, List.of(place));
        }
        cache.putAll(all);
        cache.remove(new Place("town", List.of(7)));
        all.remove(new Place("town", List.of(7)));

        assertThat(cache.getAll(all.keySet())).isEqualTo(all);
        Map<Place, List<Place>> met = new HashMap<>();
        cache.forEach(entry -> met.put(entry.getKey(), entry.getValue()));
        assertThat(met).isEqualTo(all);
    }

    @Test
    void whatIsStoredByValueMustBeSerializable() {
        Cache<String, Object> cache = node.cache("objects", new MutableConfiguration<>());

        assertThatThrownBy(() -> cache.put("a", new Object()))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith(
                        "What is stored by value in process must be serializable, a java.lang.Object is not");
        assertThat(cache.containsKey("a")).isFalse();
    }

    @Test
    void neitherCallersNorListenersShareAValueWithTheCache() {
        Cache<String, List<String>> cache = node.cache("lists", new MutableConfiguration<>());
        List<String> mine = new ArrayList<>(List.of("a"));
        cache.put("k", mine);
        mine.add("b");
        cache.get("k").add("c");
        cache.invoke("k", (entry, arguments) -> entry.getValue().add("d"));
        cache.iterator().next().getValue().add("e");
        cache.getAndPut("other", mine);

        assertThat(cache.get("k")).containsExactly("a");
    }

    @Test
    void aLoadersOwnObjectIsNotTheCaches() {
        List<String> source = new ArrayList<>(List.of("a"));
        Cache<String, List<String>> cache =
                node.cache(
                        "loaded",
                        new MutableConfiguration<String, List<String>>()
                                .setReadThrough(true)
                                .setCacheLoaderFactory(() ->
                                        new CacheLoader<>() {
                                            @Override
                                            public List<String> load(String key) {
                                                return source;
                                            }

                                            @Override
                                            public Map<String, List<String>> loadAll(
                                                    Iterable<? extends String> keys) {
                                                Map<String, List<String>> all = new HashMap<>();
                                                keys.forEach(key -> all.put(key, source));
                                                return all;
                                            }
                                        }));
        cache.get("one");
        cache.getAll(Set.of("two", "three"));
        source.add("b");

        assertThat(cache.getAll(Set.of("one", "two", "three")).values()).containsOnly(List.of("a"));
    }

    @Test
    void anEntryPastItsEndIsToldOfWhenItIsFound() {
        Recorder<String, String> heard = new Recorder<>();
        Cache<String, String> cache =
                node.cache(
                        "short",
                        new MutableConfiguration<String, String>()
                                .setExpiryPolicyFactory(
                                        CreatedExpiryPolicy.factoryOf(
                                                new Duration(TimeUnit.MILLISECONDS, 20)))
                                .addCacheEntryListenerConfiguration(heard.configuration(true)));
        // The one that is put again is the first to end: it is over when the others are.
        cache.put("put", "c");
        cache.put("read", "a");
        cache.put("asked", "b");

        Await.until("it is over", () -> cache.get("read") == null);
        Await.until("it is over too", () -> !cache.containsKey("asked"));
        cache.put("put", "d");

        assertThat(heard.events())
                .containsExactly(
                        "CREATED put null->c",
                        "CREATED read null->a",
                        "CREATED asked null->b",
                        "EXPIRED read a->a",
                        "EXPIRED asked b->b",
                        "EXPIRED put c->c",
                        "CREATED put null->d");
    }

    /** What was written behind the cache must not stay unwritten in it for a listener's sake. */
    @Test
    void aListenerThatThrowsDoesNotKeepTheOtherEntriesBack() {
        Cache<String, String> cache = node.cache("thrown", new MutableConfiguration<>());
        cache.putAll(Map.of("a", "old", "b", "old", "c", "old"));
        CacheEntryUpdatedListener<String, String> refusing =
                events -> {
                    throw new CacheEntryListenerException("no");
                };
        cache.registerCacheEntryListener(
                new MutableCacheEntryListenerConfiguration<String, String>(
                        () -> refusing, null, false, true));

        assertThatThrownBy(() -> cache.putAll(Map.of("a", "new", "b", "new", "c", "new")))
                .isInstanceOf(CacheEntryListenerException.class);

        assertThat(cache.getAll(Set.of("a", "b", "c")).values()).containsOnly("new");
    }

    @Test
    void aKeyThatItsCallerChangesStaysWhatItWas() {
        Cache<List<String>, String> cache =
                node.cache(
                        "changing",
                        new MutableConfiguration<List<String>, String>()
                                .setReadThrough(true)
                                .setExpiryPolicyFactory(
                                        TouchedExpiryPolicy.factoryOf(Duration.ONE_HOUR))
                                .setCacheLoaderFactory(() ->
                                        new CacheLoader<>() {
                                            @Override
                                            public String load(List<String> key) {
                                                return "loaded";
                                            }

                                            @Override
                                            public Map<List<String>, String> loadAll(
                                                    Iterable<? extends List<String>> keys) {
                                                return Map.of();
                                            }
                                        }));
        List<String> mine = new ArrayList<>(List.of("k"));
        cache.get(mine);
        mine.add("more");
        List<String> again = new ArrayList<>(List.of("k"));
        cache.get(again);
        again.add("more");

        assertThat(cache.containsKey(List.of("k"))).isTrue();
        assertThat(cache.iterator().next().getKey()).isEqualTo(List.of("k"));
    }

    @Test
    void theBeansOfAnotherManagerStay() throws Exception {
        MutableConfiguration<String, String> seen =
                new MutableConfiguration<String, String>().setStatisticsEnabled(true);
        node.cache("seen", seen);
        try (Node other = Node.inProcess()) {
            other.cache("seen", new MutableConfiguration<String, String>());
        }

        ObjectName beans = new ObjectName("javax.cache:type=CacheStatistics,Cache=seen,*");
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(beans, null)).hasSize(1);
    }

    @Test
    void listenersThatAreNotWaitedForHearInOrder() {
        Recorder<String, Integer> heard = new Recorder<>();
        Cache<String, Integer> cache = node.cache("counted", new MutableConfiguration<>());
        cache.registerCacheEntryListener(heard.configuration(false));
        IntStream.rangeClosed(1, 100).forEach(i -> cache.put("k", i));

        Await.until("all is heard", () -> heard.events().size() == 100);

        List<String> expected = new ArrayList<>(List.of("CREATED k null->1"));
        for (int i = 2; i <= 100; i++) {
            expected.add("UPDATED k %d->%d".formatted(i - 1, i));
        }
        assertThat(heard.events()).isEqualTo(expected);
    }

    @Test
    void theSettingsOfTheCacheBehindCanBeChanged() {
        RemansoConfiguration<Integer, String> configuration =
                new RemansoConfiguration<Integer, String>()
                        .settings(cache ->
                                cache.nearMaximumEntries(10).tags((key, value) -> Set.of("all")));
        configuration.setStatisticsEnabled(true);
        Cache<Integer, String> cache = node.cache("bounded", configuration);
        IntStream.range(0, 1000).forEach(i -> cache.put(i, "v"));

        io.remanso.cache.Cache<?, ?> behind = cache.unwrap(io.remanso.cache.Cache.class);
        Await.until("the bound holds", () -> behind.stats().nearEntries() <= 10);
        assertThat(cache.iterator().hasNext()).isTrue();
        behind.invalidateTags("all");
        assertThat(cache.iterator().hasNext()).isFalse();
    }

    @Test
    void aLoaderInTheSettingsIsRefused() {
        RemansoConfiguration<String, String> configuration =
                new RemansoConfiguration<String, String>()
                        .settings(cache -> cache.loader(key -> "v"));

        assertThatThrownBy(() -> node.cache("wrong", configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A loader must be given as a CacheLoader, the settings of cache 'wrong' have another");
        assertThat(node.cache("wrong", new MutableConfiguration<>())).isNotNull();
    }

    @Test
    void noBeanShowsAPassword() throws Exception {
        Management management = new Management(URI.create("redis://user:secret@db:6379/0"), "a,b");
        Statistics bean = new Statistics(() -> 0);
        ObjectName shown =
                new ObjectName(
                        "javax.cache:type=CacheStatistics,CacheManager=redis.//***@db.6379/0,Cache=a.b"
                                .replace("***", "..."));
        management.show(Management.Kind.STATISTICS, bean, true);
        try {
            assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(shown)).isTrue();
        } finally {
            management.show(Management.Kind.STATISTICS, bean, false);
        }
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(shown)).isFalse();
    }
}
