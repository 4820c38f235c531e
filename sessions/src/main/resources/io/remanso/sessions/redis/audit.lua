-- The audit log.
return answer(function()
    return {redis.call('LRANGE', AUDIT, 0, -1)}
end)
