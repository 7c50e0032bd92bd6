package io.gatehouse.proxy.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.proxy.status.StatusRoutes.Answer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Writes the answers of {@link StatusRoutes} as HTTP. */
final class StatusHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StatusRoutes routes;
    private final String serverName;

    StatusHandler(StatusRoutes routes, String serverName) {
        this.routes = routes;
        this.serverName = serverName;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) throws JsonProcessingException {
        long start = System.nanoTime();
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        FullHttpResponse response = request.decoderResult().isSuccess()
                ? response(routes.answer(request), request.method())
                : response(Answer.message(400, "Bad request"), request.method());
        response.headers()
                .set(
                        HttpHeaderNames.DATE,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .set("X-Kong-Admin-Latency", (System.nanoTime() - start) / 1_000_000)
                .set(HttpHeaderNames.SERVER, serverName);
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = context.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static FullHttpResponse response(Answer answer, HttpMethod method) throws JsonProcessingException {
        byte[] body = new byte[0];
        String type = "";
        if (answer.body().isPresent()) {
            body = JSON.writeValueAsBytes(answer.body().get());
            type = "application/json; charset=utf-8";
        } else if (answer.text().isPresent()) {
            body = answer.text().get().content().getBytes(UTF_8);
            type = answer.text().get().contentType();
        }
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                method.equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        if (answer.status() != 204) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, type).set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        return response;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
