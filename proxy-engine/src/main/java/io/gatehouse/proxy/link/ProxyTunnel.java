package io.gatehouse.proxy.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a forward proxy for a tunnel and, once there is one, makes way for what goes through it. The request has the
 * headers that proxies of this world have seen from data planes for years, and no others.
 */
final class ProxyTunnel extends ByteToMessageDecoder {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final int MAX_HEAD = 16 << 10;
    private static final int SHOWN = 60;
    private static final int TIMEOUT_SECONDS = 5;

    private final ForwardProxy proxy;
    private final LinkAddress destination;
    private final Runnable opened;
    private final LinkAttempt attempt;
    private Future<?> deadline;
    private boolean asked;

    /** @param opened adds the handlers of the tunnelled connection to the pipeline */
    ProxyTunnel(ForwardProxy proxy, LinkAddress destination, Runnable opened, LinkAttempt attempt) {
        this.proxy = proxy;
        this.destination = destination;
        this.opened = opened;
        this.attempt = attempt;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        StringBuilder request = new StringBuilder("CONNECT " + destination + " HTTP/1.1\r\n")
                .append("Host: " + destination + "\r\n")
                .append("Proxy-Connection: Keep-Alive\r\n");
        proxy.credentials()
                .ifPresent(credentials -> request.append("Proxy-Authorization: " + credentials.basic() + "\r\n"));
        // over TLS this waits for the handshake, which has a deadline of its own
        context.writeAndFlush(ByteBufUtil.writeUtf8(
                        context.alloc(), request.append("\r\n").toString()))
                .addListener(sent -> {
                    if (sent.isSuccess()) {
                        asked = true;
                        limit(context);
                    } else {
                        exceptionCaught(context, sent.cause());
                    }
                });
    }

    private void limit(ChannelHandlerContext context) {
        Runnable overdue = () -> fail(context, "no answer to CONNECT within " + TIMEOUT_SECONDS + " seconds");
        deadline = context.executor().schedule(overdue, TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf received, List<Object> out) {
        String text = received.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf(new String(END_OF_HEAD, StandardCharsets.ISO_8859_1));
        if (end < 0) {
            if (!text.regionMatches(0, "HTTP/1.", 0, Math.min(7, text.length()))) {
                fail(context, "it is no HTTP proxy: bad HTTP response status line: " + printable(text));
            } else if (text.length() > MAX_HEAD) {
                fail(context, "its answer to CONNECT is longer than " + MAX_HEAD + " bytes");
            }
            return;
        }
        received.skipBytes(end + END_OF_HEAD.length);
        String statusLine = text.substring(0, text.indexOf('\r'));
        Matcher status = STATUS_LINE.matcher(statusLine);
        if (!status.matches()) {
            fail(context, "it is no HTTP proxy: bad HTTP response status line: " + printable(statusLine));
        } else if (!status.group(1).equals("200")) {
            refused(context, status.group(1));
        } else {
            open(context);
        }
    }

    private void refused(ChannelHandlerContext context, String status) {
        String remedy = switch (status) {
            case "401", "407" ->
                proxy.credentials().isPresent()
                        ? "; it does not accept the user and password of proxy_server"
                        : "; it asks for a user and password, which proxy_server has not";
            case "403", "405" -> "; it does not allow tunnels to " + destination;
            case "502", "503", "504" -> "; it cannot reach " + destination;
            default -> "";
        };
        fail(context, "error establishing a connection to the proxy server, got status " + status + remedy);
    }

    private void open(ChannelHandlerContext context) {
        stopWaiting();
        opened.run();
        context.fireChannelActive();
        context.pipeline().remove(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context, "it closed the connection before it answered CONNECT");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        String remedy = proxy.tls().isPresent() && !asked
                ? "; its authority belongs in lua_ssl_trusted_certificate, see also proxy_server_ssl_verify"
                : "";
        fail(context, LinkFailure.describe(cause) + remedy);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        stopWaiting();
    }

    private void fail(ChannelHandlerContext context, String why) {
        stopWaiting();
        attempt.because("forward proxy " + proxy + ": " + why);
        context.close();
    }

    private void stopWaiting() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(SHOWN, text.length())).replaceAll("[^ -~]", ".");
    }
}
