-- Forgets a session. Argument: its id.
redis.call('ZREM', INDEX, ARGV[1])
settle()
return {'ok'}
