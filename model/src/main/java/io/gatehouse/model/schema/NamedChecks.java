package io.gatehouse.model.schema;

import io.gatehouse.model.format.CertificateText;
import io.gatehouse.model.format.HostText;
import io.gatehouse.model.format.IpAddress;
import io.gatehouse.model.format.IpRange;
import io.gatehouse.model.format.NameText;
import io.gatehouse.model.format.PathText;
import io.gatehouse.model.format.Url;
import io.gatehouse.model.lua.LuaSyntax;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** Finds the rules that schema files name in {@code check}. */
final class NamedChecks {
    private static final Map<String, ValueCheck> CHECKS = load();

    private NamedChecks() {}

    /**
     * The rule with this name.
     *
     * @throws MalformedSchemaException when there is none
     */
    static ValueCheck get(String name) {
        ValueCheck check = CHECKS.get(name);
        if (check == null) {
            throw new MalformedSchemaException("check '" + name + "' is unknown: neither built in nor provided by a "
                    + CheckProvider.class.getName());
        }
        return check;
    }

    private static Map<String, ValueCheck> load() {
        Map<String, ValueCheck> checks = new HashMap<>();
        // in an application server the plugins may be visible to the application only, not to the loader of this class
        provided(checks, CheckProvider.class.getClassLoader());
        provided(checks, Thread.currentThread().getContextClassLoader());
        checks.putAll(texts());
        checks.putAll(CertificateChecks.all());
        checks.putAll(KeyChecks.all());
        checks.put("route_rule", RouteChecks::rule);
        checks.put("filter_chains", ValueCheck.of(chain -> false, chain -> "wasm support is not enabled"));
        return Map.copyOf(checks);
    }

    private static void provided(Map<String, ValueCheck> checks, ClassLoader loader) {
        ServiceLoader.load(CheckProvider.class, loader).forEach(provider -> checks.putAll(provider.checks()));
    }

    private static Map<String, ValueCheck> texts() {
        Map<String, ValueCheck> texts = new HashMap<>();
        texts.put("host", ValueCheck.ofText(HostText::hostProblem));
        texts.put("host_with_optional_port", ValueCheck.ofText(HostText::hostWithPortProblem));
        texts.put("route_host", ValueCheck.ofText(HostText::routeHostProblem));
        texts.put("sni", ValueCheck.ofText(HostText::sniProblem));
        texts.put("wildcard_sni", ValueCheck.ofText(HostText::wildcardSniProblem));
        texts.put("upstream_name", ValueCheck.ofText(HostText::upstreamNameProblem));
        texts.put("target", ValueCheck.ofText(HostText::targetProblem));
        texts.put("path", ValueCheck.ofText(PathText::pathProblem));
        texts.put("route_path", ValueCheck.ofText(PathText::routePathProblem));
        texts.put("utf8_name", ValueCheck.ofText(NameText::nameProblem));
        texts.put("tag", ValueCheck.ofText(NameText::tagProblem));
        texts.put("header_name", ValueCheck.ofText(NameText::headerNameProblem));
        texts.put("cookie_name", ValueCheck.ofText(NameText::cookieNameProblem));
        texts.put("ip_or_cidr", ValueCheck.ofText(IpRange::problem));
        texts.put("ip", ValueCheck.ofText(IpAddress::problem));
        texts.put("url", ValueCheck.ofText(Url::problem));
        texts.put("certificate", ValueCheck.ofText(CertificateText::certificateProblem));
        texts.put("private_key", ValueCheck.ofText(CertificateText::privateKeyProblem));
        texts.put(
                "lua_function",
                ValueCheck.ofText(source -> LuaSyntax.problem(source).map("Error parsing function: "::concat)));
        return texts;
    }
}
