-- The document of an item.
return answer(function()
    return redis.call('HGET', ITEM, 'document')
end)
