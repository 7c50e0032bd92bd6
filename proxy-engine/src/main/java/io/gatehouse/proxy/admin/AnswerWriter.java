package io.gatehouse.proxy.admin;

import io.gatehouse.model.admin.access.CorsPolicy;
import io.gatehouse.model.admin.paths.AuditedPath;
import io.gatehouse.model.product.Product;
import io.gatehouse.model.settings.Settings;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.HttpConversionUtil;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers with what every answer has, and the lines in the logs that go with them. Thread-safe. */
final class AnswerWriter {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String LATENCY = "X-Kong-Admin-Latency";

    private final CorsPolicy cors;
    private final boolean namesServer;
    private final boolean tellsLatency;
    private final AuditedPath audited;
    private final AdminAccessLog accessLog;

    AnswerWriter(Settings settings, AuditedPath audited, AdminAccessLog accessLog) {
        this.cors = new CorsPolicy(settings.list("admin_gui_url"));
        this.namesServer = settings.sendsHeader("Server");
        this.tellsLatency = settings.sendsHeader(LATENCY);
        this.audited = audited;
        this.accessLog = accessLog;
    }

    /** Writes one answer, on the event loop of its connection. */
    void write(ChannelHandlerContext context, AnsweredRequest request, AdminAnswer answer) {
        byte[] body = answer.body();
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                request.method().equals("HEAD") ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        addHeaders(response, request, answer);
        HttpUtil.setKeepAlive(response, request.keepAlive());
        request.stream()
                .ifPresent(stream ->
                        response.headers().set(HttpConversionUtil.ExtensionHeaderNames.STREAM_ID.text(), stream));
        var written = context.writeAndFlush(response);
        if (!request.keepAlive()) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        accessLog.add(request, answer.status(), body.length);
        if (!READING.contains(request.method())) {
            LOG.info(
                    "audit: {}{} {} {} status={}",
                    request.address(),
                    request.caller().map(name -> " (" + name + ")").orElse(""),
                    request.method(),
                    audited.of(request.path()),
                    answer.status());
        }
    }

    private void addHeaders(FullHttpResponse response, AnsweredRequest request, AdminAnswer answer) {
        response.headers()
                .set(
                        HttpHeaderNames.DATE,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, cors.allowedOrigin(request.origin()))
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        if (answer.status() != 204) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        }
        if (!answer.contentType().isEmpty()) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        }
        if (tellsLatency) {
            response.headers().set(LATENCY, request.millisSinceArrival());
        }
        if (namesServer) {
            response.headers().set(HttpHeaderNames.SERVER, Product.token());
        }
        answer.headers().forEach((name, value) -> response.headers().set(name, value));
    }
}
