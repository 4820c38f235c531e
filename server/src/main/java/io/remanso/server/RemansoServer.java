package io.remanso.server;

import io.remanso.server.settings.ServerSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The dataset server as a process. Of the starter it takes the settings; it has no caches. */
@SpringBootApplication(
        exclude = ErrorMvcAutoConfiguration.class,
        excludeName = "io.remanso.spring.RemansoAutoConfiguration")
public class RemansoServer {

    /** Starts and stays until the process is asked to stop; exits with 1 when it cannot start. */
    public static void main(String[] args) {
        try {
            start(args);
        } catch (SpringApplication.AbandonedRunException e) {
            throw e;
        } catch (RuntimeException e) {
            // StartFailureReporter has said why
            System.exit(1);
        }
    }

    /**
     * Starts a server in this process; close the context to stop it.
     *
     * @param args Spring properties as {@code --name=value}
     */
    public static ConfigurableApplicationContext start(String... args) {
        SpringApplication application = new SpringApplication(RemansoServer.class);
        application.addInitializers(context ->
                context.getBeanFactory()
                        .registerSingleton(
                                "serverSettings", ServerSettings.read(context.getEnvironment())));
        return application.run(args);
    }
}
