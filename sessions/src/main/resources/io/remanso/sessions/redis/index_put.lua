-- Notes when a session expires. Arguments: its id, the time.
redis.call('ZADD', INDEX, ARGV[2], ARGV[1])
settle()
return {'ok'}
