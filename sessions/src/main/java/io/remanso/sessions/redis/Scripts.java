package io.remanso.sessions.redis;

import io.remanso.redis.Script;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The scripts of the sessions. Those that can fill memory carry no flag, so Redis refuses to start
 * them when it is full; all others may always run, also when it is, as they only read, renew and
 * remove.
 */
record Scripts(
        Script<List<@Nullable Object>> commit,
        Script<List<@Nullable Object>> stage,
        Script<List<@Nullable Object>> release,
        Script<List<@Nullable Object>> look,
        Script<List<@Nullable Object>> head,
        Script<List<@Nullable Object>> state,
        Script<List<@Nullable Object>> manifests,
        Script<List<@Nullable Object>> steps,
        Script<List<@Nullable Object>> audit,
        Script<List<@Nullable Object>> addAudit,
        Script<List<@Nullable Object>> touch,
        Script<List<@Nullable Object>> delete) {

    private static final String FILLS = "#!lua\n";
    private static final String NEVER_FILLS = "#!lua flags=allow-oom\n";

    private static final String COMMON = "common.lua";
    private static final String SESSION = "session.lua";
    private static final String STAGED = "staged.lua";

    static Scripts load() {
        return withCommit(text("commit.lua"));
    }

    /** With another text of the script that applies a commit. */
    static Scripts withCommit(String commit) {
        return new Scripts(
                Script.returningList(FILLS + texts(COMMON, SESSION, STAGED) + commit),
                repeatable(FILLS, COMMON, SESSION, STAGED, "stage.lua"),
                repeatable(NEVER_FILLS, COMMON, SESSION, STAGED, "release.lua"),
                repeatable(NEVER_FILLS, COMMON, SESSION, "look.lua"),
                repeatable(NEVER_FILLS, COMMON, SESSION, "head.lua"),
                repeatable(NEVER_FILLS, COMMON, SESSION, "state.lua"),
                repeatable(NEVER_FILLS, COMMON, SESSION, "manifests.lua"),
                repeatable(NEVER_FILLS, COMMON, SESSION, "steps.lua"),
                repeatable(NEVER_FILLS, COMMON, SESSION, "audit.lua"),
                repeatable(FILLS, COMMON, SESSION, "add_audit.lua"),
                repeatable(NEVER_FILLS, COMMON, SESSION, "touch.lua"),
                Script.returningList(NEVER_FILLS + texts(COMMON, SESSION, "delete.lua")));
    }

    /** The text of the script that applies a commit. */
    static String commitText() {
        return text("commit.lua");
    }

    /** A script of these files that always may run, and twice. */
    static Script<List<@Nullable Object>> harmless(String... names) {
        return repeatable(NEVER_FILLS, names);
    }

    /** A script of these files that can fill memory and may run twice. */
    static Script<List<@Nullable Object>> filling(String... names) {
        return repeatable(FILLS, names);
    }

    private static Script<List<@Nullable Object>> repeatable(String flags, String... names) {
        return Script.returningList(flags + texts(names)).repeatable();
    }

    private static String texts(String... names) {
        return Stream.of(names).map(Scripts::text).collect(Collectors.joining());
    }

    private static String text(String name) {
        return Script.load(Scripts.class, name);
    }
}
