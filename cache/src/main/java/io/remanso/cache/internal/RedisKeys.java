package io.remanso.cache.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The names of everything the cache keeps in Redis. An entry's key is the application's prefix, the
 * cache's prefix and the key's text, so that an operator can name it. What belongs to an entry
 * carries the entry's whole key as its hash tag, and so lives in the same slot of a Cluster; what
 * belongs to the application carries the application's prefix. All of these begin with a brace, so
 * no pattern on entries matches them.
 *
 * @param prefix the application's, such as {@code gad:}
 */
record RedisKeys(String prefix) {

    private static final String LEASE = ":lease";

    byte[] entry(String key) {
        return (prefix + Names.escapeKey(key)).getBytes(UTF_8);
    }

    /** Who loads the key now. */
    byte[] lease(String key) {
        return ("{" + prefix + Names.escapeKey(key) + "}" + LEASE).getBytes(UTF_8);
    }

    /** Whether somebody waits for the load of the key. */
    byte[] waiting(String key) {
        return ("{" + prefix + Names.escapeKey(key) + "}:waiting").getBytes(UTF_8);
    }

    /** Hash: the log's epoch, its last number, and since when tags are known. */
    byte[] meta() {
        return of("meta");
    }

    /** Stream: the invalidations. */
    byte[] log() {
        return of("log");
    }

    /** Sorted set: tag → number of its last invalidation. */
    byte[] tags() {
        return of("tags");
    }

    /** Hash: namespace → number of its last invalidation. */
    byte[] spaces() {
        return of("spaces");
    }

    /** Channel: keys whose load has ended while others waited. */
    byte[] ready() {
        return of("ready");
    }

    /**
     * A pattern of the entries whose keys match a pattern, and maybe of others: a character of a
     * key may be written with three here.
     */
    String entries(String glob) {
        return Glob.literal(prefix) + Names.escapeKey(new Glob(glob).wide());
    }

    /** The key as invalidations name it, of an entry's name in Redis. */
    String key(byte[] entry) {
        return Names.unescapeKey(new String(entry, UTF_8).substring(prefix.length()));
    }

    /** The same for the leases of these entries. */
    String leases(String glob) {
        return "{" + entries(glob) + "}" + LEASE;
    }

    /** The key as invalidations name it, of the name of its lease in Redis. */
    String keyOfLease(byte[] lease) {
        String name = new String(lease, UTF_8);
        return Names.unescapeKey(
                name.substring(1 + prefix.length(), name.length() - LEASE.length() - 1));
    }

    private byte[] of(String what) {
        return ("{" + prefix + "}" + what).getBytes(UTF_8);
    }
}
