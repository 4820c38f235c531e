package io.remanso.spring;

import io.remanso.cache.CacheSettings;
import io.remanso.cache.CacheSettingsBuilder;
import io.remanso.spring.settings.StartRefusedException;
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
        CacheProperties properties =
                new CacheProperties(
                        new TreeMap<>(Binder.get(environment).bind(ROOT, TYPE).orElse(Map.of())));
        for (String name : properties.names()) {
            properties.apply(name, CacheSettings.of(name, String.class, Object.class));
        }
        return properties;
    }

    Set<String> names() {
        return values.keySet();
    }

    /** What a cache has for a setting; null when it has nothing. */
    @Nullable String of(String name, String wanted) {
        return values.getOrDefault(name, Map.of()).entrySet().stream()
                .filter(setting -> CacheSetting.canonical(setting.getKey()).equals(wanted))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    void apply(String name, CacheSettingsBuilder<String, ?> builder) {
        values.getOrDefault(name, Map.of())
                .forEach((setting, text) ->
                        CacheSetting.apply(
                                ROOT + "." + name + "." + setting, setting, text.strip(), builder));
    }
}
