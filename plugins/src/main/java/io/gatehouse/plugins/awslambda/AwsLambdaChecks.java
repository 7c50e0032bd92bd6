package io.gatehouse.plugins.awslambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.format.Url;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.util.Map;

/** A proxy is spoken to without TLS. */
public final class AwsLambdaChecks implements CheckProvider {

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of(
                "aws_lambda_proxy",
                ValueCheck.of(AwsLambdaChecks::hasPlainProxy, plugin -> "proxy_url scheme must be http"));
    }

    private static boolean hasPlainProxy(JsonNode plugin) {
        JsonNode proxy = plugin.at("/config/proxy_url");
        return !proxy.isTextual()
                || Url.parse(proxy.textValue()).scheme().map("http"::equals).orElse(true);
    }
}
