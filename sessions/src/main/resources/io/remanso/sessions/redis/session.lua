-- What every script on a session begins with. Of its keys only the metadata is declared: the names of the others follow
-- from it, and all lie in one slot.
-- Answers are lists: a status, and after 'ok' the time of expiry, the time to live, whether they were renewed, and more.
local META = KEYS[1]
local BASE = string.sub(META, 1, -5)
local CURRENT, VERSIONS, STEPS = BASE .. 'df:current', BASE .. 'versions', BASE .. 'steps'
local CHUNKS, AUDIT, STAGED, LOCK = BASE .. 'chunks', BASE .. 'audit', BASE .. 'staged', BASE .. 'lock'

local function manifest_of(version)
    return BASE .. string.format('df:v:%04d', version)
end

local function base_of(id)
    return BASE .. 'df:base:' .. id
end

-- The id of the base that a packed manifest needs to be read, if it does: RFC 1950 says it behind the header.
local function leans_on(packed)
    if #packed >= 6 and string.byte(packed, 2) % 64 >= 32 then
        return string.format('%02x%02x%02x%02x', string.byte(packed, 3, 6))
    end
end

-- How many of these keys exist. Whatever a script writes to is counted before: while the slot is on its way to another
-- node of a Cluster, any key may be there already, or has to be made there, and the script ends here.
local function count(keys)
    local found = 0
    for from = 1, #keys, MOST_ARGUMENTS do
        local answer = redis.pcall('EXISTS', unpack(keys, from, math.min(from + MOST_ARGUMENTS - 1, #keys)))
        if type(answer) == 'table' then
            error({err = string.find(answer.err, 'NOPERM') and answer.err or 'TRYAGAIN the slot of the session is moving'})
        end
        found = found + answer
    end
    return found
end

-- The keys that a session must have besides its metadata, whose member 'parts' names them.
local function parts_of(names)
    local parts = {}
    for name in string.gmatch(names, '%S+') do
        parts[#parts + 1] = BASE .. name
    end
    return parts
end

-- Looks whether the session is whole: 'ok' with its metadata and further keys, 'gone', or 'damaged'.
local function open()
    count({CURRENT, VERSIONS, STEPS, CHUNKS, AUDIT, STAGED, LOCK})
    local meta = redis.call('HMGET', META, 'version', 'commit', 'state', 'ttl', 'parts')
    if meta[1] then
        local parts = parts_of(meta[5])
        return count(parts) == #parts and 'ok' or 'damaged', meta, parts
    end
    if count({CURRENT, VERSIONS, STEPS, AUDIT}) > 0 then
        return 'damaged'
    end
    if redis.call('EXISTS', CHUNKS) == 1 and redis.call('HEXISTS', STAGED, 'new') == 0 then
        return 'damaged'
    end
    return 'gone'
end

-- Gives all keys the same time of expiry.
local function renew(parts, ttl, always)
    local ends, was = now() + ttl, redis.call('PEXPIRETIME', META)
    if not always and not is_due(ends, was, ttl) then
        return was, 0
    end
    local at = whole(ends)
    redis.call('PEXPIREAT', META, at)
    redis.call('PEXPIREAT', CHUNKS, at)
    redis.call('PEXPIREAT', STAGED, at)
    for _, key in ipairs(parts) do
        redis.call('PEXPIREAT', key, at)
    end
    return ends, 1
end

-- The record: the fields of the metadata that make it up, then state id and text of each kept version by turns.
local function record()
    local fields = redis.call('HMGET', META, 'description', 'version', 'commit', 'state', 'next', 'open', 'redo', 'recent')
    local versions = {}
    for _, version in ipairs(redis.call('LRANGE', VERSIONS, 0, -1)) do
        versions[#versions + 1] = redis.call('HGET', META, 'state:' .. version)
        versions[#versions + 1] = redis.call('HGET', STEPS, version)
    end
    fields[#fields + 1] = versions
    return fields
end

-- The answer to a read: a status other than 'ok', or what the function returns, renewed.
local function answer(read)
    local status, meta, parts = open()
    if status ~= 'ok' then
        return {status}
    end
    local ttl = tonumber(meta[4])
    local ends, renewed = renew(parts, ttl)
    return {status, ends, ttl, renewed, unpack(read(meta, parts))}
end
