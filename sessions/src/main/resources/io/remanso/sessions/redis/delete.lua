-- Removes a session, a damaged one too.
local status, meta, parts = open()
if status == 'gone' then
    return {status}
end
local keys = parts or {CURRENT, VERSIONS, STEPS, CHUNKS, AUDIT}
for _, version in ipairs(redis.call('LRANGE', VERSIONS, 0, -1)) do
    keys[#keys + 1] = manifest_of(version)
end
count(keys)
keys[#keys + 1] = CHUNKS
keys[#keys + 1] = STAGED
each('UNLINK', META, keys)
return {'ok'}
