-- How many sessions there are.
settle()
return {'ok', redis.call('ZCARD', INDEX)}
