-- What every script on a temporary item begins with. KEYS: the item with its document, and its chunks.
local ITEM, CHUNKS = KEYS[1], KEYS[2]

local function expire(ends)
    redis.call('PEXPIREAT', ITEM, whole(ends))
    redis.call('PEXPIREAT', CHUNKS, whole(ends))
end

-- The answer to a read: a status other than 'ok', or what the function returns, renewed.
local function answer(read)
    local item = redis.call('HMGET', ITEM, 'ttl', 'chunks')
    if not item[1] then
        return {'gone'}
    end
    if tonumber(item[2]) > 0 and redis.call('EXISTS', CHUNKS) == 0 then
        return {'damaged'}
    end
    local ttl = tonumber(item[1])
    local ends, was, renewed = now() + ttl, redis.call('PEXPIRETIME', ITEM), 0
    if is_due(ends, was, ttl) then
        expire(ends)
        renewed = 1
    else
        ends = was
    end
    return {'ok', ends, ttl, renewed, read()}
end
