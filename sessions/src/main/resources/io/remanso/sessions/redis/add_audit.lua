-- Appends a line to the audit log. Arguments: an id of this call, so that sent twice it counts once, and the line.
local status, meta, parts = open()
if status ~= 'ok' then
    return {status}
end
local id, line = take(), take()
local first = false
if redis.call('HGET', META, 'line') ~= id then
    redis.call('HSET', META, 'line', id)
    first = redis.call('RPUSH', AUDIT, line) == 1
    if first then
        redis.call('HSET', META, 'parts', meta[5] .. ' audit')
        parts[#parts + 1] = AUDIT
    end
end
local ttl = tonumber(meta[4])
local ends, renewed = renew(parts, ttl, first)
return {status, ends, ttl, renewed}
