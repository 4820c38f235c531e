package io.remanso.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.testing.RedisServer;
import io.remanso.testing.Resp;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pattern matcher asks Redis itself what a pattern means. */
class GlobTest {

    private static final String ALPHABET = "ab*?[]^-\\x";

    @Test
    void matchesWhatRedisMatches() throws Exception {
        long seed = Long.getLong("remanso.seed", new Random().nextLong());
        Random random = new Random(seed);
        try (RedisServer server = RedisServer.start();
                Resp redis = server.connect()) {
            Set<String> keys = new TreeSet<>();
            for (int i = 0; i < 200; i++) {
                String key = text(random, 1 + random.nextInt(5));
                keys.add(key);
                redis.call("SET", key, "");
            }
            for (int i = 0; i < 3000; i++) {
                String pattern = text(random, 1 + random.nextInt(6));
                Set<String> expected = new TreeSet<>();
                for (Object key : server.callForList("KEYS", pattern)) {
                    expected.add(String.valueOf(key));
                }
                Glob glob = new Glob(pattern);
                assertThat(keys.stream().filter(glob::matches).collect(Collectors.toSet()))
                        .as("pattern '%s', seed %d", pattern, seed)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void aRangeMayEndWithABracket() {
        assertThat(new Glob("[--]]").matches("?")).isTrue();
        assertThat(new Glob("[--]]").matches("-]")).isFalse();
        assertThat(new Glob("x[^a-]]").matches("x_")).isFalse();
    }

    @Test
    void aLiteralMatchesItselfAlone() {
        String text = "a*b?[c]\\^";
        assertThat(new Glob(Glob.literal(text)).matches(text)).isTrue();
        assertThat(new Glob(Glob.literal(text)).matches("aXb?[c]\\^")).isFalse();
        assertThat(new Glob(Glob.ofPrefix("a*")).matches("a*rest")).isTrue();
        assertThat(new Glob(Glob.ofPrefix("a*")).matches("abrest")).isFalse();
    }

    private static String text(Random random, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return out.toString();
    }
}
