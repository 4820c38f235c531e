package io.remanso.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The JMH benchmarks of one class: average time of each method and parameter, with its 99.9 %
 * error.
 */
record MicroFigure(String name, Class<?> benchmarks) implements Figure {

    @Override
    public List<Row> measure() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (RunResult result :
                new Runner(
                                new OptionsBuilder()
                                        .include(benchmarks.getName())
                                        .forks(1)
                                        .jvmArgsAppend("-Xmx1g")
                                        .warmupIterations(3)
                                        .warmupTime(TimeValue.seconds(1))
                                        .measurementIterations(5)
                                        .measurementTime(TimeValue.seconds(1))
                                        .shouldFailOnError(true)
                                        .verbosity(VerboseMode.SILENT)
                                        .build())
                        .run()) {
            String method = result.getParams().getBenchmark();
            String parameters =
                    String.join(
                            " ",
                            result.getParams().getParamsKeys().stream()
                                    .map(result.getParams()::getParam)
                                    .toList());
            rows.add(
                    new Row(
                            (method.substring(method.lastIndexOf('.') + 1) + " " + parameters)
                                    .strip(),
                            "%.3f ± %.3f %s"
                                    .formatted(
                                            result.getPrimaryResult().getScore(),
                                            result.getPrimaryResult().getScoreError(),
                                            result.getPrimaryResult().getScoreUnit()),
                            "",
                            ""));
        }
        return rows;
    }
}
