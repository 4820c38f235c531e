-- What every script on the index of sessions begins with: a sorted set of ids by their time of expiry.
local INDEX = KEYS[1]

-- The index without those that have expired lives as long as the last of the others.
local function settle()
    redis.call('ZREMRANGEBYSCORE', INDEX, '-inf', '(' .. whole(now()))
    local last = redis.call('ZRANGE', INDEX, 0, 0, 'REV', 'WITHSCORES')
    if last[2] then
        redis.call('PEXPIREAT', INDEX, whole(tonumber(last[2])))
    end
end
