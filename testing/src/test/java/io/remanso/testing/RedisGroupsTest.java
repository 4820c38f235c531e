package io.remanso.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RedisGroupsTest {

    @Test
    void aClusterMovesASlotWithItsKeys() {
        try (RedisCluster cluster = RedisCluster.start()) {
            int slot = cluster.slotOf("{s}:a");
            RedisServer source = cluster.ownerOf(slot);
            RedisServer target =
                    cluster.nodes().stream()
                            .filter(node -> node != source)
                            .findFirst()
                            .orElseThrow();
            for (int i = 0; i < 40; i++) {
                source.call("SET", "{s}:" + i, "" + i);
            }

            cluster.moveSlot(slot, target);

            assertThat(cluster.ownerOf(slot)).isSameAs(target);
            assertThat(target.call("GET", "{s}:39")).isEqualTo("39");
            assertThatThrownBy(() -> source.call("GET", "{s}:39"))
                    .hasMessageStartingWith("MOVED " + slot);
        }
    }

    @Test
    void sentinelsMakeTheReplicaMasterWhenTheMasterIsKilled() {
        try (RedisSentinel sentinel = RedisSentinel.start()) {
            RedisServer first = sentinel.master();
            first.call("SET", "k", "v");
            assertThat(first.call("WAIT", "1", "5000")).isEqualTo(1L);

            RedisServer second = sentinel.failOver();

            assertThat(second).isNotSameAs(first);
            assertThat(second.call("GET", "k")).isEqualTo("v");
            sentinel.rejoin(first);
            assertThat(sentinel.replica()).isSameAs(first);
        }
    }
}
