package io.fastdfs.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.stream.Stream;

/** The arrows of ARCHITECTURE.md: which module, and inside a server which package, may use which. */
@AnalyzeClasses(packages = "io.fastdfs", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule protocolUsesTheJdkAlone = module("protocol")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("io.fastdfs.protocol..", "java..", "org.jspecify.annotations"));

    @ArchTest
    static final ArchRule confUsesProtocol = module("conf").should().onlyDependOnClassesThat(isOf("conf", "protocol"));

    @ArchTest
    static final ArchRule clientUsesProtocolAndConf =
            module("client").should().onlyDependOnClassesThat(isOf("client", "protocol", "conf"));

    @ArchTest
    static final ArchRule benchUsesClientAndProtocol =
            module("bench").should().onlyDependOnClassesThat(isOf("bench", "client", "protocol"));

    @ArchTest
    static final ArchRule serverUsesProtocolAndConf =
            module("server").should().onlyDependOnClassesThat(isOf("server", "protocol", "conf"));

    @ArchTest
    static final ArchRule trackerUsesServerAndWhatIsBelow =
            module("tracker").should().onlyDependOnClassesThat(isOf("tracker", "server", "protocol", "conf"));

    @ArchTest
    static final ArchRule storageUsesServerAndWhatIsBelow =
            module("storage").should().onlyDependOnClassesThat(isOf("storage", "server", "protocol", "conf"));

    @ArchTest
    static final ArchRule packagesOfTheStorageHaveNoCycle =
            slices().matching("io.fastdfs.storage.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheTrackerHaveNoCycle =
            slices().matching("io.fastdfs.tracker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheStorageDoNotUseItsWiring = classes()
            .that()
            .resideInAPackage("io.fastdfs.storage.(*)..")
            .should()
            .onlyDependOnClassesThat(DescribedPredicate.not(resideInAPackage("io.fastdfs.storage")));

    private static GivenClassesConjunction module(String name) {
        return classes().that().resideInAPackage("io.fastdfs." + name + "..");
    }

    /** In one of these modules, or not ours. */
    private static DescribedPredicate<JavaClass> isOf(String... modules) {
        String[] packages =
                Stream.of(modules).map(name -> "io.fastdfs." + name + "..").toArray(String[]::new);
        return resideInAnyPackage(packages).or(DescribedPredicate.not(resideInAPackage("io.fastdfs..")));
    }
}
