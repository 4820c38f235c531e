package io.remanso.spring;

import io.remanso.cache.CacheSettings;
import io.remanso.cache.CacheSettingsBuilder;
import io.remanso.spring.settings.StartRefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/** The properties {@code remanso.caches.NAME.SETTING}, checked. Immutable. */
final class CacheProperties {

    private static final String ROOT = "remanso.caches";
    private static final Bindable<Map<String, Map<String, String>>> TYPE =
            Bindable.of(
                    ResolvableType.forClassWithGenerics(
                            Map.class,
                            ResolvableType.forClass(String.class),
                            ResolvableType.forClassWithGenerics(
                                    Map.class, String.class, String.class)));

    private final Map<String, Map<String, String>> values;

    private CacheProperties(Map<String, Map<String, String>> values) {
        this.values = values;
    }

    /**
     * @throws StartRefusedException for the first setting that is unknown or has a value that is
     *     not allowed
     */
    static CacheProperties read(Environment environment) {
        Map<String, Map<String, String>> values = new TreeMap<>();
        Binder.get(environment)
                .bind(ROOT, TYPE)
                .orElse(Map.of())
                .forEach((name, bound) -> values.put(name, set(bound)));
        values.values().removeIf(Map::isEmpty);
        CacheProperties properties = new CacheProperties(values);
        for (String name : properties.names()) {
            properties.apply(name, CacheSettings.of(name, String.class, Object.class));
        }
        return properties;
    }

    /**
     * Those that are not empty. Of several spellings of one, the first is that of the source with
     * the last word.
     */
    private static Map<String, String> set(Map<String, String> bound) {
        Map<String, String> set = new LinkedHashMap<>();
        bound.forEach((name, text) -> {
            if (!text.isBlank()) {
                set.putIfAbsent(CacheSetting.canonical(name), text.strip());
            }
        });
        return set;
    }

    Set<String> names() {
        return values.keySet();
    }

    /** What a cache has for a setting; null when it has nothing. */
    @Nullable String of(String name, String wanted) {
        return values.getOrDefault(name, Map.of()).get(wanted);
    }

    void apply(String name, CacheSettingsBuilder<String, ?> builder) {
        values.getOrDefault(name, Map.of())
                .forEach((setting, text) ->
                        CacheSetting.apply(
                                ROOT + "." + name + "." + setting, setting, text, builder));
    }
}
