-- Keeps an item. Arguments: its time to live, its document, the names of its chunks, names and frames by turns.
local ttl, document, names, frames = tonumber(take()), take(), take_list(), take_list()
local brought, missing = {}, {}
for i = 1, #frames, 2 do
    brought[frames[i]] = true
end
for _, name in ipairs(names) do
    if not brought[name] and redis.call('HEXISTS', CHUNKS, name) == 0 then
        missing[#missing + 1] = name
    end
end
if #missing > 0 then
    return {'missing', missing}
end
for i = 1, #frames, 2 do
    redis.call('HSET', CHUNKS, frames[i], frames[i + 1])
end
redis.call('HSET', ITEM, 'document', document, 'ttl', whole(ttl), 'chunks', #names)
local ends = now() + ttl
expire(ends)
return {'ok', ends, ttl, 1}
