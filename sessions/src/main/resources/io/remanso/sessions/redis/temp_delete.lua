-- Removes an item.
local found = redis.call('EXISTS', ITEM)
redis.call('UNLINK', ITEM, CHUNKS)
return {found == 1 and 'ok' or 'gone'}
