-- Stages chunks. Arguments: a token that an item has no use for, the time to live when the item does not exist yet, names and frames by turns.
local _, ttl, frames = take(), tonumber(take()), take_list()
local ends = redis.call('PEXPIRETIME', ITEM)
if ends < 0 then
    ends = now() + ttl
end
for i = 1, #frames, 2 do
    redis.call('HSET', CHUNKS, frames[i], frames[i + 1])
end
redis.call('PEXPIREAT', CHUNKS, whole(ends))
return {'ok', ends, ttl, 0}
