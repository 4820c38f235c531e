-- Version, state id and manifest by turns, of those of these versions that are kept; then the id and the text of each
-- base by turns that one of them needs.
return answer(function()
    local found, bases, known = {}, {}, {}
    for _, version in ipairs(ARGV) do
        local state = redis.call('HGET', META, 'state:' .. version)
        if state then
            local manifest = redis.call('GET', manifest_of(version))
            found[#found + 1] = version
            found[#found + 1] = state
            found[#found + 1] = manifest
            local base = leans_on(manifest)
            if base and not known[base] then
                known[base] = true
                bases[#bases + 1] = base
                bases[#bases + 1] = redis.call('GET', base_of(base))
            end
        end
    end
    return {found, bases}
end)
