package io.remanso.server.web;

import io.remanso.server.problems.ProblemReportValve;
import io.remanso.server.settings.ServerSettings;
import io.remanso.server.storage.Storage;
import io.remanso.server.uploads.StagingFolder;
import jakarta.servlet.MultipartConfigElement;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The servlet container: where it listens, what it lets through, how it refuses. */
@Configuration(proxyBeanMethods = false)
class ContainerConfiguration {

    private static final long FORM_OVERHEAD = 1 << 20;

    /**
     * Last, so that its error valve stands behind that of Spring Boot and comes first.
     *
     * @param storage opened before the container starts, so that a storage that cannot be used
     *     stops the start plainly
     */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> container(
            ServerSettings settings, Storage storage) {
        return factory -> {
            factory.setPort(settings.port());
            factory.setAddress(settings.address());
            factory.addConnectorCustomizers(ContainerConfiguration::customize);
            factory.addContextCustomizers(context ->
                    context.getParent().getPipeline().addValve(new ProblemReportValve()));
        };
    }

    /** Parts of forms go to files at once, in a folder on the disk that they are to stay on. */
    @Bean
    MultipartConfigElement multipartConfig(ServerSettings settings, StagingFolder staging) {
        return new MultipartConfigElement(
                staging.path().toString(),
                settings.maxUploadBytes(),
                settings.maxUploadBytes() + FORM_OVERHEAD,
                0);
    }

    private static void customize(Connector connector) {
        // A raw body is a file, whatever type the client calls it; curl says form-urlencoded.
        connector.setParseBodyMethods("NONE");
        // An id with an encoded slash is an unknown id, not a broken request.
        connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    }
}
