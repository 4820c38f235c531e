package io.remanso.spring.cache;

import io.remanso.cache.CacheSettings;
import io.remanso.cache.Tiers;
import io.remanso.spring.NamedCaches;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/**
 * Spring's caches over those of Remanso. The ones that annotated methods name are made at the
 * start, others when they are asked for. Thread-safe. Not final, for aspects.
 */
class RemansoCacheManager implements CacheManager, SmartInitializingSingleton {

    private final NamedCaches named;
    private final ValueCodecs codecs;
    private final ConcurrentMap<String, Cache> caches = new ConcurrentHashMap<>();

    RemansoCacheManager(NamedCaches named, ValueCodecs codecs) {
        this.named = named;
        this.codecs = codecs;
    }

    @Override
    public void afterSingletonsInstantiated() {
        codecs.declared().forEach(this::getCache);
        named.configured().stream()
                .filter(name -> named.typeOf(name) != null)
                .forEach(this::getCache);
    }

    /**
     * The cache of this name, made when there is none yet.
     *
     * @throws io.remanso.spring.settings.StartRefusedException when the type of its values is not
     *     known
     */
    @Override
    public Cache getCache(String name) {
        Cache cache = caches.get(name);
        return cache != null ? cache : caches.computeIfAbsent(name, this::make);
    }

    private Cache make(String name) {
        CacheSettings<String, Object> settings =
                named.settings(name, codecs.of(name), builder -> {});
        return new RemansoCache(named.make(settings), settings.tiers() != Tiers.NEAR);
    }

    @Override
    public Collection<String> getCacheNames() {
        return List.copyOf(caches.keySet());
    }
}
