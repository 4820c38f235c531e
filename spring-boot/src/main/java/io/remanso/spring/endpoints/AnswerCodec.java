package io.remanso.spring.endpoints;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.remanso.cache.codec.ValueCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers as an operator reads them: a line with the time of storing and the time to live in
 * milliseconds, the headers, an empty line, the body.
 */
final class AnswerCodec implements ValueCodec<StoredAnswer> {

    @Override
    public char format() {
        return 'h';
    }

    @Override
    public byte[] encode(StoredAnswer answer) {
        StringBuilder head = new StringBuilder();
        head.append(answer.storedAt()).append(' ').append(answer.ttlMillis()).append('\n');
        answer.headers()
                .forEach((name, values) ->
                        values.forEach(value ->
                                head.append(name).append(": ").append(value).append('\n')));
        byte[] start = head.append('\n').toString().getBytes(UTF_8);
        byte[] all = Arrays.copyOf(start, start.length + answer.body().length);
        System.arraycopy(answer.body(), 0, all, start.length, answer.body().length);
        return all;
    }

    @Override
    public StoredAnswer decode(byte[] bytes, int offset, int length) {
        int end = offset;
        while (bytes[end] != '\n' || bytes[end + 1] != '\n') {
            end++;
        }
        String[] lines = new String(bytes, offset, end - offset, UTF_8).split("\n", -1);
        String[] times = lines[0].split(" ", -1);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(": ");
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 2));
        }
        return new StoredAnswer(
                Long.parseLong(times[0]),
                Long.parseLong(times[1]),
                headers,
                Arrays.copyOfRange(bytes, end + 2, offset + length));
    }
}
