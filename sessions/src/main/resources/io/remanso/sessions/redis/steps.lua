-- The steps that made these versions, nothing for one that never was.
return answer(function()
    local found = {}
    for i, version in ipairs(ARGV) do
        found[i] = redis.call('HGET', STEPS, version)
    end
    return {found}
end)
