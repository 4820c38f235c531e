-- The record, unless its digest is the argument: that of the head and of the recent commits, which change with it.
return answer(function(meta)
    local head = meta[1] .. ' ' .. meta[2] .. ' ' .. meta[3]
    if ARGV[1] == redis.sha1hex(head .. redis.call('HGET', META, 'recent')) then
        return {}
    end
    return record()
end)
