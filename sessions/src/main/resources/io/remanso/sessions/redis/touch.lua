-- Renews the session and returns its record. Argument: another time to live from now on, or nothing.
local status, meta, parts = open()
if status ~= 'ok' then
    return {status}
end
local ttl = tonumber(ARGV[1])
if ttl then
    redis.call('HSET', META, 'ttl', whole(ttl))
end
local ends, renewed = renew(parts, ttl or tonumber(meta[4]), ttl ~= nil)
return {status, ends, ttl or tonumber(meta[4]), renewed, unpack(record())}
