-- Forgets what was staged under a token and no commit took.
if open() ~= 'damaged' then
    local token, found = take(), markers()
    for _, mark in pairs(found) do
        let_go(mark, token)
    end
    if settle(found, 0) == 0 and redis.call('HLEN', STAGED) == 1 then
        redis.call('HDEL', STAGED, 'new')
    end
end
return {'ok'}
