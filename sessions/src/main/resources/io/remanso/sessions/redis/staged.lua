-- Chunks that someone has staged. The hash STAGED holds for each 'c TIME TOKEN…' or 'n TIME TOKEN…': whether a kept
-- manifest names it (c) or none does (n), when it was staged last, and by whom. A chunk that no manifest names and
-- nobody holds any more is removed. The field 'new' says that the session itself does not exist yet.
local function marker(text)
    local named, time, tokens = string.match(text, '^(%a) (%d+) (.*)$')
    return {named = named == 'c', time = tonumber(time), tokens = tokens}
end

local function text_of(mark)
    return (mark.named and 'c ' or 'n ') .. whole(mark.time) .. ' ' .. mark.tokens
end

-- All markers by the name of their chunk.
local function markers()
    local found = {}
    local fields = redis.call('HGETALL', STAGED)
    for i = 1, #fields, 2 do
        if fields[i] ~= 'new' then
            found[fields[i]] = marker(fields[i + 1])
        end
    end
    return found
end

local function let_go(mark, token)
    local others = {}
    for other in string.gmatch(mark.tokens, '%S+') do
        if other ~= token then
            others[#others + 1] = other
        end
    end
    mark.tokens = table.concat(others, ' ')
end

-- Writes markers back, without those that are older than the given time, and removes the chunks that nothing holds.
-- Returns how many chunks remain that no manifest names.
local function settle(found, oldest)
    local chunks, settled, pending = {}, {}, 0
    for name, mark in pairs(found) do
        if mark.tokens ~= '' and mark.time >= oldest then
            redis.call('HSET', STAGED, name, text_of(mark))
            pending = pending + (mark.named and 0 or 1)
        else
            settled[#settled + 1] = name
            if not mark.named then
                chunks[#chunks + 1] = name
            end
        end
    end
    each('HDEL', CHUNKS, chunks)
    each('HDEL', STAGED, settled)
    return pending
end
