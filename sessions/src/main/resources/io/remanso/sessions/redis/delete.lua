-- Removes a session, a damaged one too. Arguments: the head that it must have, or nothing.
local status, meta, parts = open()
if status == 'gone' then
    return {status}
end
if ARGV[1] and (status == 'damaged' or meta[1] ~= ARGV[1] or meta[2] ~= ARGV[2] or meta[3] ~= ARGV[3]) then
    return {'conflict'}
end
local keys = parts or {CURRENT, VERSIONS, STEPS, CHUNKS, AUDIT}
for _, version in ipairs(redis.call('LRANGE', VERSIONS, 0, -1)) do
    local manifest = manifest_of(version)
    local base = not parts and leans_on(redis.call('GETRANGE', manifest, 0, 5))
    keys[#keys + 1] = manifest
    keys[#keys + 1] = base and base_of(base) or nil
end
count(keys)
keys[#keys + 1] = CHUNKS
keys[#keys + 1] = STAGED
each('UNLINK', META, keys)
return {'ok'}
