-- The head: version, commit id, state id. With an argument, the state id whose manifest is known, and another state
-- than that: also the manifest, and the text of the base that it needs.
return answer(function(meta)
    local head = {meta[1], meta[2], meta[3]}
    if ARGV[1] and ARGV[1] ~= meta[3] then
        head[4] = redis.call('GET', CURRENT)
        local base = leans_on(head[4])
        head[5] = base and redis.call('GET', base_of(base))
    end
    return head
end)
