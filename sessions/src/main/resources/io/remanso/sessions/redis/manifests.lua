-- Version, state id and manifest by turns, of those of these versions that are kept.
return answer(function()
    local found = {}
    for _, version in ipairs(ARGV) do
        local state = redis.call('HGET', META, 'state:' .. version)
        if state then
            found[#found + 1] = version
            found[#found + 1] = state
            found[#found + 1] = redis.call('GET', manifest_of(version))
        end
    end
    return {found}
end)
