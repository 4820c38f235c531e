package io.remanso.cache.internal;

/**
 * The scripts. Each touches keys of one slot only. Whatever can be refused stands before the first
 * write; scripts that only drop run even when Redis is out of memory, because an invalidation must
 * not fail for want of room.
 */
final class Lua {

    /** How many events the log keeps for nodes that come back. */
    static final int LOG_LENGTH = 20_000;

    /** How many tags keep a note of their last invalidation. */
    static final int TAGS_KEPT = 100_000;

    private static final String IN_ROOM = "#!lua\n";
    private static final String ANYWAY = "#!lua flags=allow-oom\n";

    /**
     * A new epoch goes on above the numbers of earlier ones, as far as they are known. Neither tags
     * nor spaces is ever empty: one that is not there was lost, and with it the epoch.
     */
    private static final String LOG =
            """
            local function begin(meta, log, tags, spaces, epoch, above)
              local seq = tonumber(redis.call('TIME')[1]) * 64
              if seq <= above then seq = above + 1 end
              redis.call('DEL', meta, log, tags, spaces)
              redis.call('ZADD', tags, 0, '')
              redis.call('HSET', spaces, '', 0)
              redis.call('HSET', meta, 'epoch', epoch, 'seq', seq,
                'start', seq, 'floor', seq, 'nonce', epoch)
              return {epoch, seq, 0, epoch}
            end
            local function append(meta, log, tags, spaces, epoch, nonce, kind, data, names)
              if redis.call('EXISTS', meta, tags, spaces) < 3 then
                begin(meta, log, tags, spaces, epoch,
                  tonumber(redis.call('HGET', meta, 'seq') or '0'))
              end
              local last = redis.call('HMGET', meta, 'epoch', 'seq')
              local current, seq = last[1], last[2] + 1
              redis.call('XADD', log, 'MAXLEN', '~', '%d', seq .. '-0',
                'e', current, 'x', nonce, 'k', kind, 'd', data)
              redis.call('HSET', meta, 'seq', seq, 'nonce', nonce)
              if kind == 't' then
                for i, name in ipairs(names) do redis.call('ZADD', tags, seq, name) end
                local over = redis.call('ZCARD', tags) - %d
                if over > 0 then
                  local gone = redis.call('ZPOPMIN', tags, over)
                  redis.call('HSET', meta, 'floor', gone[#gone])
                end
              elseif kind == 'n' then
                for i, name in ipairs(names) do redis.call('HSET', spaces, name, seq) end
              end
              return {current, seq}
            end
            """
                    .formatted(LOG_LENGTH, TAGS_KEPT);

    private static final String WAKE =
            """
            local function wake(waiting, channel, entry)
              if redis.call('DEL', waiting) == 1 then redis.call('PUBLISH', channel, entry) end
            end
            local function stop(lease, waiting, channel, entry)
              if redis.call('EXISTS', lease, waiting) > 0 then
                redis.call('DEL', lease)
                wake(waiting, channel, entry)
              end
            end
            """;

    /**
     * KEYS entry, lease, waiting; ARGV token, lease millis, mark of the entry that was seen or
     * nothing, 1 to be woken. Answers the lease {1}, another entry {2, entry}, or {0, millis left,
     * 1 after a failed load}.
     */
    static final String ACQUIRE =
            IN_ROOM
                    + """
                    local held = redis.call('GET', KEYS[1])
                    if held and (ARGV[3] == '' or string.sub(held, 1, #ARGV[3]) ~= ARGV[3]) then
                      return {2, held}
                    end
                    local holder = redis.call('GET', KEYS[2])
                    if not holder then
                      redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
                      return {1}
                    end
                    local left = redis.call('PTTL', KEYS[2])
                    if holder == 'failed' then return {0, left, 1} end
                    if ARGV[4] == '1' then redis.call('SET', KEYS[3], '1', 'PX', left + 1000) end
                    return {0, left, 0}
                    """;

    /**
     * KEYS entry, lease, waiting; ARGV token, entry, millis to live, channel. Answers 1, or 0 when
     * the lease is no longer held.
     */
    static final String PUBLISH =
            IN_ROOM
                    + WAKE
                    + """
                    if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
                    redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
                    redis.call('DEL', KEYS[2])
                    wake(KEYS[3], ARGV[4], KEYS[1])
                    return 1
                    """;

    /** {@link #PUBLISH} without its first line: a planted fault for tests. */
    static final String PUBLISH_WITHOUT_LEASE =
            PUBLISH.replace("if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end\n", "");

    /**
     * KEYS entry, lease, waiting; ARGV token, channel, millis for which nobody shall try again or
     * 0.
     */
    static final String RELEASE =
            ANYWAY
                    + WAKE
                    + """
                    if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
                    if ARGV[3] == '0' then
                      redis.call('DEL', KEYS[2])
                    else
                      redis.call('SET', KEYS[2], 'failed', 'PX', ARGV[3])
                    end
                    wake(KEYS[3], ARGV[2], KEYS[1])
                    return 1
                    """;

    /** KEYS lease; ARGV token, lease millis. */
    static final String RENEW =
            ANYWAY
                    + """
                    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
                    return redis.call('PEXPIRE', KEYS[1], ARGV[2])
                    """;

    /** KEYS entry; ARGV mark of the entry that was read, millis to live from now on. */
    static final String TOUCH =
            ANYWAY
                    + """
                    if redis.call('GETRANGE', KEYS[1], 0, #ARGV[1] - 1) ~= ARGV[1] then return 0 end
                    return redis.call('PEXPIRE', KEYS[1], ARGV[2])
                    """;

    /** KEYS entry, lease, waiting; ARGV entry, millis to live, channel. */
    static final String STORE =
            IN_ROOM
                    + WAKE
                    + """
                    redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
                    redis.call('DEL', KEYS[2])
                    wake(KEYS[3], ARGV[3], KEYS[1])
                    return 1
                    """;

    /** Whether a write that was held up on its way has been given up by its sender. */
    private static final String LATE =
            """
            local function late(deadline)
              local now = redis.call('TIME')
              return now[1] * 1000 + now[2] / 1000 > tonumber(deadline)
            end
            """;

    /**
     * {@link #STORE} of several entries and the event of it, for servers where all keys may be used
     * together. KEYS entry, lease, waiting, again and again, then meta, log, tags, spaces; ARGV
     * deadline, channel, epoch if new, nonce, kind, data, then entry and millis to live, again and
     * again. Answers epoch and number, or nothing when it is too late.
     */
    static final String STORE_AND_APPEND =
            IN_ROOM
                    + WAKE
                    + LOG
                    + LATE
                    + """
                    if late(ARGV[1]) then return {} end
                    for i = 1, #KEYS - 4, 3 do
                      local at = 7 + (i - 1) / 3 * 2
                      redis.call('SET', KEYS[i], ARGV[at], 'PX', ARGV[at + 1])
                      stop(KEYS[i + 1], KEYS[i + 2], ARGV[2], KEYS[i])
                    end
                    return append(KEYS[#KEYS - 3], KEYS[#KEYS - 2], KEYS[#KEYS - 1], KEYS[#KEYS],
                      ARGV[3], ARGV[4], ARGV[5], ARGV[6], {})
                    """;

    private static final String REPLACING =
            """
            local held = redis.call('GET', KEYS[1])
            if (held and string.sub(held, 1, #ARGV[1]) or '') ~= ARGV[1] then return %1$s end
            if held and ARGV[1] == '' then return %1$s end
            if ARGV[2] == '' then
              redis.call('DEL', KEYS[1])
            else
              redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            end
            redis.call('DEL', KEYS[2])
            wake(KEYS[3], ARGV[4], KEYS[1])
            """;

    /**
     * Replaces or drops an entry if it is still the one that was seen. KEYS entry, lease, waiting;
     * ARGV mark of the entry that was seen or nothing, new entry or nothing, millis to live,
     * channel. Answers 1, or 0 when another entry stands there.
     */
    static final String REPLACE = IN_ROOM + WAKE + REPLACING.formatted("0") + "return 1\n";

    /**
     * {@link #REPLACE} and the event of it. KEYS the same, then meta, log, tags, spaces; ARGV the
     * same, then deadline, epoch if new, nonce, kind, data. Answers epoch and number, 0 when
     * another entry stands there, or nothing when it is too late.
     */
    static final String REPLACE_AND_APPEND =
            IN_ROOM
                    + WAKE
                    + LOG
                    + LATE
                    + "if late(ARGV[5]) then return {} end\n"
                    + REPLACING.formatted("{0}")
                    + """
                    return append(KEYS[4], KEYS[5], KEYS[6], KEYS[7],
                      ARGV[6], ARGV[7], ARGV[8], ARGV[9], {})
                    """;

    private static final String DROPPING =
            """
            for i = 1, #KEYS - %d, 3 do
              redis.call('UNLINK', KEYS[i], KEYS[i + 1])
              wake(KEYS[i + 2], ARGV[1], KEYS[i])
            end
            """;

    /** KEYS entry, lease, waiting, again and again; ARGV channel. */
    static final String DROP = ANYWAY + WAKE + DROPPING.formatted(0) + "return 1\n";

    /**
     * {@link #DROP} and the event of it. KEYS the same, then meta, log, tags, spaces; ARGV channel,
     * epoch if new, nonce, kind, data.
     */
    static final String DROP_AND_APPEND =
            ANYWAY
                    + WAKE
                    + LOG
                    + DROPPING.formatted(4)
                    + """
                    return append(KEYS[#KEYS - 3], KEYS[#KEYS - 2], KEYS[#KEYS - 1], KEYS[#KEYS],
                      ARGV[2], ARGV[3], ARGV[4], ARGV[5], {})
                    """;

    /** KEYS meta, log, tags, spaces; ARGV epoch if new, nonce, kind, data, names… */
    static final String APPEND =
            ANYWAY
                    + LOG
                    + """
                    local names = {}
                    for i = 5, #ARGV do names[#names + 1] = ARGV[i] end
                    return append(KEYS[1], KEYS[2], KEYS[3], KEYS[4],
                      ARGV[1], ARGV[2], ARGV[3], ARGV[4], names)
                    """;

    /**
     * Finds out whether the log still is the one a node has followed. KEYS meta, log, tags, spaces;
     * ARGV epoch if new, then epoch, number and nonce of the last event that the node applied.
     * Answers epoch, number, 1 when the node may go on from where it was, nonce, and the time of
     * Redis in seconds and microseconds. A log that has lost events which the node has seen gets a
     * new epoch.
     */
    static final String ATTACH =
            ANYWAY
                    + LOG
                    + """
                    local function answer(all)
                      local now = redis.call('TIME')
                      all[5] = tonumber(now[1])
                      all[6] = tonumber(now[2])
                      return all
                    end
                    local mine = tonumber(ARGV[3])
                    local meta = redis.call('HMGET', KEYS[1], 'epoch', 'seq', 'start', 'nonce')
                    if redis.call('EXISTS', KEYS[1], KEYS[3], KEYS[4]) < 3 then
                      return answer(begin(KEYS[1], KEYS[2], KEYS[3], KEYS[4], ARGV[1],
                        math.max(mine, tonumber(meta[2] or '0'))))
                    end
                    local seq = tonumber(meta[2])
                    if meta[1] ~= ARGV[2] then return answer({meta[1], seq, 0, meta[4]}) end
                    local known = nil
                    if seq == mine then
                      known = meta[4]
                    elseif seq > mine then
                      local event = redis.call('XRANGE', KEYS[2], mine .. '-0', mine .. '-0')[1]
                      if event then known = event[2][4] end
                      if mine == tonumber(meta[3]) then known = meta[1] end
                    end
                    if seq < mine or (known and known ~= ARGV[4]) then
                      return answer(begin(KEYS[1], KEYS[2], KEYS[3], KEYS[4], ARGV[1],
                        math.max(seq, mine)))
                    end
                    return answer({meta[1], seq, known and 1 or 0, meta[4]})
                    """;

    /**
     * KEYS meta, tags, spaces; ARGV names, each after its letter n or t. Answers the epoch, since
     * when tags are known, and per name the number of its last invalidation or 0.
     */
    static final String GENERATIONS =
            ANYWAY
                    + """
                    local meta = redis.call('HMGET', KEYS[1], 'epoch', 'floor')
                    local answer = {meta[1] or '', tonumber(meta[2] or '0')}
                    if redis.call('EXISTS', KEYS[1], KEYS[2], KEYS[3]) < 3 then answer[1] = '' end
                    for i, name in ipairs(ARGV) do
                      local last
                      if string.sub(name, 1, 1) == 'n' then
                        last = redis.call('HGET', KEYS[3], string.sub(name, 2))
                      else
                        last = redis.call('ZSCORE', KEYS[2], string.sub(name, 2))
                      end
                      answer[#answer + 1] = tonumber(last or '0')
                    end
                    return answer
                    """;

    private Lua() {}
}
