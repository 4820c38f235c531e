package io.remanso.cache.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Several commands sent at once, whose answers are taken together, in order. */
final class Pipeline {

    private Pipeline() {}

    static <A, T extends @Nullable Object> CompletionStage<List<T>> of(
            List<A> all, Function<? super A, ? extends CompletionStage<T>> send) {
        return ofIndexes(all.size(), i -> send.apply(all.get(i)));
    }

    static <T extends @Nullable Object> CompletionStage<List<T>> ofIndexes(
            int size, IntFunction<? extends CompletionStage<T>> send) {
        List<CompletableFuture<T>> answers = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            answers.add(send.apply(i).toCompletableFuture());
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    List<T> all = new ArrayList<>(size);
                    answers.forEach(answer -> all.add(answer.join()));
                    return all;
                });
    }
}
