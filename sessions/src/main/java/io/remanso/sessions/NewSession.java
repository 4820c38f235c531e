package io.remanso.sessions;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a session is made with besides its table.
 *
 * @param id its id; null takes a random one
 * @param filename what the user calls the table
 * @param ttl how long it lives after its last access; null takes the setting's
 */
public record NewSession(@Nullable String id, String filename, @Nullable Duration ttl) {

    /** A random id and the time to live of the settings. */
    public static NewSession of(String filename) {
        return new NewSession(null, filename, null);
    }
}
