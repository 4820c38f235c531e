-- The record.
return answer(function()
    return {redis.call('HGET', META, 'record')}
end)
