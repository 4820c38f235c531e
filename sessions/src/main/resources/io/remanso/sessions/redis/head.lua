-- The head: version, commit id, state id.
return answer(function(meta)
    return {meta[1], meta[2], meta[3]}
end)
