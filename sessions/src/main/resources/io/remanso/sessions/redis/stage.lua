-- Stages chunks. Arguments: a token, the time to live when the session does not exist yet, names and frames by turns.
local status, meta, parts = open()
if status == 'damaged' then
    return {status}
end
local token, ttl, frames = take(), tonumber(take()), take_list()
local time, ends, renewed = now(), nil, 0
if status == 'ok' then
    ttl = tonumber(meta[4])
    ends, renewed = renew(parts, ttl)
else
    ends = time + ttl
    redis.call('HSET', STAGED, 'new', '')
end
for i = 1, #frames, 2 do
    local name, frame = frames[i], frames[i + 1]
    local text = redis.call('HGET', STAGED, name)
    local stored = redis.call('HSTRLEN', CHUNKS, name)
    local mark = text and marker(text) or {named = stored > 0, tokens = ''}
    let_go(mark, token)
    mark.tokens = mark.tokens == '' and token or mark.tokens .. ' ' .. token
    mark.time = time
    if stored ~= #frame then
        redis.call('HSET', CHUNKS, name, frame)
    end
    redis.call('HSET', STAGED, name, text_of(mark))
end
redis.call('PEXPIREAT', CHUNKS, whole(ends))
redis.call('PEXPIREAT', STAGED, whole(ends))
return {'ok', ends, ttl, renewed}
