package io.remanso.server.http;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A Chromium of this machine without a window, with a profile of its own. */
final class Browser implements AutoCloseable {

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it, or skips the test with a message where there is none. */
    static Browser start(Path profile) {
        Optional<Path> browser =
                BROWSERS.stream().map(Browser::program).flatMap(Optional::stream).findFirst();
        Optional<Path> driver = program("chromedriver");
        assumeTrue(
                browser.isPresent() && driver.isPresent(),
                "The web page is tested where chromium and chromedriver are on the PATH");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toString());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.orElseThrow().toFile())
                        .usingAnyFreePort()
                        .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> program(String name) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void open(String address) {
        driver.get(address);
    }

    void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    void click(String selector) {
        find(selector).click();
    }

    /** Chooses the options of a list by their text, and no others. */
    void choose(String selector, String... texts) {
        List<String> wanted = Arrays.asList(texts);
        for (WebElement option : find(selector).findElements(By.tagName("option"))) {
            if (option.isSelected() != wanted.contains(option.getText())) {
                option.click();
            }
        }
    }

    String text(String selector) {
        return find(selector).getText();
    }

    List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> T evaluate(String script) {
        @SuppressWarnings("unchecked")
        T value = (T) driver.executeScript("return " + script);
        return value;
    }

    /** Waits until the page is as it should be. */
    void await(String what, Supplier<Boolean> condition) {
        try {
            Wait.until(
                    what,
                    () -> {
                        try {
                            return condition.get();
                        } catch (StaleElementReferenceException e) {
                            return false;
                        }
                    });
        } catch (Exception e) {
            throw new AssertionError(e);
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "; the page says: " + text("#notices") + text("main"), e);
        }
    }

    /** Answers the question of the page with yes. */
    void accept() {
        driver.switchTo().alert().accept();
    }

    byte[] screenshot() {
        return driver.getScreenshotAs(org.openqa.selenium.OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
