-- What every script on a temporary item begins with. KEYS: the item with its document, and its chunks.
local ITEM, CHUNKS = KEYS[1], KEYS[2]

local function expire(ends)
    redis.call('PEXPIREAT', ITEM, whole(ends))
    redis.call('PEXPIREAT', CHUNKS, whole(ends))
end
