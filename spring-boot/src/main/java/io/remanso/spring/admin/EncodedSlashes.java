package io.remanso.spring.admin;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Lets an encoded slash through to the calls of the administrator, where Tomcat refuses it by
 * default; everywhere else it is refused as before.
 */
final class EncodedSlashes
        implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

    private volatile boolean guarding;

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addConnectorCustomizers(this::letThrough);
        factory.addEngineValves(new Guard());
    }

    private void letThrough(Connector connector) {
        String refused = EncodedSolidusHandling.REJECT.getValue();
        if (connector.getEncodedSolidusHandling().equals(refused)) {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            guarding = true;
        }
    }

    /** Refuses what Tomcat would have refused. */
    private final class Guard extends ValveBase {

        Guard() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response)
                throws IOException, ServletException {
            String path = request.getRequestURI();
            if (guarding
                    && path.toLowerCase(Locale.ROOT).contains("%2f")
                    && !path.startsWith(
                            request.getContextPath() + CacheAdmin.PATH + "/invalidate")) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
                return;
            }
            getNext().invoke(request, response);
        }
    }
}
