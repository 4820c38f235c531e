-- An item, renewed. Argument: 'document' to get that as well.
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
return {'ok', ends, ttl, renewed, ARGV[1] and redis.call('HGET', ITEM, ARGV[1])}
