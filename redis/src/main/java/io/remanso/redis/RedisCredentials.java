package io.remanso.redis;

import org.jspecify.annotations.Nullable;

/**
 * With what a client presents itself. The text form never shows the password.
 *
 * @param username null for the default user
 * @param password null for none
 */
public record RedisCredentials(@Nullable String username, @Nullable String password) {

    /** Neither user nor password. */
    public static final RedisCredentials NONE = new RedisCredentials(null, null);

    public RedisCredentials {
        if (username != null && password == null) {
            throw new IllegalArgumentException(
                    "A user name needs a password, got '" + username + "' without one");
        }
    }

    /** Whether there is nothing to present. */
    public boolean isEmpty() {
        return password == null;
    }

    /** The part of a URL before the host, with the password masked, such as {@code app:***@}. */
    @Override
    public String toString() {
        return isEmpty() ? "" : (username == null ? "" : username) + ":***@";
    }
}
