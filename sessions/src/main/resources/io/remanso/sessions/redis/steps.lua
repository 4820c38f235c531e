-- The versions of these numbers and the operations that made them, by turns; nothing for what never was.
return answer(function()
    local found = {}
    for i, version in ipairs(ARGV) do
        found[2 * i - 1] = redis.call('HGET', STEPS, version)
        found[2 * i] = redis.call('HGET', STEPS, version .. ':operation')
    end
    return {found}
end)
