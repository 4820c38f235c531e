package io.remanso.spring.cache;

import io.remanso.cache.codec.JsonCodec;
import io.remanso.cache.codec.ValueCodec;
import io.remanso.spring.NamedCaches;
import io.remanso.spring.settings.StartRefusedException;
import java.util.Collection;
import java.util.Map;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds how the values of a cache are written: as JSON of its one type, which is that of its
 * property, else the one that the annotated methods return. Nothing in an entry has a say in what
 * it is read as. Thread-safe.
 */
final class ValueCodecs {

    private final NamedCaches caches;
    private final DeclaredTypes declared;
    private final JsonMapper json;

    ValueCodecs(NamedCaches caches, DeclaredTypes declared, JsonMapper json) {
        this.caches = caches;
        this.declared = declared;
        this.json = json;
    }

    /** The caches that methods name. */
    Collection<String> declared() {
        return declared.all().keySet();
    }

    /**
     * @throws StartRefusedException when the type is not known, or is not one
     */
    ValueCodec<Object> of(String cache) {
        String property = caches.typeOf(cache);
        return JsonCodec.of(property == null ? declaredOf(cache) : parse(cache, property), json);
    }

    private JavaType parse(String cache, String name) {
        try {
            return json.getTypeFactory().constructFromCanonical(name);
        } catch (IllegalArgumentException e) {
            throw StartRefusedException.of(
                    setting(cache),
                    "a type that is there, such as com.shop.User or java.util.List<com.shop.User>",
                    name);
        }
    }

    private JavaType declaredOf(String cache) {
        Map<JavaType, String> types = declared.all().getOrDefault(cache, Map.of());
        if (types.isEmpty()) {
            throw new StartRefusedException(
                    "The type of the values of cache '%s' must be known, no @Cacheable method names it; set %s"
                            .formatted(cache, setting(cache)));
        }
        if (types.size() > 1) {
            throw new StartRefusedException(
                    "The values of cache '%s' must have one type, got %s; give each type a cache of its own, or set %s"
                            .formatted(cache, shown(types), setting(cache)));
        }
        JavaType type = types.keySet().iterator().next();
        if (type.isJavaLangObject()) {
            throw new StartRefusedException(
                    "The type of the values of cache '%s' must be known, got %s; set %s"
                            .formatted(cache, shown(types), setting(cache)));
        }
        return type;
    }

    private static String shown(Map<JavaType, String> types) {
        return types.entrySet().stream()
                .map(type -> type.getKey().toCanonical() + " of " + type.getValue())
                .sorted()
                .reduce((one, other) -> one + " and " + other)
                .orElse("none");
    }

    private static String setting(String cache) {
        return "remanso.caches." + cache + ".type";
    }
}
