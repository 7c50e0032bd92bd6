package io.gatehouse.proxy.health;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gatehouse.proxy.entity.HealthCheckConfig.Active;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A GET request of HTTP/1.0, of whose answer only the status line is read. */
final class HttpProbe implements SocketProber.Conversation {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\d+\\.\\d+ +(\\d{3})(?:\\D.*)?");
    private static final Pattern LINE_BREAKS = Pattern.compile("[\r\n]+");
    private static final int LONGEST_LINE = 4096;

    private final Active active;
    private final String host;

    HttpProbe(Active active, String host) {
        this.active = active;
        this.host = host;
    }

    @Override
    public void begin(Channel channel, CompletableFuture<ProbeResult> result) {
        channel.pipeline().addLast(new SimpleChannelInboundHandler<ByteBuf>() {
            private final StringBuilder line = new StringBuilder();

            @Override
            protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
                while (in.isReadable()) {
                    char next = (char) in.readUnsignedByte();
                    if (next == '\n' || line.length() == LONGEST_LINE) {
                        result.complete(answered(line.toString().stripTrailing()));
                        return;
                    }
                    line.append(next);
                }
            }
        });
        channel.writeAndFlush(Unpooled.copiedBuffer(request(), ISO_8859_1));
    }

    private String request() {
        StringBuilder request = new StringBuilder("GET ").append(active.path()).append(" HTTP/1.0\r\n");
        active.headers()
                .forEach((name, values) -> values.forEach(value -> request.append(name)
                        .append(": ")
                        // a value must not begin a header of its own
                        .append(LINE_BREAKS.matcher(value).replaceAll(" "))
                        .append("\r\n")));
        return request.append("Host: ").append(host).append("\r\n\r\n").toString();
    }

    private ProbeResult answered(String line) {
        Matcher matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            return ProbeResult.of(Observation.HTTP_FAILURE, "no status line");
        }
        int status = Integer.parseInt(matcher.group(1));
        String detail = "status " + status;
        if (active.healthyStatuses().contains(status)) {
            return ProbeResult.of(Observation.SUCCESS, detail);
        }
        return active.unhealthyStatuses().contains(status)
                ? ProbeResult.of(Observation.HTTP_FAILURE, detail)
                : new ProbeResult(Optional.empty(), detail);
    }
}
