-- Forgets what was staged for an item that was never made.
if redis.call('EXISTS', ITEM) == 0 then
    redis.call('UNLINK', CHUNKS)
end
return {'ok'}
