package io.gatehouse.acceptance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import io.gatehouse.plugin.Plugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directions of docs/architecture.md: who may use whom, and no package in a circle. */
@AnalyzeClasses(locations = ArchitectureTest.Modules.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule modulesUseOnlyWhatIsBelowThem = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.gatehouse..")
            .layer("model")
            .definedBy("io.gatehouse.model..")
            .layer("plugin-api")
            .definedBy("io.gatehouse.plugin..")
            .layer("plugins")
            .definedBy("io.gatehouse.plugins..")
            .layer("cluster-ejb")
            .definedBy("io.gatehouse.cluster..")
            .layer("cluster-war")
            .definedBy("io.gatehouse.telemetry..")
            .layer("admin-war")
            .definedBy("io.gatehouse.admin..")
            .layer("liberty-config")
            .definedBy("io.gatehouse.liberty..")
            .layer("proxy-engine")
            .definedBy("io.gatehouse.proxy..")
            .layer("cli")
            .definedBy("io.gatehouse.cli..")
            .whereLayer("plugin-api")
            .mayOnlyAccessLayers("model")
            .whereLayer("plugins")
            .mayOnlyAccessLayers("plugin-api", "model")
            .whereLayer("cluster-ejb")
            .mayOnlyAccessLayers("model", "plugin-api", "plugins")
            .whereLayer("cluster-war")
            .mayOnlyAccessLayers("cluster-ejb", "model")
            .whereLayer("admin-war")
            .mayOnlyAccessLayers("cluster-ejb", "model")
            .whereLayer("liberty-config")
            .mayOnlyAccessLayers("model")
            .whereLayer("proxy-engine")
            .mayOnlyAccessLayers("model", "plugin-api", "plugins")
            .whereLayer("cli")
            .mayOnlyAccessLayers("model")
            .whereLayer("model")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("io.gatehouse.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule modelIsPlainJava = noClasses()
            .that()
            .resideInAPackage("io.gatehouse.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "io.netty..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule pluginsSeeTheGatewayThroughTheirInterfaceOnly = noClasses()
            .that()
            .resideInAnyPackage("io.gatehouse.plugin..", "io.gatehouse.plugins..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "jakarta..", "io.gatehouse.proxy..");

    @ArchTest
    static final ArchRule theControlPlaneReadsSchemasOfPluginsOnly = noClasses()
            .that()
            .resideInAPackage("io.gatehouse.cluster..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Plugin.class);

    @ArchTest
    static final ArchRule nettyStaysInTheListenerOfTheControlPlane = noClasses()
            .that()
            .resideInAPackage("io.gatehouse.cluster..")
            .and()
            .resideOutsideOfPackage("io.gatehouse.cluster.outlet..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule theAdminApiKnowsNoSql = noClasses()
            .that()
            .resideInAnyPackage("io.gatehouse.admin..", "io.gatehouse.telemetry..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule beansOfTheInsideBuildNoHttpAnswers = noClasses()
            .that()
            .resideInAPackage("io.gatehouse.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..");

    /** The classes of every module that the build has compiled. */
    static final class Modules implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Stream.of(
                            "model",
                            "plugin-api",
                            "plugins",
                            "cluster-ejb",
                            "cluster-war",
                            "admin-war",
                            "liberty-config",
                            "proxy-engine",
                            "cli")
                    .map(module -> Path.of("..", module, "target", "classes")
                            .toAbsolutePath()
                            .normalize())
                    .filter(Files::isDirectory)
                    .map(Location::of)
                    .collect(Collectors.toSet());
        }
    }
}
