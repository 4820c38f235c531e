-- Applies a commit, wholly or not at all: every check stands before the first write.
local creates = take() == 'create'
local expected = {take(), take(), take()}
local id, version, state, ttl = take(), take(), take(), tonumber(take())
local token, lock, grace = take(), take(), tonumber(take())
local description, next_version, is_open, redo = take(), take(), take(), take()
local kind, remembered = take(), tonumber(take())
local manifests = take_list()
local base = take_list()
local required = take_list()
local frames = take_list()
local dropped_versions = take_list()
local dropped_chunks = take_list()
local steps = take_list()
local audit = take_list()

local made = {}
for i = 1, #manifests, 3 do
    made[#made + 1] = manifest_of(manifests[i])
end
made[#made + 1] = base[1] and base_of(base[1])
count(made)
local status, meta, parts = open()
if status == 'damaged' or (status == 'gone' and not creates) then
    return {status}
end

if status == 'ok' then
    -- begin: applied before
    if string.find(redis.call('HGET', META, 'recent'), ' ' .. id .. ':', 1, true) then
        local ends = renew(parts, tonumber(meta[4]), true)
        return {'already', ends, tonumber(meta[4]), 1}
    end
    -- end: applied before
    -- begin: lock
    if lock ~= '' and redis.call('GET', LOCK) ~= lock then
        local ends, renewed = renew(parts, tonumber(meta[4]))
        return {'unlocked', ends, tonumber(meta[4]), renewed}
    end
    -- end: lock
    -- begin: head
    if creates or meta[1] ~= expected[1] or meta[2] ~= expected[2] or meta[3] ~= expected[3] then
        local ends, renewed = renew(parts, tonumber(meta[4]))
        return {'conflict', ends, tonumber(meta[4]), renewed, meta[1], meta[2], meta[3]}
    end
    -- end: head
    ttl = tonumber(meta[4])
end

local missing, needed = {}, {}
for _, name in ipairs(required) do
    needed[name] = true
    if redis.call('HEXISTS', CHUNKS, name) == 0 then
        missing[#missing + 1] = name
    end
end
for i = 1, #frames, 2 do
    needed[frames[i]] = true
end
-- begin: chunks
if #missing > 0 then
    return {'missing', missing}
end
-- end: chunks
local keeps = {}
for _, key in ipairs(made) do
    keeps[key] = true
end
for _, key in ipairs(parts or {}) do
    keeps[key] = true
end
if not keeps[manifest_of(version)] then
    return redis.error_reply('INVALID version ' .. version .. ' has no manifest')
end
local based = not base[1] or (redis.call('GET', base_of(base[1])) or base[2]) == base[2]
for i = 1, #manifests, 3 do
    local id = leans_on(manifests[i + 2])
    based = based and (not id or id == base[1] or keeps[base_of(id)])
end
if not based then
    return {'baseless'}
end

if base[1] then
    redis.call('SET', base_of(base[1]), base[2])
end
for i = 1, #manifests, 3 do
    redis.call('SET', manifest_of(manifests[i]), manifests[i + 2])
    redis.call('HSET', META, 'state:' .. manifests[i], manifests[i + 1] == '' and state or manifests[i + 1])
end
if creates or meta[3] ~= state then
    redis.call('COPY', manifest_of(version), CURRENT, 'REPLACE')
end
-- The last commits, with a space on either side of each, to be searched as text.
local from = status == 'ok' and meta[1] or '0'
local recent = status == 'ok' and redis.call('HGET', META, 'recent') or ' '
recent = recent .. id .. ':' .. kind .. ':' .. from .. ':' .. version .. ' '
local _, applied = string.gsub(recent, '%S+', '')
for _ = remembered + 1, applied do
    recent = string.gsub(recent, '^ %S+', '')
end
redis.call('HSET', META, 'version', version, 'commit', id, 'state', state, 'next', next_version, 'open', is_open,
    'redo', redo, 'recent', recent, 'ttl', whole(ttl))
if description ~= '' then
    redis.call('HSET', META, 'description', description)
end
for i = 1, #frames, 2 do
    redis.call('HSET', CHUNKS, frames[i], frames[i + 1])
end
for i = 1, #steps, 3 do
    redis.call('HSET', STEPS, steps[i], steps[i + 1])
    if steps[i + 2] ~= '' then
        redis.call('HSET', STEPS, steps[i] .. ':operation', steps[i + 2])
    else
        redis.call('HDEL', STEPS, steps[i] .. ':operation')
    end
end
each('RPUSH', AUDIT, audit)
for _, dropped in ipairs(dropped_versions) do
    redis.call('UNLINK', manifest_of(dropped))
    redis.call('HDEL', META, 'state:' .. dropped)
    redis.call('LREM', VERSIONS, 1, dropped)
end
local kept = redis.call('LRANGE', VERSIONS, 0, -1)
local last = tonumber(kept[#kept] or 0)
for i = 1, #manifests, 3 do
    if tonumber(manifests[i]) > last then
        redis.call('RPUSH', VERSIONS, manifests[i])
        kept[#kept + 1] = manifests[i]
    end
end

redis.call('HDEL', STAGED, 'new')
local found, unnamed = markers(), {}
for name in pairs(needed) do
    if found[name] then
        found[name].named = true
        let_go(found[name], token)
    end
end
for _, name in ipairs(dropped_chunks) do
    if not needed[name] then
        if found[name] then
            found[name].named = false
        else
            unnamed[#unnamed + 1] = name
        end
    end
end
each('HDEL', CHUNKS, unnamed)
local pending = settle(found, now() - grace)

local names = {'df:current', 'versions'}
if redis.call('EXISTS', STEPS) == 1 then
    names[#names + 1] = 'steps'
end
if redis.call('HLEN', CHUNKS) > pending then
    names[#names + 1] = 'chunks'
end
if redis.call('EXISTS', AUDIT) == 1 then
    names[#names + 1] = 'audit'
end
local leant = {}
for _, number in ipairs(kept) do
    names[#names + 1] = string.format('df:v:%04d', number)
    local id = leans_on(redis.call('GETRANGE', manifest_of(number), 0, 5))
    if id and not leant[id] then
        leant[id] = true
        names[#names + 1] = 'df:base:' .. id
    end
end
for id in string.gmatch(meta and meta[5] or '', 'df:base:(%x+)') do
    if not leant[id] then
        redis.call('UNLINK', base_of(id))
    end
end
local named = table.concat(names, ' ')
redis.call('HSET', META, 'parts', named)
local was = redis.call('PEXPIRETIME', META)
local ends = renew(parts_of(named), ttl, true)
return {'applied', ends, ttl, is_due(ends, was, ttl) and 1 or 0}
