package io.remanso.spring.shop;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods with Spring's annotations. */
public class Goods {

    /** A value with parts that JSON alone does not tell apart. */
    public record Good(long id, String name, Optional<Integer> stock) {}

    /** Times with an offset and a zone of their own. */
    public record Times(OffsetDateTime offset, ZonedDateTime zoned) {}

    private final Runs runs;

    Goods(Runs runs) {
        this.runs = runs;
    }

    @Cacheable(cacheNames = "goods", sync = true)
    public @Nullable Good find(long id) {
        Gate.pass();
        int run = runs.next("find");
        return id == 0 ? null : new Good(id, "good " + run, Optional.of(run));
    }

    @Cacheable("goods")
    public Optional<Good> look(long id) {
        return Optional.ofNullable(
                id == 0 ? null : new Good(id, "looked " + runs.next("look"), Optional.empty()));
    }

    @CachePut(cacheNames = "goods", key = "#good.id")
    public Good save(Good good) {
        return good;
    }

    @CacheEvict("goods")
    public void drop(long id) {}

    @CacheEvict(cacheNames = "goods", allEntries = true)
    public void dropAll() {}

    @Cacheable(cacheNames = "lists", sync = true)
    public Map<String, List<Good>> lists(String name, int size) {
        return Map.of(
                name, List.of(new Good(size, "list " + runs.next("lists"), Optional.empty())));
    }

    @Cacheable(cacheNames = "futures", sync = true)
    public CompletableFuture<Good> soon(long id) {
        return CompletableFuture.completedFuture(
                new Good(id, "soon " + runs.next("soon"), Optional.empty()));
    }

    @Cacheable("eventual")
    public CompletableFuture<@Nullable Good> eventually(long id) {
        int run = runs.next("eventually");
        return CompletableFuture.completedFuture(
                id == 0 ? null : new Good(id, "eventual " + run, Optional.empty()));
    }

    @Cacheable("perhaps")
    public CompletableFuture<Optional<Good>> perhaps(long id) {
        int run = runs.next("perhaps");
        return CompletableFuture.completedFuture(
                id == 0
                        ? Optional.empty()
                        : Optional.of(new Good(id, "perhaps " + run, Optional.empty())));
    }

    @Cacheable("times")
    public Times times(long id) {
        runs.next("times");
        OffsetDateTime offset = OffsetDateTime.parse("2026-03-01T10:00:00+05:30");
        return new Times(offset, offset.atZoneSameInstant(ZoneId.of("Europe/Lisbon")));
    }

    @Cacheable("monos")
    public Mono<Good> mono(long id) {
        return Mono.fromSupplier(() -> new Good(id, "mono " + runs.next("mono"), Optional.empty()));
    }

    @Cacheable(cacheNames = "fluxes", sync = true)
    public Flux<Good> flux(long id) {
        return Flux.defer(
                () -> Flux.just(new Good(id, "flux " + runs.next("flux"), Optional.empty())));
    }

    @Cacheable(cacheNames = "counts", sync = true)
    public int count(String what) {
        if (what.isEmpty()) {
            throw new IllegalArgumentException("nothing to count " + runs.next("count"));
        }
        return runs.next("count");
    }
}
