-- What every script begins with.
local MOST_ARGUMENTS = 1000

local function now()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function whole(number)
    return string.format('%.0f', number)
end

-- Calls a command for a list of any length, in portions.
local function each(command, key, list)
    for from = 1, #list, MOST_ARGUMENTS do
        redis.call(command, key, unpack(list, from, math.min(from + MOST_ARGUMENTS - 1, #list)))
    end
end

-- Whether a key that ends then is to be renewed: not for less than a second or a hundredth of its time to live.
local function is_due(ends, was, ttl)
    return ends - was >= math.min(1000, ttl / 100)
end

local next_argument = 0

local function take()
    next_argument = next_argument + 1
    return ARGV[next_argument]
end

-- A list of arguments, which its length comes before.
local function take_list()
    local list = {}
    for i = 1, tonumber(take()) do
        list[i] = take()
    end
    return list
end
