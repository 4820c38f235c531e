-- For each of these chunks whether the session has it.
return answer(function()
    local here = {}
    for i, name in ipairs(ARGV) do
        here[i] = redis.call('HEXISTS', CHUNKS, name)
    end
    return {here}
end)
