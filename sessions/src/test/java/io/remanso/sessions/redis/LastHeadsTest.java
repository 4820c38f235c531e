package io.remanso.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.sessions.storage.SessionId;
import io.remanso.sessions.storage.SessionRecord;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LastHeadsTest {

    private static final SessionId ID = SessionId.random();
    private static final Duration TTL = Duration.ofSeconds(100);

    private final SessionRecord first = SmallCommits.first("first").next();
    private final SessionRecord second = SmallCommits.step(first, "second").next();
    private final SessionRecord other = SmallCommits.step(first, "other").next();

    private final AtomicLong time = new AtomicLong();
    private final LastHeads heads = new LastHeads(time::get);

    private long tick() {
        return time.incrementAndGet();
    }

    private void see(SessionRecord record) {
        long began = tick();
        tick();
        heads.put(ID, record, began, TTL);
    }

    @Test
    void a_head_counts_until_its_session_may_have_expired() {
        see(first);
        assertThat(heads.get(ID)).contains(first.head());

        time.addAndGet(TTL.toNanos() / 100 * 99 - 2);
        assertThat(heads.get(ID)).contains(first.head());
        tick();
        assertThat(heads.get(ID)).isEmpty();
    }

    @Test
    void a_session_is_fresh_while_a_read_would_not_renew_it() {
        assertThat(heads.isFresh(ID)).isFalse();

        see(first);
        time.addAndGet(TTL.toNanos() / 100 - 2);
        assertThat(heads.isFresh(ID)).isTrue();
        tick();
        assertThat(heads.isFresh(ID)).isFalse();

        see(first);
        heads.remove(ID);
        assertThat(heads.isFresh(ID)).isFalse();
    }

    @Test
    void what_follows_is_not_lost() {
        see(first);
        see(second);
        see(second);
        see(SmallCommits.move(second, "back", 1).next());

        assertThat(heads.takeLost(ID)).isEmpty();
    }

    @Test
    void a_commit_that_is_gone_is_told_once() {
        see(second);
        see(first);
        see(first);

        assertThat(heads.takeLost(ID)).contains(second.head());
        assertThat(heads.takeLost(ID)).isEmpty();
        assertThat(heads.get(ID)).contains(first.head());
    }

    @Test
    void a_commit_in_whose_place_stands_another_is_gone() {
        see(second);
        see(other);

        assertThat(heads.takeLost(ID)).contains(second.head());
    }

    @Test
    void a_head_that_was_read_alone_does_not_hide_a_loss() {
        see(second);
        long began = tick();
        heads.put(ID, first.head(), began, TTL);
        assertThat(heads.get(ID)).contains(first.head());
        see(first);

        assertThat(heads.takeLost(ID)).contains(second.head());
    }

    @Test
    void an_answer_that_was_overtaken_by_a_later_one_is_no_loss() {
        see(first);
        long began = tick();
        see(second);
        heads.put(ID, first, began, TTL);
        heads.put(ID, first.head(), began, TTL);

        assertThat(heads.takeLost(ID)).isEmpty();
        assertThat(heads.get(ID)).contains(second.head());
    }

    @Test
    void a_commit_counts_although_an_older_answer_came_during_it() {
        see(first);
        long began = tick();
        see(first);
        heads.put(ID, second, began, TTL);

        assertThat(heads.get(ID)).contains(second.head());
        assertThat(heads.takeLost(ID)).isEmpty();
    }

    @Test
    void more_commits_than_are_remembered_are_no_loss() {
        see(first);
        SessionRecord record = first;
        for (int i = 0; i < 2 * SessionRecord.MAX_RECENT; i++) {
            record = SmallCommits.step(record, "commit" + i).next();
        }
        see(record);

        assertThat(heads.takeLost(ID)).isEmpty();
    }
}
