package io.remanso.redis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A parsed {@code REDIS_URL}.
 *
 * <pre>
 * redis://[user:password@]host[:6379][/database]
 * redis-sentinel://[user:password@]host[:26379],host[:26379][/database]#master
 * redis-cluster://[user:password@]host[:6379],host[:6379]
 * </pre>
 *
 * {@code rediss} in the place of {@code redis} asks for TLS with a verified certificate. User and
 * password may be percent-encoded. {@code ?sentinelUsername=…&sentinelPassword=…} is for Sentinels
 * that want a password of their own, {@code ?sentinelMasterId=…} another way to name the master.
 */
record RedisUrl(
        RedisTopology topology,
        boolean tls,
        RedisCredentials credentials,
        RedisCredentials sentinelCredentials) {

    static final String ALLOWED =
            "redis://[user:password@]host[:port][/database],"
                    + " redis-sentinel://[user:password@]host[:port],host[:port][/database]#master or"
                    + " redis-cluster://[user:password@]host[:port],host[:port]; rediss… for TLS";

    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;
    private static final Pattern SENTINEL_PASSWORD = Pattern.compile("(?i)(password=)[^&#]*");

    /** What stands in the place of a port and is none: a password whose '@' was forgotten. */
    private static final Pattern NO_PORT = Pattern.compile(":(?!//)(?!\\d{1,5}([/,?#]|$))[^,]*");

    /**
     * @throws IllegalArgumentException with a reason that holds no part of the password
     */
    static RedisUrl parse(String url) {
        int schemeEnd = url.indexOf("://");
        String scheme = schemeEnd < 0 ? "" : url.substring(0, schemeEnd);
        String rest = schemeEnd < 0 ? "" : url.substring(schemeEnd + 3);
        int at = rest.lastIndexOf('@');
        RedisCredentials credentials =
                at < 0 ? RedisCredentials.NONE : credentials(rest.substring(0, at));
        Location location = Location.parse(rest.substring(at + 1));
        boolean tls = scheme.startsWith("rediss");
        RedisTopology topology =
                switch (scheme) {
                    case "redis", "rediss" -> location.single();
                    case "redis-sentinel", "rediss-sentinel" -> location.sentinel();
                    case "redis-cluster", "rediss-cluster" -> location.cluster();
                    default -> throw new IllegalArgumentException("unknown scheme");
                };
        return new RedisUrl(topology, tls, credentials, location.sentinelCredentials());
    }

    /** The URL with everything that may be a password masked, also when it is no URL at all. */
    static String mask(String url) {
        int schemeEnd = url.indexOf("://");
        int start = schemeEnd < 0 ? 0 : schemeEnd + 3;
        int at = url.lastIndexOf('@');
        String masked = at < start ? NO_PORT.matcher(url).replaceAll(":***") : url;
        if (at >= start) {
            int colon = url.indexOf(':', start);
            int keep = colon >= 0 && colon < at ? colon + 1 : start;
            masked = url.substring(0, keep) + "***" + url.substring(at);
        }
        return SENTINEL_PASSWORD.matcher(masked).replaceAll("$1***");
    }

    private static RedisCredentials credentials(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("credentials without ':'");
        }
        return credentials(decode(text.substring(0, colon)), decode(text.substring(colon + 1)));
    }

    private static RedisCredentials credentials(String username, String password) {
        if (password.isEmpty()) {
            if (username.isEmpty()) {
                return RedisCredentials.NONE;
            }
            throw new IllegalArgumentException("user without password");
        }
        return new RedisCredentials(username.isEmpty() ? null : username, password);
    }

    /** Decodes %XX; unlike in forms, a plus sign is a plus sign. */
    private static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == '%' && isHex(text, i + 1)) {
                bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                i += 3;
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(String text, int start) {
        return start + 2 <= text.length()
                && Character.digit(text.charAt(start), 16) >= 0
                && Character.digit(text.charAt(start + 1), 16) >= 0;
    }

    /** The part of the URL after the credentials. */
    private record Location(
            String hosts, int database, boolean hasDatabase, Map<String, String> options) {

        static Location parse(String text) {
            Map<String, String> options = new HashMap<>();
            int hash = text.indexOf('#');
            if (hash >= 0) {
                options.put("sentinelMasterId", decode(text.substring(hash + 1)));
            }
            String beforeHash = hash < 0 ? text : text.substring(0, hash);
            int question = beforeHash.indexOf('?');
            if (question >= 0) {
                readOptions(beforeHash.substring(question + 1), options);
            }
            String path = question < 0 ? beforeHash : beforeHash.substring(0, question);
            int slash = path.indexOf('/');
            String database = slash < 0 ? "" : path.substring(slash + 1);
            return new Location(
                    slash < 0 ? path : path.substring(0, slash),
                    database.isEmpty() ? 0 : number(database, 0),
                    !database.isEmpty(),
                    options);
        }

        private static void readOptions(String query, Map<String, String> options) {
            for (String option : query.split("&", -1)) {
                String[] nameAndValue = option.split("=", 2);
                if (nameAndValue.length < 2
                        || !List.of("sentinelMasterId", "sentinelUsername", "sentinelPassword")
                                .contains(nameAndValue[0])) {
                    throw new IllegalArgumentException("unknown option");
                }
                options.put(nameAndValue[0], decode(nameAndValue[1]));
            }
        }

        RedisTopology single() {
            List<RedisAddress> addresses = addresses(REDIS_PORT);
            if (addresses.size() > 1) {
                throw new IllegalArgumentException("more than one host");
            }
            return new RedisTopology.Single(addresses.getFirst(), database);
        }

        RedisTopology sentinel() {
            String master = options.get("sentinelMasterId");
            if (master == null || master.isBlank()) {
                throw new IllegalArgumentException("no master name");
            }
            return new RedisTopology.Sentinel(addresses(SENTINEL_PORT), master, database);
        }

        RedisTopology cluster() {
            if (hasDatabase && database != 0) {
                throw new IllegalArgumentException("a Cluster has database 0 only");
            }
            return new RedisTopology.Cluster(addresses(REDIS_PORT));
        }

        RedisCredentials sentinelCredentials() {
            return credentials(
                    options.getOrDefault("sentinelUsername", ""),
                    options.getOrDefault("sentinelPassword", ""));
        }

        private List<RedisAddress> addresses(int defaultPort) {
            List<RedisAddress> addresses = new ArrayList<>();
            for (String host : hosts.split(",", -1)) {
                addresses.add(address(host.trim(), defaultPort));
            }
            return addresses;
        }

        private static RedisAddress address(String text, int defaultPort) {
            int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
            int colon = text.indexOf(':', Math.max(bracket, 0));
            String host = colon < 0 ? text : text.substring(0, colon);
            int port = colon < 0 ? defaultPort : number(text.substring(colon + 1), 1);
            if (bracket > 0) {
                host = text.substring(1, bracket);
            }
            return new RedisAddress(host, port);
        }

        private static int number(String text, int least) {
            int number = Integer.parseUnsignedInt(text);
            if (number < least) {
                throw new IllegalArgumentException("number too small");
            }
            return number;
        }
    }
}
