package io.remanso.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Measures all figures, or those named, and prints them as one table in Markdown. */
public final class Main {

    private static final List<Figure> FIGURES =
            List.of(
                    new MicroFigure("chunks", ChunkBenchmark.class),
                    new MicroFigure("steps", SessionBenchmark.class),
                    new UndoFigure(),
                    new StorageFigure(),
                    new PageFigure(),
                    new ImportFigure(),
                    new ProfileFigure(),
                    new RedisFigure(),
                    new RedisCosts(),
                    new CacheFigure(),
                    new ManyKeysFigure());

    private Main() {}

    public static void main(String[] names) throws Exception {
        Set<String> known = FIGURES.stream().map(Figure::name).collect(Collectors.toSet());
        for (String name : names) {
            if (!known.contains(name)) {
                System.err.printf("A figure is one of %s; got '%s'%n", known, name);
                System.exit(2);
            }
        }
        List<Figure.Row> rows = new ArrayList<>();
        for (Figure figure : FIGURES) {
            if (names.length == 0 || List.of(names).contains(figure.name())) {
                System.err.println("measuring " + figure.name() + " …");
                rows.addAll(figure.measure());
            }
        }
        print(rows);
    }

    private static void print(List<Figure.Row> rows) {
        System.out.printf(
                "Java %s, %d processors, heap %d MB%n%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        System.out.println("| what | Remanso | peer | goal | reached |");
        System.out.println("|---|---|---|---|---|");
        for (Figure.Row row : rows) {
            System.out.printf(
                    "| %s | %s | %s | %s | %s |%n",
                    row.what(), row.remanso(), row.peer(), row.goal(), row.reached());
        }
    }
}
